"""The trail takes codes and ids, never words about a person; and only ever grows."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

import pytest
from django.db import DatabaseError, connection, transaction

from core import trail
from core.models import Event, StatusChange
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Heard(StrEnum):
    SAID = "heard.said"


def test_an_event_says_what_happened_to_what_by_whom_and_when() -> None:
    case, user = make_case(), UserFactory()
    event = trail.record(
        Heard.SAID, case, by=user, at=NOW, case=case.pk, facts={"level": "SERIOUS"}
    )
    found = Event.objects.get(pk=event.pk)
    assert (found.name, found.record_kind, found.record_id) == ("heard.said", "cases.case", case.pk)
    assert (found.by_id, found.at, found.facts) == (user.pk, NOW, {"level": "SERIOUS"})
    assert found.recorded_at > NOW


@pytest.mark.parametrize("words", ["Invented Name", "1 Open Road", "x" * 81, "a,b", "naïve"])
def test_free_text_is_refused(words: str) -> None:
    case = make_case()
    before = Event.objects.count()
    with pytest.raises(ValueError, match="codes and ids only: note"):
        trail.record(Heard.SAID, case, by=None, at=NOW, facts={"note": words})
    assert Event.objects.count() == before


@pytest.mark.parametrize("value", ["CODE_1", str(UserFactory._meta.model.__name__), 7, True, None])
def test_codes_numbers_and_nothing_are_taken(value: str | int | None) -> None:
    event = trail.record(Heard.SAID, make_case(), by=None, at=NOW, facts={"value": value})
    assert Event.objects.get(pk=event.pk).facts == {"value": value}


@pytest.mark.parametrize("model", [Event, StatusChange])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_what_happened_cannot_be_changed_or_removed(
    model: type[Event] | type[StatusChange], verb: str
) -> None:
    make_case()
    assert model.objects.exists()
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(model._meta.db_table))
