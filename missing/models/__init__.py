"""Missing episodes and their history; files of them and the result of each row."""

from missing.models.episodes import (
    PATHWAY,
    Episode,
    EpisodeCategory,
    EpisodeCorrection,
    EpisodeStatus,
    MissingType,
    PlacedBy,
    ReportedBy,
    Setting,
)
from missing.models.imports import (
    IMPORT_PATHWAY,
    EpisodeImport,
    ImportResult,
    ImportRow,
    ImportStatus,
    Settlement,
)

__all__ = [
    "IMPORT_PATHWAY",
    "PATHWAY",
    "Episode",
    "EpisodeCategory",
    "EpisodeCorrection",
    "EpisodeImport",
    "EpisodeStatus",
    "ImportResult",
    "ImportRow",
    "ImportStatus",
    "MissingType",
    "PlacedBy",
    "ReportedBy",
    "Setting",
    "Settlement",
]
