"""What can happen to a document."""

from enum import StrEnum


class DocumentEvent(StrEnum):
    UPLOADED = "document.uploaded"
    RELEASED = "document.released"
    FOUND_HARMFUL = "document.found_harmful"
    WITHDRAWN = "document.withdrawn"
