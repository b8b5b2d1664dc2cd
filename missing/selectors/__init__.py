"""Every read of the app: episodes, the queue to screen, files of episodes."""

from missing.selectors.episodes import (
    duty_faults,
    ended_not_screened,
    episode_for,
    episodes_for,
    looked_after_at_start,
    overlapping,
    placing_on,
    screened_since,
)
from missing.selectors.imports import (
    candidates_for,
    import_for,
    imported_before,
    parked_row_for,
    parked_rows,
)

__all__ = [
    "candidates_for",
    "duty_faults",
    "ended_not_screened",
    "episode_for",
    "episodes_for",
    "import_for",
    "imported_before",
    "looked_after_at_start",
    "overlapping",
    "parked_row_for",
    "parked_rows",
    "placing_on",
    "screened_since",
]
