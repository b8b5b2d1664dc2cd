"""Documents that people have sent in to a case, in the form that their name says."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from functools import partial

import typst
from docx import Document as Word

from cases.services import send_in_document
from demo.replay.screenings import case_of
from demo.replay.stage import Row, Stage, Step
from documents.letters.pdf import FONTS
from documents.models import Document

PAGE = b"""#set page(paper: "a4", margin: 3cm)
#set text(font: "Source Sans Pro", size: 12pt)
#for line in sys.inputs.text.split("\\n") { par(line) }"""


def document_steps(stage: Stage) -> Iterator[Step]:
    """A file is sent in; it opens once the scanner has looked at it."""
    for row in stage.rows("documents"):
        key = f"document:{row['child']}:{row['name']}"
        yield Step(stage.moment(row["at"]), 27, key, partial(_send_in, stage, row, key))


def _send_in(stage: Stage, row: Row, key: str) -> Document:
    return send_in_document(
        case_of(stage, row),
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{stage.scenario}/{key}"),
        title=row["title"],
        category=row["category"],
        holds_health=row["health"] == "yes",
        name=row["name"],
        data=FORMS.get(row["name"].rpartition(".")[2], str.encode)(row["text"]),
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _pdf(text: str) -> bytes:
    return bytes(typst.compile(PAGE, font_paths=FONTS, sys_inputs={"text": text}))


def _word(text: str) -> bytes:
    heading, *lines = text.splitlines()
    file, held = Word(), io.BytesIO()
    file.add_heading(heading, level=1)
    for line in lines:
        file.add_paragraph(line)
    file.save(held)
    return held.getvalue()


FORMS: dict[str, Callable[[str], bytes]] = {"pdf": _pdf, "docx": _word}
