"""What can happen to a filter that somebody keeps."""

from enum import StrEnum


class FilterEvent(StrEnum):
    SAVED = "saved_filter.saved"
    CHANGED = "saved_filter.changed"
    SHARED = "saved_filter.shared"
    DELETED = "saved_filter.deleted"
    HAS_NEWS = "saved_filter.has_news"
