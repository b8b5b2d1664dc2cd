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
    page_of_file,
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
from documents.selectors.previews import to_show

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
    "page_of_file",
    "picture_of",
    "scanned_before",
    "to_scan",
    "to_show",
    "undrawn_in",
]
