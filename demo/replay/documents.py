"""Documents that people have sent in to a case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial

from cases.services import send_in_document
from demo.replay.screenings import case_of
from demo.replay.stage import Row, Stage, Step
from documents.models import Document


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
        data=row["text"].encode(),
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )
