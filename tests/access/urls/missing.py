"""Missing episodes, files of them, and rows that wait."""

from agencies.permissions import Permission
from missing.models import Episode, EpisodeImport, ImportRow
from tests.access.urls.entry import Entry, by_id

BOTH = ("GET", "POST")
CHANGE = Entry(Permission.EPISODE_UPDATE, Episode, by_id("episode_id"), methods=BOTH)

URLS = {
    "missing:list": Entry(Permission.EPISODE_VIEW),
    "missing:when": Entry(Permission.EPISODE_VIEW),
    "missing:log": Entry(Permission.EPISODE_LOG, methods=BOTH),
    "missing:log_details": Entry(Permission.EPISODE_LOG, methods=BOTH),
    "missing:detail": Entry(Permission.EPISODE_VIEW, Episode, by_id("episode_id")),
    "missing:return": CHANGE,
    "missing:category": CHANGE,
    "missing:correct": CHANGE,
    "missing:imports": Entry(Permission.EPISODE_IMPORT, methods=BOTH),
    "missing:import": Entry(Permission.EPISODE_IMPORT, EpisodeImport, by_id("import_id")),
    "missing:results": Entry(Permission.EPISODE_IMPORT, EpisodeImport, by_id("import_id")),
    "missing:parked": Entry(Permission.EPISODE_MATCH),
    "missing:parked_row": Entry(Permission.EPISODE_MATCH, ImportRow, by_id("row_id"), methods=BOTH),
}
