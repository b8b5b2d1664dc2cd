"""What can happen to a document, and to a letter."""

from enum import StrEnum


class DocumentEvent(StrEnum):
    UPLOADED = "document.uploaded"
    RELEASED = "document.released"
    FOUND_HARMFUL = "document.found_harmful"
    WITHDRAWN = "document.withdrawn"


class LetterEvent(StrEnum):
    WRITTEN = "letter.written"
