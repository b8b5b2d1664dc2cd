"""A decision of a referral keeps what was open to whoever took it, with a case or without one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import access
from agencies.access import viewer_of
from agencies.models import Share, User
from agencies.roles import Role
from agencies.services import exclude, restrict
from core.models import Event
from core.refusals import Invalid, NotNow, OutOfReach
from desk.decided import referral_decision_page
from referrals import services
from referrals.models import Disagreement, Referral, ReferralDecided, ReferralDecision
from referrals.selectors.decisions import decisions_of
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_note
from tests.referrals.factories import LATER, make_again, make_referral

pytestmark = pytest.mark.django_db
Take = Callable[[Referral, User], Any]


@pytest.fixture
def screener() -> User:
    return UserFactory(role=Role.SCREENER)


@pytest.fixture
def referral() -> Referral:
    return make_referral()


def accept(referral: Referral, by: User) -> Any:
    return services.accept_referral(referral, by=by, at=LATER)


def not_cse(referral: Referral, by: User | None, **details: Any) -> Any:
    said = {"because": "Invented reason.", "at": LATER, **details}
    return services.decide_not_cse(referral, by=by, **said)


def escalate(referral: Referral, by: User) -> Any:
    UserFactory(role=Role.SOCIAL_WORKER)
    return services.escalate_referral(
        referral, agency=agency("CSC"), because="Invented reason.", by=by, at=LATER
    )


def duplicate(referral: Referral, by: User) -> Any:
    first = make_again(referral, by=by)
    return services.mark_duplicate(first, of=referral, because="Invented reason.", by=by, at=LATER)


@pytest.mark.parametrize(
    ("take", "kind", "outcome"),
    [
        (accept, ReferralDecided.ACCEPTED, "Accepted for screening"),
        (not_cse, ReferralDecided.NOT_CSE, "Not CSE"),
        (escalate, ReferralDecided.ESCALATED, "Escalated to"),
        (duplicate, ReferralDecided.DUPLICATE, "Duplicate of R"),
    ],
)
def test_each_decision_of_triage_is_kept(
    take: Take, kind: ReferralDecided, outcome: str, referral: Referral, screener: User
) -> None:
    take(referral, screener)
    row = ReferralDecision.objects.get()
    assert (row.kind, row.by, row.at) == (kind, screener, LATER)
    assert row.outcome.startswith(outcome)
    assert row.because == ("" if take is accept else "Invented reason.")
    assert kind.label not in row.options
    assert "More information wanted" in row.options


def test_what_is_shut_to_an_urgent_referral_was_not_open(screener: User) -> None:
    urgent = make_referral(urgent=True)
    assert urgent.urgent
    escalate(urgent, screener)
    row = urgent.decisions.get()
    assert row.options == ["More information wanted", "Duplicate"]


def test_it_keeps_what_was_open_and_nothing_that_followed(
    referral: Referral, screener: User
) -> None:
    before = set(Event.objects.filter(record_id=referral.pk).values_list("pk", flat=True))
    not_cse(referral, screener)
    row = referral.decisions.get()
    assert set(row.seen) == before
    after = Event.objects.filter(record_id=referral.pk, name="referral.not_cse").get()
    assert after.pk not in row.seen


def test_it_keeps_what_was_asked_of_the_referral_and_answered(
    referral: Referral, screener: User
) -> None:
    asked = services.ask_for_more(
        referral,
        agency=agency("SECONDARY"),
        question="Invented question?",
        due_at=LATER + timedelta(days=1),
        by=screener,
        at=LATER,
    )
    services.answer_request(asked, answer="Invented answer.", by=screener, at=LATER)
    referral.refresh_from_db()
    not_cse(referral, screener)
    page = referral_decision_page(viewer_of(screener), referral.decisions.get().pk)
    titles = [one.title for one in page.happenings]
    assert "More information asked for" in titles
    assert "Question about the referral answered" in titles


def test_it_keeps_the_childs_case_as_far_as_it_was_open(referral: Referral, screener: User) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR)
    case = services.accept_referral(referral, by=None, at=LATER)
    note = make_note(case)
    again = [make_again(referral, by=coordinator) for _ in range(2)]
    not_cse(again[0], coordinator)
    (told,) = Event.objects.filter(record_id=note.pk)
    assert told.pk in again[0].decisions.get().seen
    stranger_to_the_case = UserFactory(role=Role.TEAM_MANAGER)
    exclude(referral.child_id, user=stranger_to_the_case, because="A relative", by=None, at=LATER)
    with pytest.raises(OutOfReach):
        not_cse(again[1], stranger_to_the_case)


def test_a_viewer_is_shown_no_more_than_is_open_to_the_viewer(referral: Referral) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR)
    make_note(services.accept_referral(referral, by=None, at=LATER))
    again = make_again(referral, by=coordinator)
    not_cse(again, coordinator)
    row = again.decisions.get()
    police = viewer_of(UserFactory(role=Role.POLICE_CSE))
    page = referral_decision_page(police, row.pk)
    assert "Note: Visit" not in [one.title for one in page.happenings]
    assert page.hidden == len(row.seen) - len(page.happenings) > 0
    full = referral_decision_page(viewer_of(coordinator), row.pk)
    assert "Note: Visit" in [one.title for one in full.happenings]
    assert full.hidden == 0


def test_the_portal_itself_decides_nothing(referral: Referral) -> None:
    not_cse(referral, None)
    assert not ReferralDecision.objects.exists()


def test_what_is_refused_leaves_no_decision(referral: Referral, screener: User) -> None:
    with pytest.raises(Invalid):
        not_cse(referral, screener, because=" ")
    not_cse(referral, screener)
    with pytest.raises(NotNow):
        accept(referral, screener)
    assert ReferralDecision.objects.count() == 1


def test_a_manager_who_looks_again_decides(referral: Referral) -> None:
    manager = UserFactory(role=Role.TEAM_MANAGER)
    not_cse(referral, None)
    services.disagree(referral, because="Invented.", by=None, at=LATER)
    services.reconsider(
        referral,
        decision=Disagreement.Decision.LOOK_AGAIN,
        answer="We look again.",
        by=manager,
        at=LATER,
    )
    row = referral.decisions.get()
    assert (row.kind, row.because, row.by) == ("RECONSIDERED", "We look again.", manager)
    assert row.outcome == "The CSE team looks at the referral again"
    assert row.options == ["The decision stands"]


class TestWhoReads:
    @pytest.fixture
    def row(self, referral: Referral, screener: User) -> ReferralDecision:
        not_cse(referral, screener)
        return referral.decisions.get()

    def test_whoever_reads_the_referral(self, row: ReferralDecision) -> None:
        head = UserFactory(role=Role.HEAD_OF_SERVICE)
        assert decisions_of(viewer_of(head), row.referral) == ()
        access.share(
            row.referral,
            agency=head.memberships.get().agency,
            role=Role.HEAD_OF_SERVICE,
            purpose=Share.Purpose.PROTECT_CHILD,
            because="Invented.",
            by=None,
            at=LATER,
        )
        assert len(decisions_of(viewer_of(head), row.referral)) == 1
        assert referral_decision_page(viewer_of(head), row.pk)

    def test_nobody_else(self, row: ReferralDecision) -> None:
        barred = UserFactory(role=Role.COORDINATOR)
        exclude(row.referral.child_id, user=barred, because="A relative", by=None, at=LATER)
        stranger = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
        for who in (barred, stranger, UserFactory(role=Role.REFERRER)):
            assert decisions_of(viewer_of(who), row.referral) == ()
            with pytest.raises(OutOfReach):
                referral_decision_page(viewer_of(who), row.pk)

    def test_a_restricted_child_is_for_those_who_are_named(
        self, row: ReferralDecision, screener: User
    ) -> None:
        restrict(row.referral.child_id, to=[UserFactory()], because="x", by=None, at=LATER)
        with pytest.raises(OutOfReach):
            referral_decision_page(viewer_of(screener), row.pk)

    def test_the_page_of_the_referral_leads_to_what_was_known(
        self, row: ReferralDecision, screener: User, client: Client
    ) -> None:
        sign_in(client, screener)
        shown = client.get(reverse("referrals:detail", args=[row.referral_id])).text
        address = reverse("desk:referral_decision", args=[row.pk])
        assert f'href="{address}"' in shown
        page = client.get(address).text
        assert "could read at that moment" in page
        assert f"referral {row.referral.reference}" in page
        assert "Invented reason." in page

    def test_an_unknown_one_is_not_there(self, screener: User, client: Client) -> None:
        sign_in(client, screener)
        unknown = reverse("desk:referral_decision", args=[uuid.uuid4()])
        assert client.get(unknown).status_code == 404


def test_the_page_asks_as_often_however_much_was_seen(screener: User) -> None:
    viewer = viewer_of(screener)

    def asked(row: ReferralDecision) -> int:
        with CaptureQueriesContext(connection) as queries:
            referral_decision_page(viewer, row.pk)
        return len(queries)

    rows = []
    for others in (0, 12):
        referral = make_referral()
        for _ in range(others):
            make_again(referral, by=screener)
        not_cse(referral, screener)
        rows.append(referral.decisions.get())
    assert len(rows[1].seen) > len(rows[0].seen)
    asked(rows[0])
    assert asked(rows[1]) == asked(rows[0])
