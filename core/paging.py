"""Deep lists by keyset: a page begins after a row, never at an offset that rows may slide past."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of rows, and where the page after and the page before begin; "" is none."""

    rows: tuple[M, ...]
    next: str = ""
    previous: str = ""


def page(rows: QuerySet[M], order: Sequence[str], *, start: str = "", size: int = SIZE) -> Page[M]:
    """The page that begins at `start`, a place as `Page` gives it; anything else is the first.

    `order` names columns without nulls, "-" for descending, and ends in one that is unique.
    """
    place = _place(rows.model, order, start)
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


def _place(model: type[Model], order: Sequence[str], text: str) -> _Place | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        values, back = json.loads(raw)
        columns = [_column(model, name) for name in order]
        read = tuple(column.to_python(value) for column, value in zip(columns, values, strict=True))
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return None
    return None if any(value is None for value in read) else _Place(read, back is True)


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
