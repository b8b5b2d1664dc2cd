"""What an address asks of a list: which rows, and from where on.

Deep lists go by keyset: a page begins after a row, never at an offset that rows may slide past.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from core.refusals import Unreadable

M = TypeVar("M", bound=Model)
SIZE = 50
DEEPEST = 200
NO_PLACE = "The address leads to no page of the list. Begin again at its first page."


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of rows, and where the page after and the page before begin; "" is none."""

    rows: tuple[M, ...]
    next: str = ""
    previous: str = ""


def place_url(here: str, place: str) -> str:
    """The address of the page of a list that begins at a place; "" for none."""
    return f"{here}?from={place}" if place else ""


def one_of(said: str, offered: Container[str], called: str) -> str:
    """A choice as an address says it; "" is none. Raises Unreadable for what is not offered."""
    if said and said not in offered:
        raise Unreadable(
            f"The address asks for a {called} that is not offered. Choose on the page."
        )
    return said


def page_number(said: str, *, deepest: int = DEEPEST) -> int:
    """The number of a page as an address says it, 1 where it says none, at most `deepest`.

    Raises Unreadable for what is no such number.
    """
    if not said:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,4}", said):
        raise Unreadable(NO_PLACE)
    return min(int(said), deepest)


def page(rows: QuerySet[M], order: Sequence[str], *, start: str = "", size: int = SIZE) -> Page[M]:
    """The page that begins at `start`, a place as `Page` gives it; "" is the first.

    `order` names columns without nulls, "-" for descending, and ends in one that is unique.
    Raises Unreadable for what is no place of this list.
    """
    place = _place(rows.model, order, start) if start else None
    back = place is not None and place.back
    ways = [_turned(name) for name in order] if back else list(order)
    found = list(_after(rows, ways, place).order_by(*ways)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Page(())
    return Page(
        tuple(found),
        next=_written(found[-1], order) if more or back else "",
        previous=_written(found[0], order, back=True) if (more if back else place) else "",
    )


@dataclass(frozen=True)
class _Place:
    values: tuple[Any, ...]
    back: bool


def _written(row: Model, order: Sequence[str], *, back: bool = False) -> str:
    """A place as it stands in an address: values of columns, no names."""
    values = [str(getattr(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps([values, back]).encode()).decode().rstrip("=")


def _place(model: type[Model], order: Sequence[str], text: str) -> _Place:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        values, back = json.loads(raw)
        columns = [_column(model, name) for name in order]
        read = tuple(column.to_python(value) for column, value in zip(columns, values, strict=True))
    except (binascii.Error, ValueError, TypeError, ValidationError):
        raise Unreadable(NO_PLACE) from None
    if any(value is None for value in read):
        raise Unreadable(NO_PLACE)
    return _Place(read, back is True)


def _after(rows: QuerySet[M], ways: Sequence[str], place: _Place | None) -> QuerySet[M]:
    if place is None:
        return rows
    later, same = Q(), Q()
    for name, value in zip(ways, place.values, strict=True):
        column = name.lstrip("-")
        way = "lt" if name.startswith("-") else "gt"
        later |= same & Q(**{f"{column}__{way}": value})
        same &= Q(**{column: value})
    return rows.filter(later)


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    column = model._meta.get_field(name.lstrip("-"))
    if not isinstance(column, Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return column
