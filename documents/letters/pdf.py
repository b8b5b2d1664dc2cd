"""A letter as tagged PDF (PDF/UA-1). What it says goes in as data, so hostile text stays text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import font_source_sans_pro
import typst

from documents.letters.template import Template, Words

FOLDER = str(Path(font_source_sans_pro.__file__).parent)
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])
UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class CannotBeDrawn(Exception):
    """No font that the portal carries has this character; PDF/UA forbids a PDF with a hole."""


def to_pdf(template: Template, words: Words) -> bytes:
    """The same words give the same bytes, whenever and wherever they are written.

    Raises CannotBeDrawn with the first character that no font has.
    """
    try:
        return bytes(
            typst.compile(
                template.layout.encode(),
                font_paths=FONTS,
                sys_inputs={"letter": json.dumps(words.kept())},
                pdf_standards=["ua-1"],
            )
        )
    except typst.TypstError as error:
        undrawn = UNDRAWN.search(str(error))
        if undrawn is None:
            raise
        raise CannotBeDrawn(undrawn[1]) from error
