"""A decision keeps what was open to whoever took it, whatever becomes known or closed later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import access
from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from agencies.services import exclude
from cases import services
from cases.models import Case, CaseStatus, Decided, DecisionRecord, RiskLevel
from cases.selectors import decision_section
from core.models import Event
from core.refusals import OutOfReach
from desk.decided import decision_page
from screening.services import countersign
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import HEARD, OPENED, hear, make_case, make_note, make_plan
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
LATER = HEARD + timedelta(days=30)


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def managed() -> Case:
    case = make_case()
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CSE_TEAM_MANAGED)
    return Case.objects.get(pk=case.pk)


def move(case: Case, by: User, **details: Any) -> DecisionRecord:
    said: dict[str, Any] = {"to": "MASE_CYCLE", "because": "Booked.", "at": LATER, **details}
    services.move_by_hand(case, by=by, **said)
    return DecisionRecord.objects.get(case=case, kind=Decided.MOVED)


def test_it_keeps_reason_options_and_what_could_be_read(coordinator: User) -> None:
    case = managed()
    make_note(case)
    before = list(Event.objects.filter(case_id=case.pk).order_by("id").values_list("id", flat=True))
    row = move(case, coordinator)
    assert (row.kind, row.because, row.by) == (Decided.MOVED, "Booked.", coordinator)
    assert row.outcome == CaseStatus.MASE_CYCLE.label
    assert (row.seen, row.unseen) == (before, 0)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DIRECT_WORKER, Role.SOCIAL_WORKER])
def test_what_is_kept_is_what_the_timeline_would_tell(role: Role) -> None:
    case = managed()
    make_note(case)
    make_plan(case)
    hear(case)
    make_signed(case=case)
    who = UserFactory(role=role)
    services.allocate(case, agency=agency("PHASE"), role=role, user=who, by=None, at=OPENED)
    told = access.about_readable(who, Event.objects.filter(case_id=case.pk), within=case)
    assert access.events_readable(who, case) == sorted(told.values_list("id", flat=True))
    exclude(case.child_id, user=who, because="A relative", by=None, at=OPENED)
    assert access.events_readable(who, case) == []


def test_what_became_known_later_was_not_seen(coordinator: User) -> None:
    case = managed()
    row = move(case, coordinator)
    make_note(case)
    page = decision_page(viewer_of(coordinator), row.pk)
    assert "Note: Visit" not in [one.title for one in page.happenings]


def test_what_the_decider_could_not_read_is_counted_and_not_shown(coordinator: User) -> None:
    case = managed()
    make_note(case)
    worker = UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("CSC"))
    services.allocate(
        case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, user=worker, by=None, at=OPENED
    )
    make_signed(case=case)
    row = move(case, worker)
    every = Event.objects.filter(case_id=case.pk, id__lte=max(row.seen)).count()
    assert row.unseen == every - len(row.seen)


def test_a_viewer_is_shown_no_more_than_is_open_to_the_viewer(coordinator: User) -> None:
    case = managed()
    make_note(case)
    row = move(case, coordinator)
    worker = UserFactory(role=Role.DIRECT_WORKER, role__agency=agency("PHASE"))
    services.allocate(
        case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, user=worker, by=None, at=OPENED
    )
    page = decision_page(viewer_of(worker), row.pk)
    assert "Note: Visit" not in [one.title for one in page.happenings]
    assert page.hidden == len(row.seen) - len(page.happenings)
    assert page.hidden > 0


def test_signing_and_countersigning_are_decisions(coordinator: User) -> None:
    signed = make_signed(level=RiskLevel.SIGNIFICANT)
    countersign(signed, by=coordinator, at=LATER, note="Agreed.")
    kinds = DecisionRecord.objects.order_by("at").values_list("kind", "record_id")
    assert list(kinds) == [(Decided.SIGNED, signed.pk), (Decided.COUNTERSIGNED, signed.pk)]


def test_the_judgement_of_a_screening_is_read_by_who_reads_the_screening(
    coordinator: User,
) -> None:
    signed = make_signed()
    row = DecisionRecord.objects.get(record_id=signed.pk)
    lead = UserFactory(role=Role.ADULT_LEAD, role__agency=agency("ADULT_SC"))
    services.allocate(
        signed.case,
        agency=agency("ADULT_SC"),
        role=Role.ADULT_LEAD,
        user=lead,
        by=None,
        at=OPENED,
    )
    assert decision_section(coordinator, signed.case).lines
    assert not decision_section(lead, signed.case).lines
    with pytest.raises(OutOfReach):
        decision_page(viewer_of(lead), row.pk)


def test_the_portal_itself_decides_nothing() -> None:
    made = services.keep_decision(make_case(), Decided.MOVED, outcome="x", by=None, at=LATER)
    assert made is None


def test_the_page_shows_the_moment_and_refuses_a_stranger(coordinator: User) -> None:
    row = move(managed(), coordinator)
    path = reverse("desk:decision", args=[row.pk])
    answer = sign_in(Client(), coordinator).get(path)
    assert "could read at that moment" in answer.content.decode()
    stranger = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        decision_page(viewer_of(stranger), row.pk)


def test_a_page_asks_as_often_however_much_was_seen(coordinator: User) -> None:
    def asked(row: DecisionRecord) -> int:
        viewer = viewer_of(coordinator)
        with CaptureQueriesContext(connection) as queries:
            decision_page(viewer, row.pk)
        return len(queries)

    few, many = managed(), managed()
    for case in (few, many):
        make_note(case)
    for _ in range(30):
        make_note(many)
    rows = [move(case, coordinator) for case in (few, many)]
    asked(rows[0])
    assert asked(rows[1]) == asked(rows[0])
