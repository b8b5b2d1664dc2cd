"""Drafting: figures, cells and rows stored whole; the same facts are the same draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction

from cases.models import RiskLevel
from core.refusals import Invalid, NotAllowed
from duties.models import Clock, Duty
from reporting.measures import Fact
from reporting.models import (
    Figure,
    Return,
    ReturnStatus,
)
from reporting.selectors import sources
from reporting.selectors.returns import checksum_as_stored
from reporting.selectors.sources import Source
from tests.agencies.factories import SANDWELL
from tests.reporting.factories import (
    AUTUMN,
    LATER,
    NOW,
    analyst,
    at_risk,
    coordinator,
    draft,
    set_level,
    value,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_draft_return_stores_figures_cells_and_the_rows_behind_them() -> None:
    case = at_risk(RiskLevel.SERIOUS)
    record = draft(by=analyst())
    assert (record.status, record.standard_quarter) == (ReturnStatus.DRAFT, False)
    figure = record.figures.get(code="M002")
    assert (figure.value, figure.unit, figure.time) == (1, "children", "as-at")
    row = figure.rows.get()
    assert (row.kind, row.record_id) == ("cases.case", case.pk)
    assert row.identity_id == case.child.identity_id
    assert "level:SERIOUS" in row.cells
    assert figure.cells.get(breakdown="level", key="SERIOUS").value == 1


def test_the_same_facts_give_the_same_draft_and_checksum() -> None:
    at_risk()
    first, second = draft(), draft(at=LATER)
    assert first == second
    assert first.checksum == checksum_as_stored(first)


def test_a_late_fact_changes_a_new_draft_and_supersedes_the_old() -> None:
    case = at_risk(RiskLevel.SIGNIFICANT)
    first = draft()
    set_level(case, RiskLevel.SERIOUS)
    second = draft(at=LATER)
    first.refresh_from_db()
    assert first.status == ReturnStatus.SUPERSEDED
    assert (value(first, "M002"), value(second, "M002")) == (0, 1)
    assert first.checksum != second.checksum


def test_a_draft_is_owed_a_signature_since_the_first_draft() -> None:
    case = at_risk()
    first = draft()
    set_level(case, RiskLevel.SERIOUS)
    second = draft(at=LATER)
    states = dict(Duty.objects.values_list("record_id", "status"))
    assert states == {first.pk: Duty.Status.CANCELLED, second.pk: Duty.Status.OPEN}
    duty = Duty.objects.get(record_id=second.pk)
    assert (duty.clock, duty.opened_at) == (Clock.SIGN_OFF_RETURN, NOW)


def test_an_analyst_of_another_authority_does_not_draft_ours() -> None:
    with pytest.raises(NotAllowed, match="Only an analyst drafts a return"):
        draft(by=analyst(SANDWELL))


def test_a_coordinator_does_not_draft() -> None:
    with pytest.raises(NotAllowed, match="Only an analyst drafts a return"):
        draft(by=coordinator())


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"end": date(2015, 8, 31)}, "end", "must not be before the first day"),
        ({"end": date(2016, 2, 1)}, "end", "must have ended before today"),
        ({"start": date(1999, 12, 31)}, "start", "in or after the year 2000"),
        ({"start": date(2014, 12, 30)}, "end", "longer than a year"),
        ({"label": " "}, "label", "Enter what the period is called"),
        ({"label": "Q" * 81}, "label", "80 plain characters"),
        ({"label": "Quarter\n3"}, "label", "80 plain characters"),
        (
            {"start": date(2012, 4, 1), "end": date(2012, 6, 30)},
            "end",
            "No toolkit was in force",
        ),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    change: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        draft(period=replace(AUTUMN, **change))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_source_that_fails_leaves_its_figures_not_available(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_risk()

    def broken(scope: object, *, using: str) -> list[Fact]:
        with transaction.get_connection(using).cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        return []

    episodes = sources.SOURCES["missing_episodes"]
    monkeypatch.setitem(sources.SOURCES, "missing_episodes", Source(episodes.vocabulary, broken))
    record = draft()
    figure = record.figures.get(code="M041")
    assert (figure.value, figure.status) == (None, Figure.Status.NOT_AVAILABLE)
    assert figure.reason == "The source missing_episodes could not be read (DataError)."
    assert value(record, "M001") == 1


def test_two_drafts_at_once_are_one() -> None:
    at_risk()
    made: list[Return] = []

    def build() -> None:
        made.append(draft())
        connection.close()

    threads = [Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({record.pk for record in made}) == 1
