"""Reviews of who has access, cover, the clock of a duty, limits and the ladder."""

from agencies.permissions import Permission
from duties.models import AccessReview
from tests.access.urls.entry import Entry, by_id

MANAGE = Permission.ACCOUNT_MANAGE
URLS = {
    "duties:choices": Entry(methods=("GET", "POST")),
    "duties:clock": Entry(methods=("GET", "POST")),
    "duties:cover": Entry(methods=("GET", "POST")),
    "duties:limits": Entry(Permission.LIMIT_SET),
    "duties:ladder": Entry(Permission.LIMIT_SET, methods=("GET", "POST")),
    "duties:limit": Entry(
        Permission.LIMIT_SET,
        kwargs=lambda nothing: {"clock": "INITIAL_MASE"},
        methods=("GET", "POST"),
    ),
    "duties:reviews": Entry(MANAGE),
    "duties:review": Entry(MANAGE, AccessReview, by_id("review_id"), methods=("GET", "POST")),
}
