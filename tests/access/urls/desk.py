"""Home, what waits, and the case file."""

from agencies.permissions import Permission
from cases.models import Case
from tests.access.urls.entry import Entry, by_id

URLS = {
    "desk:home": Entry(),
    "desk:waiting": Entry(),
    "desk:case": Entry(Permission.CASE_VIEW, Case, by_id("case_id")),
    "desk:case_section": Entry(
        Permission.CASE_VIEW, Case, lambda case: {"case_id": case.pk, "section": "overview"}
    ),
}
