"""One's own session, and the permission matrix."""

from agencies.permissions import Permission
from tests.access.urls.entry import Entry

URLS = {
    "agencies:session_extend": Entry(methods=("POST",)),
    "agencies:session_keep": Entry(methods=("POST",)),
    "agencies:session_ended": Entry(public=True),
    "agencies:kept_form": Entry(foreign=True),
    "agencies:session_end_all": Entry(methods=("GET", "POST")),
    "agencies:permission_matrix": Entry(Permission.MATRIX_VIEW),
}
