"""SQL that is built once and asked often. It holds no data, only the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with its parameters; as a source it gives a row at most `times` over."""

    text: str
    params: tuple[Any, ...]
    times: int = 1

    def condition(self) -> RawSQL:
        """As a condition on rows of the outermost table, and nowhere deeper."""
        return RawSQL(self.text, self.params, output_field=BooleanField())  # noqa: S611  # nosec B611  # written by Django itself; values are parameters


ALWAYS, NEVER = Sql("TRUE", ()), Sql("FALSE", ())


def where_of(rows: QuerySet[Any]) -> Sql | None:
    """The condition of a query over one table; None when the query joins another."""
    query = rows.query
    try:
        text, params = query.get_compiler(connection=connection).compile(query.where)
    except EmptyResultSet:
        return NEVER
    except FullResultSet:
        return ALWAYS
    tables = [alias for alias, uses in query.alias_refcount.items() if uses]
    return Sql(f"({text})", tuple(params)) if len(tables) <= 1 else None
