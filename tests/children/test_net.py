"""The net of a search: what it gives within its bounds, and how the database is asked."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from children.search import ChildQuery, blocking, may_be_meant
from tests.children.factories import make_child

pytestmark = pytest.mark.django_db
BORN = date(2001, 3, 4)


def test_a_short_form_is_not_crowded_out_by_those_called_as_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocking, "MOST_WITHOUT_A_DAY", 2)
    for _ in range(3):
        make_child(given_name="Rebecca", family_name="Orr", born_on=BORN)
    becky = make_child(given_name="Becky", family_name="Orr", born_on=BORN)
    assert str(becky.pk) in may_be_meant(ChildQuery.of("Rebecca", "Orr", None))


@pytest.mark.parametrize(
    ("given", "family"), [("Becky", "James"), ("Rebecca", "Jim"), ("Becky", "Jim")]
)
def test_either_name_or_both_may_be_another_form(given: str, family: str) -> None:
    child = make_child(given_name=given, family_name=family, born_on=BORN)
    assert str(child.pk) in may_be_meant(ChildQuery.of("Rebecca", "James", None))


def test_the_database_never_compiles_a_search() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
