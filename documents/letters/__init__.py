"""Letters from versioned templates, as tagged PDF and as Word (capability 52)."""

from documents.letters.pdf import CannotBeDrawn, to_pdf
from documents.letters.template import (
    Changed,
    Kind,
    Part,
    Template,
    Words,
    clean,
    template_of,
    words_of,
)
from documents.letters.word import to_word

__all__ = [
    "CannotBeDrawn",
    "Changed",
    "Kind",
    "Part",
    "Template",
    "Words",
    "clean",
    "template_of",
    "to_pdf",
    "to_word",
    "words_of",
]
