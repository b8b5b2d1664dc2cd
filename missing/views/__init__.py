"""Doors to missing episodes and files of them."""

from missing.views.changes import EpisodeCategory, EpisodeCorrect, EpisodeReturn
from missing.views.episodes import EpisodeDetail, EpisodeList, EpisodeTimes
from missing.views.imports import ImportDetail, ImportResults, ImportUpload
from missing.views.logging import EpisodeLog, EpisodeLogDetails
from missing.views.parked import ParkedList, ParkedRow

__all__ = [
    "EpisodeCategory",
    "EpisodeCorrect",
    "EpisodeDetail",
    "EpisodeList",
    "EpisodeLog",
    "EpisodeLogDetails",
    "EpisodeReturn",
    "EpisodeTimes",
    "ImportDetail",
    "ImportResults",
    "ImportUpload",
    "ParkedList",
    "ParkedRow",
]
