"""Every write of the app: episodes, what follows a return, files of episodes."""

from missing.services.episodes import (
    change_category,
    close_after_screening,
    correct_episode,
    log_episode,
    record_return,
)
from missing.services.imports import (
    carry_out_import,
    hash_of,
    import_file,
    preview_file,
    rehearse_file,
)
from missing.services.placing import place_episode
from missing.services.reports import report_episode
from missing.services.settling import settle_parked_row

__all__ = [
    "carry_out_import",
    "change_category",
    "close_after_screening",
    "correct_episode",
    "hash_of",
    "import_file",
    "log_episode",
    "place_episode",
    "preview_file",
    "record_return",
    "rehearse_file",
    "report_episode",
    "settle_parked_row",
]
