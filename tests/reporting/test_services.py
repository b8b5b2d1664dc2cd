"""Drafting, signing, revising: one consistent look, the same sum, and nothing changed after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from agencies.models import User
from agencies.roles import Role
from cases import services as cases
from cases.models import Case, RiskLevel
from core import outbox
from core.models import Effect, JobRun
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Clock, Duty
from reporting import services, tasks
from reporting.measures import Fact
from reporting.models import (
    Figure,
    FigureCell,
    FigureRow,
    Return,
    ReturnRequest,
    ReturnStatus,
)
from reporting.selectors import contents, sources
from reporting.selectors.returns import checksum_as_stored
from reporting.selectors.sources import Source
from tests.agencies.factories import DUDLEY, SANDWELL, UserFactory, authority
from tests.reporting.factories import AUTUMN, NOW, SET, at_risk, draft, sign

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=3)


def analyst(code: str = DUDLEY) -> User:
    return UserFactory(role=Role.ANALYST, role__serving=authority(code))


def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def value(record: Return, code: str) -> int | None:
    return contents(record).value(code)


def set_level(case: Case, level: RiskLevel, *, at: datetime = LATER) -> None:
    cases.set_level(case, level=level, from_at=SET, reached=case, by=None, at=at)


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


def test_sign_off_return_freezes_it_and_ends_what_was_owed() -> None:
    case = at_risk()
    record = draft(by=analyst())
    signer = coordinator()
    services.sign_off_return(record, by=signer, at=LATER)
    set_level(case, RiskLevel.SERIOUS)
    record.refresh_from_db()
    assert (record.status, record.signed_by, record.signed_at) == ("SIGNED_OFF", signer, LATER)
    assert value(record, "M002") == 0
    assert record.checksum == checksum_as_stored(record)
    assert Duty.objects.get(record_id=record.pk).status == Duty.Status.DONE
    with pytest.raises(NotNow, match="This period is signed off"):
        draft()


def test_whoever_drafted_a_return_does_not_sign_it() -> None:
    both = UserFactory(role=Role.ANALYST)
    services_post = UserFactory(role=Role.COORDINATOR).memberships.get()
    services_post.pk, services_post.user = None, both
    services_post.save(force_insert=True)
    record = draft(by=both)
    with pytest.raises(NotAllowed, match="somebody else must sign it off"):
        services.sign_off_return(record, by=User.objects.get(pk=both.pk), at=NOW)


def test_an_analyst_does_not_sign_off() -> None:
    record = draft()
    with pytest.raises(NotAllowed, match="Only the coordinator or team manager"):
        services.sign_off_return(record, by=analyst(), at=NOW)


def test_a_coordinator_elsewhere_does_not_learn_of_the_return() -> None:
    record = draft()
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.sign_off_return(record, by=elsewhere, at=NOW)


def test_a_return_is_signed_once() -> None:
    record = sign(draft())
    with pytest.raises(NotNow):
        sign(record)


def test_revise_return_supersedes_the_signed_one_when_it_is_signed() -> None:
    case = at_risk(RiskLevel.SIGNIFICANT)
    first = sign(draft())
    set_level(case, RiskLevel.SERIOUS)
    revision = services.revise_return(first, because="A level was late.", by=analyst(), at=LATER)
    first.refresh_from_db()
    assert (first.status, revision.status) == (ReturnStatus.SIGNED_OFF, ReturnStatus.DRAFT)
    sign(revision, at=LATER)
    first.refresh_from_db()
    assert first.status == ReturnStatus.SUPERSEDED
    assert (value(first, "M002"), value(revision, "M002")) == (0, 1)
    assert (revision.revises, revision.because) == (first, "A level was late.")


def test_a_revision_needs_a_reason() -> None:
    signed = sign(draft())
    with pytest.raises(Invalid, match="Say why"):
        services.revise_return(signed, because=" ", by=analyst(), at=LATER)


def test_a_draft_is_not_revised() -> None:
    with pytest.raises(NotNow, match="Only a return that is signed off"):
        services.revise_return(draft(), because="Late.", by=analyst(), at=LATER)


@pytest.mark.parametrize("model", [Return, Figure, FigureCell, FigureRow])
@pytest.mark.parametrize("signed", [False, True])
def test_the_database_refuses_every_change_of_what_is_stored(
    model: type[Return], signed: bool
) -> None:
    at_risk()
    record = draft()
    if signed:
        sign(record)
    column = {"Return": "checksum", "FigureRow": "kind"}.get(model.__name__, "label")
    with pytest.raises(DatabaseError, match="written once"):
        model.objects.update(**{column: "x"})
    with pytest.raises(DatabaseError, match="written once"):
        model.objects.filter(pk__isnull=False)._raw_delete("default")


@pytest.mark.parametrize("status", ["DRAFT", "SIGNED_OFF"])
def test_the_database_lets_no_status_move_back(status: str) -> None:
    record = sign(draft())
    if status == "SIGNED_OFF":
        Return.objects.filter(pk=record.pk).update(status="SUPERSEDED")
    with pytest.raises(DatabaseError, match="written once"):
        Return.objects.filter(pk=record.pk).update(status=status)


def test_the_database_adds_nothing_to_a_signed_return() -> None:
    record = sign(draft())
    figure = record.figures.get(code="M001")
    with pytest.raises(DatabaseError, match="written once"):
        FigureCell.objects.create(
            figure=figure, position=99, breakdown="ward", key="X", label="X", value=1
        )


def test_what_was_added_to_a_draft_by_hand_is_not_signed() -> None:
    record = draft()
    figure = record.figures.get(code="M001")
    FigureCell.objects.create(
        figure=figure, position=99, breakdown="ward", key="X", label="X", value=1
    )
    with pytest.raises(NotNow, match="no longer fits the checksum"):
        sign(record)


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


def carry_out_all() -> None:
    for pk in Effect.objects.filter(done_at=None).values_list("pk", flat=True):
        assert outbox.carry_out(pk, now=NOW)


def test_a_request_is_answered_once_through_the_outbox() -> None:
    at_risk()
    asked = services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.answer is not None
    assert value(asked.answer, "M001") == 1
    again = services.answer_request(asked.pk, at=LATER)
    assert again.answered_at == asked.answered_at


def test_a_request_that_is_refused_keeps_the_sentence() -> None:
    asked = services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)
    sign(draft())
    carry_out_all()
    asked.refresh_from_db()
    assert asked.answer is None
    assert asked.refusal.startswith("This period is signed off.")


def test_a_signed_period_is_not_asked_for_again() -> None:
    sign(draft())
    with pytest.raises(Invalid, match="revise it with a reason"):
        services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)


def test_a_revision_is_asked_for_and_built() -> None:
    signed = sign(draft())
    services.request_revision(signed, because="A date was wrong.", by=analyst(), at=LATER)
    carry_out_all()
    assert signed.revisions.get().because == "A date was wrong."


def test_last_quarter_is_asked_for_once_for_each_authority(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tasks.timezone, "now", lambda: datetime(2016, 1, 1, 5, tzinfo=UTC))
    tasks.draft_last_quarter()
    tasks.draft_last_quarter()
    asked = ReturnRequest.objects.get()
    assert (asked.label, asked.start_on, asked.end_on) == (
        "Quarter 3",
        date(2015, 10, 1),
        date(2015, 12, 31),
    )
    assert JobRun.objects.get().period == f"{DUDLEY} 2015-10-01/2015-12-31"
    carry_out_all()
    assert Return.objects.get().standard_quarter
