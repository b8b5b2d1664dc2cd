"""Cases for tests, made through the services."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agencies.models import Authority
from cases import services
from cases.models import Case
from children.models import Child
from tests.agencies.factories import authority
from tests.children.factories import make_child

OPENED = datetime(2015, 9, 14, 9, tzinfo=UTC)


def make_case(
    *, child: Child | None = None, where: Authority | None = None, **details: Any
) -> Case:
    """An open case in screening, in Dudley unless `where` says otherwise."""
    facts: dict[str, Any] = {"by": None, "at": OPENED, **details}
    return services.open_case(child or make_child(), authority=where or authority(), **facts)
