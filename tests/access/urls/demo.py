"""The demo's own door, which production does not have."""

from tests.access.urls.entry import Entry

URLS = {"demo:sign_ins": Entry(public=True, methods=("GET", "POST"))}
