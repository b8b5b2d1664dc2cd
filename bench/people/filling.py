"""Puts invented children into the tables of a migrated database, and questions beside them.

Triggers and the indexes of the search are off while the rows are copied: a million at once are
indexed far quicker than one by one. The questions are kept too, so that a run needs no names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from bench.people.children import Person, invent
from bench.people.queries import Asked, ask

AT_ONCE = 50_000
RECORDED = "2025-09-01 09:00+00"
TABLES = ("children_child", "children_alias", "children_identifier")
QUESTIONS = """
CREATE TABLE bench_question (number serial PRIMARY KEY, kind text, child_id uuid,
    given_name text, family_name text, born_on date);
GRANT SELECT ON bench_question TO PUBLIC
"""
COLUMNS = {
    "children_identity": "id, opened_at",
    "children_child": "id, identity_id, given_name, family_name, born_on, born_on_estimated, sex,"
    " gender_identity, ethnicity, language, verified, recorded_at",
    "children_alias": "id, child_id, name, kind, recorded_at, is_correction, because",
    "children_identifier": "id, child_id, kind, value, source, recorded_at, is_correction, because",
    "bench_question": "kind, child_id, given_name, family_name, born_on",
}

Row = tuple[object, ...]


def fill(cursor: Any, *, count: int, each: int, seed: int) -> None:
    """Invent so many children, and questions of each kind, and write them as the owner."""
    people = list(invent(count, seed))
    chance = Random(seed)
    ids = [_id(chance) for _ in people]
    set_aside = _search_indexes(cursor)
    for name in set_aside:
        cursor.execute(f"DROP INDEX {name}")
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(QUESTIONS)
    for table, rows in _rows(people, ids, chance).items():
        _copy(cursor, table, rows)
    _copy(cursor, "bench_question", _questions(ask(people, each=each, seed=seed), ids))
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for statement in set_aside.values():
        cursor.execute(statement)


def _rows(
    people: Sequence[Person], ids: Sequence[UUID], chance: Random
) -> dict[str, Iterator[Row]]:
    both = list(zip(ids, people, strict=True))
    return {
        "children_identity": ((pk, RECORDED) for pk in ids),
        "children_child": (
            (pk, pk, *(one.given_name, one.family_name, one.born_on, "f", one.sex), *_unsaid())
            for pk, one in both
        ),
        "children_alias": (
            (_id(chance), pk, name, "ALSO_KNOWN_AS", RECORDED, "f", "")
            for pk, one in both
            for name in one.aliases
        ),
        "children_identifier": (
            (_id(chance), pk, "NHS", one.nhs_number, "Measurement", RECORDED, "f", "")
            for pk, one in both
            if one.nhs_number
        ),
    }


def _unsaid() -> Row:
    return "", "NOBT", "", "t", RECORDED


def _questions(asked: Iterator[Asked], ids: Sequence[UUID]) -> Iterator[Row]:
    for one in asked:
        yield one.kind, ids[one.truth], one.given_name, one.family_name, one.born_on


def _id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _search_indexes(cursor: Any) -> dict[str, str]:
    """The indexes over functions of names, and how each is made again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE tablename = ANY(%s) AND indexdef ~ 'children_[a-z]+\\('",
        [list(TABLES)],
    )
    return dict(cursor.fetchall())


def _copy(cursor: Any, table: str, rows: Iterator[Row]) -> None:
    statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN"
    while lines := "".join(map(_line, islice(rows, AT_ONCE))):
        cursor.copy_expert(statement, StringIO(lines))


def _line(row: Row) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"
