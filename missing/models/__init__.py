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

__all__ = [
    "PATHWAY",
    "Episode",
    "EpisodeCategory",
    "EpisodeCorrection",
    "EpisodeStatus",
    "MissingType",
    "PlacedBy",
    "ReportedBy",
    "Setting",
]
