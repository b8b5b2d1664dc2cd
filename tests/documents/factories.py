"""Documents for tests, sent in through the services."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from cases.models import Case
from documents import services
from documents.letters import Kind, Part
from documents.models import Document, Letter
from tests.cases.factories import make_case
from tests.documents.files import PDF

SENT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def make_document(case: Case | None = None, **details: Any) -> Document:
    """A school report in quarantine, unless `details` say otherwise."""
    about = case or make_case()
    said: dict[str, Any] = {
        "case_id": about.pk,
        "subject_id": about.child_id,
        "authority": about.authority,
        "key": uuid.uuid4(),
        "title": "Invented report",
        "category": "SCHOOL",
        "holds_health": False,
        "name": "report.pdf",
        "data": PDF,
        "by": None,
        "at": SENT,
    }
    return services.take_in(**{**said, **details})


def make_letter(case: Case | None = None, **details: Any) -> Letter:
    """The packet of a hand-over with two parts, unless `details` say otherwise."""
    about = case or make_case()
    said: dict[str, Any] = {
        "kind": Kind.HAND_OVER_PACK,
        "case_id": about.pk,
        "subject_id": about.child_id,
        "authority": about.authority,
        "key": uuid.uuid4(),
        "sender": "Dudley CSE team",
        "recipient": "Sandwell CSE team",
        "reference": "HO-TEST-0001",
        "parts": [Part("The child", ("Name: Invented Child",)), Part("Open actions", ())],
        "by": None,
        "at": SENT,
    }
    return services.write_letter(said.pop("kind"), **{**said, **details})
