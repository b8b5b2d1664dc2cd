"""What can happen to a missing episode and to a file of them."""

from enum import StrEnum


class EpisodeEvent(StrEnum):
    LOGGED = "episode.logged"
    RETURNED = "episode.returned"
    CATEGORY_CHANGED = "episode.category_changed"
    CORRECTED = "episode.corrected"
    PLACED = "episode.placed"


class ImportEvent(StrEnum):
    IMPORTED = "episode_import.imported"
    PARKED = "episode_import.row_parked"
    SETTLED = "episode_import.row_settled"
