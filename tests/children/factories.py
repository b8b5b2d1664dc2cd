"""Invented children for tests, made through the services."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from children import services
from children.models import Child

RECORDED = datetime(2015, 9, 1, 9, tzinfo=UTC)
_number = count(1)


def make_child(**details: Any) -> Child:
    """A plain invented child of fourteen."""
    n = next(_number)
    facts: dict[str, Any] = {
        "given_name": f"Invented{n}",
        "family_name": "Childname",
        "born_on": date(2001, 6, 1),
        "sex": "2",
        "ethnicity": "WBRI",
        "by": None,
        "at": RECORDED,
    }
    return services.record_child(**{**facts, **details})
