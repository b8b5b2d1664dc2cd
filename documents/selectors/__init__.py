"""Reads of documents and of letters, and the bytes of a file behind the same predicate."""

from documents.selectors.documents import (
    DocumentPage,
    DocumentsPage,
    File,
    document_for,
    document_page,
    documents_for,
    documents_of_case,
    file_of,
    known_of,
    picture_of,
    scanned_before,
    to_scan,
)
from documents.selectors.letters import (
    Bytes,
    LetterLine,
    LetterPage,
    letter_file,
    letter_page,
    letter_written,
    letters_for,
    undrawn_in,
)

__all__ = [
    "Bytes",
    "DocumentPage",
    "DocumentsPage",
    "File",
    "LetterLine",
    "LetterPage",
    "document_for",
    "document_page",
    "documents_for",
    "documents_of_case",
    "file_of",
    "known_of",
    "letter_file",
    "letter_page",
    "letter_written",
    "letters_for",
    "picture_of",
    "scanned_before",
    "to_scan",
    "undrawn_in",
]
