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
from documents.selectors.letters import Bytes, LetterPage, letter_file, letter_page, letters_for

__all__ = [
    "Bytes",
    "DocumentPage",
    "DocumentsPage",
    "File",
    "LetterPage",
    "document_for",
    "document_page",
    "documents_for",
    "documents_of_case",
    "file_of",
    "known_of",
    "letter_file",
    "letter_page",
    "letters_for",
    "picture_of",
    "scanned_before",
    "to_scan",
]
