"""A lock takes the rows it names: a joined row that is locked too stops a whole authority."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import HOUSE, ROOT, rooms

JOINED_AND_LOCKED = """
def note(case):
    rows = Referral.objects.select_for_update().filter(case=case)
    return list(rows.select_related("authority"))
"""
FILTERED_ACROSS_AND_LOCKED = """
def note(agency):
    return Referral.objects.select_for_update().filter(case__agency=agency)
"""
JOINED_BUT_OWN_ROW_LOCKED = JOINED_AND_LOCKED.replace("()", '(of=("self",))', 1)
ONE_TABLE_LOCKED = FILTERED_ACROSS_AND_LOCKED.replace("case__agency", "agency__in")
LOOKUPS = {"in", "lt", "lte", "gt", "gte", "isnull", "date", "range"}


def spreading(source: str) -> Iterator[int]:
    """The lines of locks without `of=` in a function that also joins another table."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        made = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        bare = [
            call.lineno
            for call in made
            if ast.unparse(call.func).endswith(".select_for_update")
            and "of" not in {word.arg for word in call.keywords}
        ]
        if any(_joins(call) for call in made):
            yield from bare


def _joins(call: ast.Call) -> bool:
    method = ast.unparse(call.func).rpartition(".")[2]
    across = (word.arg for word in call.keywords if word.arg and "__" in word.arg)
    return method == "select_related" or (
        method in {"filter", "exclude", "get"}
        and any(set(name.split("__")[1:]) - LOOKUPS for name in across)
    )


@pytest.mark.parametrize("app", HOUSE)
def test_a_lock_that_joins_says_which_row_it_takes(app: str) -> None:
    for path in rooms(app):
        found = list(spreading(path.read_text(encoding="utf-8")))
        assert not found, f"{_name(path)}: lock of more than one table in lines {found}"


@pytest.mark.parametrize("source", [JOINED_AND_LOCKED, FILTERED_ACROSS_AND_LOCKED])
def test_the_guard_sees_a_lock_that_spreads(source: str) -> None:
    assert list(spreading(source)) == [3]


@pytest.mark.parametrize("source", [JOINED_BUT_OWN_ROW_LOCKED, ONE_TABLE_LOCKED])
def test_the_guard_lets_a_lock_of_one_row_pass(source: str) -> None:
    assert list(spreading(source)) == []


def _name(path: Path) -> Path:
    return path.relative_to(ROOT)
