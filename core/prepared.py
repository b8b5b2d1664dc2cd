"""Questions built and planned once, and asked often: a query prepared in the database's session.

Building a query in Python and planning it in PostgreSQL cost more than running it, where a page is
50 rows by index. A question is compiled once, prepared once in each session, and from then on only
executed. It holds the question and never an answer: each time it reads what is true at that time.

A session is one connection to one server. A pooler that hands sessions round between transactions
takes the prepared statements away; then a question is prepared again, outside a transaction at
once, inside one at the next.
"""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import NotSupportedError, OperationalError, connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators
from psycopg2.errors import FeatureNotSupported, InvalidSqlStatementName

M = TypeVar("M", bound=Model)
MOST_IN_A_SESSION = 60
"""A statement keeps a quarter of a megabyte in the server for its plan: the longest unused goes."""

_PLACE = re.compile(r"%([%s])")
_numbers = count(1)


class Given(Expression):
    """A value that comes when the question is asked: `filter(pk=Given("pk", UUIDField()))`."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Question:
    """SQL with `%s` for each of its parameters, of which some may be `Given`."""

    def __init__(self, text: str, params: Sequence[Any]) -> None:
        self.text, self.params = sys.intern(text), tuple(params)

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Question:
        """A queryset's own SQL; one that can give nothing asks nothing."""
        try:
            return cls(*rows.query.sql_with_params())
        except EmptyResultSet:
            return cls("SELECT 1 WHERE FALSE", ())

    def ask(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows, with the values given now."""
        values = [given[one.name] if isinstance(one, Given) else one for one in self.params]
        try:
            return _run(self.text, values)
        except (OperationalError, NotSupportedError) as refusal:
            if not _is_forgotten(refusal) or connection.in_atomic_block:
                raise
            return _run(self.text, values)


class QuestionOfRows(Generic[M]):
    """A queryset as a question: the same instances, with what `select_related` brings."""

    def __init__(self, rows: QuerySet[M]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        try:
            self._question: Question | None = Question(*compiler.as_sql())
        except EmptyResultSet:
            self._question = None
            return
        if compiler.get_converters([column for column, _, _ in compiler.select]):
            raise TypeError(f"{rows.model.__name__} has columns that Django converts on reading")
        self._made = _maker(compiler, rows.db)

    def ask(self, **given: Any) -> list[M]:
        """The instances, with the values given now."""
        if self._question is None:
            return []
        return [self._made(row) for row in self._question.ask(**given)]


def counting(rows: QuerySet[Any], *, most: int) -> Question:
    """How many rows there are, counted to `most`."""
    few = rows.order_by().values("pk")[:most]
    try:
        text, params = few.query.sql_with_params()
    except EmptyResultSet:
        return Question("SELECT 0", ())
    return Question(f"SELECT count(*) FROM ({text}) AS few", params)  # noqa: S608  # nosec B608  # written by Django itself; values are parameters


def forget() -> None:
    """Drop what this session has prepared; each question is prepared again when it is asked."""
    _names().clear()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


def _maker(compiler: Any, db: str) -> Callable[[tuple[Any, ...]], Any]:
    """How one row becomes an instance; Django's `ModelIterable` does the same for each query."""
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:last]]
    others = get_related_populators(about, compiler.select, db)  # type: ignore[call-arg]
    annotations = tuple((compiler.annotation_col_map or {}).items())
    model = about["model"]

    def made(row: tuple[Any, ...]) -> Any:
        record = model.from_db(db, names, row[first:last])
        for other in others:
            other.populate(row, record)
        for name, place in annotations:
            setattr(record, name, row[place])
        return record

    return made


def _run(text: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Execute in this session; the first time, the same message prepares the statement."""
    connection.ensure_connection()
    names = _names()
    name, before = names.get(text), ""
    if name is None:
        name, before = f"portal_{next(_numbers)}", "".join(_dropped(names))
        before += f"PREPARE {name} AS {_numbered(text)}; "
    places = f" ({', '.join(['%s'] * len(values))})" if values else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{before}EXECUTE {name}{places}", values)
        names[text] = name
        names.move_to_end(text)
        return cursor.fetchall()


def _names() -> OrderedDict[str, str]:
    """What this session has prepared: text and name, the longest unused first."""
    session, names = getattr(connection, "portal_prepared", (None, None))
    if names is None or session is not connection.connection:
        names = OrderedDict[str, str]()
        connection.portal_prepared = connection.connection, names  # type: ignore[attr-defined]
    return names


def _dropped(names: OrderedDict[str, str]) -> Iterator[str]:
    while len(names) >= MOST_IN_A_SESSION:
        yield f"DEALLOCATE {names.popitem(last=False)[1]}; "


def _numbered(text: str) -> str:
    """`%s` as `$1`, `$2`, …; `%%` stays, for the driver halves it."""
    numbers = count(1)
    return _PLACE.sub(lambda found: f"${next(numbers)}" if found[1] == "s" else "%%", text)


def _is_forgotten(refusal: Exception) -> bool:
    """Has the session lost a statement, or a table changed under it? Then all are made anew."""
    lost = isinstance(refusal.__cause__, (InvalidSqlStatementName, FeatureNotSupported))
    if lost:
        _names().clear()
    return lost
