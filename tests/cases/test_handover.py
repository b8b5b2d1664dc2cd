"""A case is handed over: offered with its packet, accepted, declined, taken back; never lost."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from agencies import access
from agencies.access import viewer_of
from agencies.models import Agency, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.services import exclude, restrict
from cases import packets, services
from cases.closing import undone
from cases.models import (
    STEPS_OF_MOVE,
    Allocation,
    Case,
    CaseStatus,
    ClosingStep,
    HandOver,
    HandOverNote,
    HandOverStatus,
    RiskLevel,
)
from cases.policies import may_answer
from cases.selectors import hand_over_page, hand_over_section
from children.models import Child
from children.services import set_address
from core.calendar import add_working_days
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Clock, Duty
from duties.selectors import open_for
from duties.services import Owner, hand_over_duty
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import HEARD, OPENED, hear, make_action, make_case, make_note, make_plan
from tests.children.factories import make_child
from tests.duties.factories import open_duty_of
from tests.missing.factories import make_episode
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
LATER = HEARD + timedelta(days=30)
DAY = date(2015, 10, 1)
S, H = CaseStatus, HandOverStatus


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def worker() -> User:
    """Somebody of the team that the case is offered to."""
    return UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("CSC"))


@pytest.fixture
def there() -> User:
    """The coordinator of the other authority."""
    return UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))


def in_state(status: CaseStatus, case: Case | None = None) -> Case:
    made = case or make_case()
    Case.objects.filter(pk=made.pk).update(status=status)
    return Case.objects.get(pk=made.pk)


def to_team(case: Case, by: User | None, worker: User, **details: Any) -> HandOver:
    said: dict[str, Any] = {
        "agency": agency("CSC"),
        "role": Role.SOCIAL_WORKER,
        "because": "They know the family.",
        "by": by,
        "at": LATER,
        **details,
    }
    return services.offer_to_team(case, **said)


def across(case: Case, by: User | None, **details: Any) -> HandOver:
    said: dict[str, Any] = {
        "authority": authority(SANDWELL),
        "because": "The child moves to an aunt.",
        "contact": "The invented duty manager",
        "by": by,
        "at": LATER,
        **details,
    }
    return services.offer_to_authority(case, **said)


class TestToATeam:
    def test_until_they_accept_the_sender_owes_everything_and_they_read_the_packet_alone(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        offer = to_team(case, coordinator, worker)
        assert not access.can(worker, Permission.CASE_VIEW, case)
        assert access.can(worker, Permission.HAND_OVER_VIEW, offer)
        duty = Duty.objects.get(record_id=offer.pk)
        assert (duty.clock, duty.owner_role, duty.owner_agency) == (
            Clock.ANSWER_HAND_OVER,
            Role.SOCIAL_WORKER,
            agency("CSC"),
        )
        assert duty.due_at == add_working_days(LATER, 2)

    def test_accepted_it_is_theirs_with_all_that_was_owed(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        leaving = UserFactory(role=Role.SCREENER)
        row = services.allocate(
            case,
            agency=agency("CSE_TEAM"),
            role=Role.SCREENER,
            user=leaving,
            by=None,
            at=OPENED,
        )
        action = make_action(make_plan(case), person=leaving)
        offer = to_team(case, coordinator, worker, allocation=row)
        services.accept_hand_over(offer, by=worker, at=LATER)
        assert access.can(worker, Permission.CASE_VIEW, case)
        assert not Allocation.objects.filter(user=leaving, until_at=None).exists()
        action.refresh_from_db()
        duty = Duty.objects.get(clock=Clock.PLAN_ACTION, record_id=action.pk)
        theirs = (None, Role.SOCIAL_WORKER, agency("CSC"))
        assert (action.owner, action.owner_role, action.owner_agency) == theirs
        assert (duty.owner, duty.owner_role, duty.owner_agency) == theirs
        assert not open_for(case.pk).filter(clock=Clock.ANSWER_HAND_OVER).exists()

    def test_declined_with_a_reason_nothing_has_moved(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        offer = to_team(case, coordinator, worker)
        with pytest.raises(Invalid, match="why the case is declined"):
            services.decline_hand_over(offer, answer=" ", by=worker, at=LATER)
        services.decline_hand_over(offer, answer="We hold no such cases.", by=worker, at=LATER)
        offer.refresh_from_db()
        assert (offer.status, offer.answer) == (H.DECLINED, "We hold no such cases.")
        assert not access.can(worker, Permission.CASE_VIEW, case)
        assert to_team(case, coordinator, worker).status == H.OFFERED

    def test_the_sender_does_not_answer_and_takes_back_what_waits(
        self, coordinator: User, worker: User
    ) -> None:
        offer = to_team(make_case(), coordinator, worker)
        with pytest.raises(NotNow, match="answers this offer"):
            services.accept_hand_over(offer, by=coordinator, at=LATER)
        with pytest.raises(NotNow, match="offered already"):
            to_team(offer.case, coordinator, worker)
        services.take_back_hand_over(offer, because="Wrong team.", by=coordinator, at=LATER)
        assert not open_for(offer.case_id).filter(clock=Clock.ANSWER_HAND_OVER).exists()
        with pytest.raises(OutOfReach):
            services.accept_hand_over(offer, by=worker, at=LATER)
        with pytest.raises(NotNow, match="answered already"):
            services.take_back_hand_over(offer, because="Again.", by=coordinator, at=LATER)

    def test_a_closed_agency_and_a_post_that_nobody_holds_are_answered_plainly(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        with pytest.raises(Invalid, match="Nobody holds this post"):
            to_team(case, coordinator, worker, role=Role.RUNAWAYS)
        with pytest.raises(Invalid, match="Nobody holds this post"):
            to_team(case, coordinator, worker, user=coordinator)
        Agency.objects.filter(code="CSC").update(active=False)
        with pytest.raises(Invalid, match="is closed"):
            to_team(case, coordinator, worker, agency=agency("CSC"))
        assert not HandOver.objects.exists()

    def test_a_restricted_case_goes_only_to_somebody_who_can_open_it(
        self, coordinator: User, worker: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        restrict(case.child_id, to=[coordinator, worker], because="Named", by=None, at=OPENED)
        other = UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("CSC"))
        with pytest.raises(NotNow, match="kept from whoever"):
            to_team(case, coordinator, worker, user=other)
        with pytest.raises(NotNow, match="kept from whoever"):
            across(case, coordinator)
        assert to_team(case, coordinator, worker, user=worker).status == H.OFFERED

    def test_who_is_barred_from_the_child_is_offered_nothing(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        exclude(case.child_id, user=worker, because="A relative", by=None, at=OPENED)
        with pytest.raises(NotNow, match="kept from whoever"):
            to_team(case, coordinator, worker, user=worker)

    def test_an_adult_lead_takes_no_case_of_a_child(self, coordinator: User, worker: User) -> None:
        UserFactory(role=Role.ADULT_LEAD, role__agency=agency("ADULT_SC"))
        with pytest.raises(Invalid, match="on the way to adult services"):
            to_team(
                make_case(), coordinator, worker, agency=agency("ADULT_SC"), role=Role.ADULT_LEAD
            )

    def test_who_does_not_allocate_takes_nobody_else_off_the_case(
        self, coordinator: User, worker: User
    ) -> None:
        case, screener = make_case(), UserFactory(role=Role.SCREENER)
        rows = [
            services.allocate(
                case, agency=agency("CSE_TEAM"), role=Role.SCREENER, user=one, by=None, at=OPENED
            )
            for one in (coordinator, screener)
        ]
        with pytest.raises(Invalid, match="Only a coordinator"):
            to_team(case, screener, worker, allocation=rows[0])
        assert to_team(case, screener, worker, allocation=rows[1]).status == H.OFFERED

    def test_whoever_declined_reads_no_more_of_it(self, coordinator: User, worker: User) -> None:
        offer = to_team(make_case(), coordinator, worker)
        services.decline_hand_over(offer, answer="No.", by=worker, at=LATER)
        assert not access.can(worker, Permission.HAND_OVER_VIEW, offer)

    def test_who_only_works_on_the_case_reads_no_packet(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        offer = to_team(case, coordinator, worker)
        runaways = UserFactory(role=Role.RUNAWAYS, role__agency=agency("RUNAWAYS"))
        services.allocate(
            case,
            agency=agency("RUNAWAYS"),
            role=Role.RUNAWAYS,
            user=runaways,
            by=None,
            at=OPENED,
        )
        assert not hand_over_page(viewer_of(runaways), offer.pk).parts
        assert hand_over_page(viewer_of(worker), offer.pk).parts
        assert hand_over_page(viewer_of(coordinator), offer.pk).parts

    def test_an_answer_that_only_the_sender_can_give_stays_with_the_sender(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        team = agency("CSE_TEAM")
        row = services.allocate(case, agency=team, role=Role.SCREENER, by=None, at=OPENED)
        owner = Owner(role=Role.SCREENER, agency=team)
        for clock in (Clock.URGENT_DECISION, Clock.INITIAL_MASE):
            open_duty_of(case, clock, starts_at=OPENED)
            hand_over_duty(clock, about=case, to=owner, by=None, at=OPENED)
        offer = to_team(case, coordinator, worker, allocation=row)
        services.accept_hand_over(offer, by=worker, at=LATER)
        roles = dict(open_for(case.pk).values_list("clock", "owner_role"))
        assert roles[Clock.URGENT_DECISION] == Role.SCREENER
        assert roles[Clock.INITIAL_MASE] == Role.SOCIAL_WORKER

    def test_a_closed_case_is_not_handed_over(self, coordinator: User, worker: User) -> None:
        case = make_case()
        Case.objects.filter(pk=case.pk).update(status=S.CLOSED, closed_at=LATER)
        with pytest.raises(NotNow, match="closed"):
            to_team(case, coordinator, worker)

    def test_who_works_on_no_case_offers_none(self, worker: User) -> None:
        with pytest.raises(OutOfReach):
            to_team(make_case(), worker, worker)


class TestToAnAuthority:
    def test_both_sides_read_it_and_the_other_side_answers(
        self, coordinator: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        offer = across(case, coordinator)
        case.refresh_from_db()
        assert case.status == S.TRANSFER_OUT
        assert not access.can(there, Permission.CASE_VIEW, case)
        assert access.can(there, Permission.HAND_OVER_VIEW, offer)
        assert may_answer(there, offer)
        assert not may_answer(coordinator, offer)
        assert offer.force == authority(SANDWELL).police_force

    def test_accepted_the_child_has_a_case_there_that_owes_a_screening(
        self, coordinator: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        offer = across(case, coordinator)
        services.accept_hand_over(offer, by=there, at=LATER)
        new = Case.objects.get(child=case.child, authority=authority(SANDWELL))
        assert new.status == S.SCREENING
        assert access.can(there, Permission.CASE_VIEW, new)
        owed = open_for(new.pk).get(clock=Clock.RESCREEN)
        assert owed.due_at == add_working_days(LATER, 1)
        case.refresh_from_db()
        assert case.status == S.TRANSFER_OUT

    def test_an_authority_without_the_portal_is_named_as_outside(self, coordinator: User) -> None:
        with pytest.raises(Invalid, match="has the portal"):
            across(in_state(S.MASE_CYCLE), coordinator)

    def test_the_file_there_leads_to_the_hand_over(self, coordinator: User, there: User) -> None:
        case = in_state(S.MASE_CYCLE)
        offer = across(case, coordinator)
        services.accept_hand_over(offer, by=there, at=LATER)
        new = Case.objects.get(child=case.child, authority=authority(SANDWELL))
        (line,) = hand_over_section(there, new).lines
        assert line.id == offer.pk

    def test_declined_it_goes_on_where_it_was(self, coordinator: User, there: User) -> None:
        case = in_state(S.MASE_CYCLE)
        offer = across(case, coordinator)
        services.decline_hand_over(offer, answer="Not ours: a short visit.", by=there, at=LATER)
        case.refresh_from_db()
        assert case.status == S.MASE_CYCLE

    def test_the_risk_line_is_written_and_read_by_both_after_acceptance(
        self, coordinator: User, there: User
    ) -> None:
        offer = across(in_state(S.MASE_CYCLE), coordinator)
        services.accept_hand_over(offer, by=there, at=LATER)
        for who in (coordinator, there):
            services.note_hand_over(
                offer, kind=HandOverNote.RISK, on=DAY, words="Seen.", by=who, at=LATER
            )
        assert offer.entries.count() == 2

    def test_outside_the_region_the_sender_records_who_answered_in_writing(
        self, coordinator: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        with pytest.raises(Invalid, match="name of the authority"):
            across(case, coordinator, authority=None)
        offer = across(case, coordinator, authority=None, place="An invented county, E10000000")
        duty = Duty.objects.get(record_id=offer.pk)
        assert (duty.owner_role, duty.authority) == (Role.COORDINATOR, case.authority)
        with pytest.raises(Invalid, match="in writing"):
            services.accept_hand_over(offer, by=coordinator, at=LATER)
        offer = services.accept_hand_over(offer, name="Invented Manager", by=coordinator, at=LATER)
        assert offer.answered_by_name == "Invented Manager"

    def test_only_the_mase_cycle_leads_out_and_never_to_oneself(self, coordinator: User) -> None:
        with pytest.raises(NotNow, match="does not become"):
            across(make_case(), coordinator)
        with pytest.raises(Invalid, match="already"):
            across(in_state(S.MASE_CYCLE), coordinator, authority=authority())

    def test_it_closes_as_moved_only_once_accepted_and_the_force_is_told(
        self, coordinator: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        hear(case)
        for step in (ClosingStep.AGREED, ClosingStep.DISRUPTION, *LAST_STEPS):
            services.write_closing_entry(
                case, step=step, on=DAY, words="Invented.", by=coordinator, at=LATER
            )
        offer = across(case, coordinator)
        case.refresh_from_db()
        accepted, told = "The other side accepted the case", "The receiving force was told"
        assert set(undone(case, reason="TRANSFER_LA", at=LATER)) >= {accepted, told}
        services.accept_hand_over(offer, by=there, at=LATER)
        assert undone(case, reason="TRANSFER_LA", at=LATER) == (told,)
        services.note_hand_over(
            offer,
            kind=HandOverNote.FORCE_TOLD,
            on=DAY,
            words="The control room.",
            by=coordinator,
            at=LATER,
        )
        said: dict[str, Any] = {"reason": "TRANSFER_LA", "because": "Accepted in writing."}
        services.close_by_hand(case, by=coordinator, at=LATER, **said)
        assert case.status == S.CLOSED

    def test_of_a_child_at_risk_telling_the_police_there_is_owed_until_each_step_is_written_down(
        self, coordinator: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        Case.objects.filter(pk=case.pk).update(level=RiskLevel.AT_RISK)
        offer = across(case, coordinator)
        duty = Duty.objects.get(clock=Clock.TELL_FORCE)
        assert (duty.record_id, duty.owner_role) == (offer.pk, Role.COORDINATOR)
        assert (duty.authority, duty.due_at) == (case.authority, add_working_days(LATER, 1))
        services.accept_hand_over(offer, by=there, at=LATER)
        for step in STEPS_OF_MOVE:
            duty.refresh_from_db()
            assert duty.status == Duty.Status.OPEN
            services.note_hand_over(
                offer, kind=step, on=DAY, words="Invented.", by=coordinator, at=LATER
            )
        duty.refresh_from_db()
        assert duty.status == Duty.Status.DONE

    def test_declined_nobody_owes_telling_the_police_there(
        self, coordinator: User, there: User
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        Case.objects.filter(pk=case.pk).update(level=RiskLevel.SERIOUS)
        offer = across(case, coordinator)
        services.decline_hand_over(offer, answer="Not here.", by=there, at=LATER)
        assert Duty.objects.get(clock=Clock.TELL_FORCE).status == Duty.Status.CANCELLED

    @pytest.mark.parametrize("level", ["", RiskLevel.NO_CURRENT_RISK])
    def test_of_a_child_not_at_risk_it_is_not_owed(
        self, coordinator: User, there: User, level: str
    ) -> None:
        case = in_state(S.MASE_CYCLE)
        Case.objects.filter(pk=case.pk).update(level=level)
        across(case, coordinator)
        assert not Duty.objects.filter(clock=Clock.TELL_FORCE).exists()

    def test_without_acceptance_only_a_manager_says_why_it_closes(self, coordinator: User) -> None:
        case = in_state(S.TRANSFER_OUT)
        said: dict[str, Any] = {
            "step": ClosingStep.OVERRIDE,
            "on": DAY,
            "words": "Nobody answers there; the child is with the force.",
            "at": LATER,
        }
        with pytest.raises(NotNow, match="Only a team manager"):
            services.write_closing_entry(case, by=coordinator, **said)
        assert "The other side accepted the case" in undone(case, reason="TRANSFER_LA", at=LATER)
        services.write_closing_entry(case, by=UserFactory(role=Role.TEAM_MANAGER), **said)
        left = undone(case, reason="TRANSFER_LA", at=LATER)
        assert "The other side accepted the case" not in left


LAST_STEPS = (ClosingStep.TOLD, ClosingStep.RETENTION)


class TestThePacket:
    def test_it_never_changes_after_it_was_sent(self, coordinator: User, worker: User) -> None:
        case = make_case()
        offer = to_team(case, coordinator, worker)
        Child.objects.filter(pk=case.child_id).update(given_name="Another")
        make_plan(case)
        kept = HandOver.objects.get(pk=offer.pk)
        parts = packets.thawed(kept.packet)
        assert packets.frozen(parts)[1] == kept.packet_hash
        assert "Another" not in json.dumps(kept.packet)

    def test_health_intelligence_and_safe_addresses_stay_and_it_says_so(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case()
        set_address(
            case.child,
            lines="1 Canary Close",
            safe=True,
            from_on=date(2015, 1, 1),
            by=None,
            at=OPENED,
        )
        make_note(
            case,
            fact="Canary fact.",
            intelligence="Canary plate.",
            health="Canary health.",
            health_mark="REPORTED",
        )
        make_signed(case=case, ticked=("R01", "V05"))
        offer = to_team(case, coordinator, worker)
        goes = json.dumps([part["goes"] for part in offer.packet])
        stays = json.dumps([part["stays"] for part in offer.packet])
        assert "Canary" not in goes + stays
        assert packets.SAFE_STAYS in stays
        assert packets.INTELLIGENCE_STAYS in stays
        assert packets.HEALTH_STAYS in stays

    def test_it_tells_child_risk_screening_missing_plan_and_voice(
        self, coordinator: User, worker: User
    ) -> None:
        case = make_case(child=make_child(given_name="Pebble"))
        make_signed(case=case)
        make_episode(child=case.child, ended_at=LATER)
        make_plan(case, aim="Sleeps at home.")
        hear(case, words="I want my nan.")
        offer = to_team(case, coordinator, worker)
        goes = " ".join(line for part in offer.packet for line in part["goes"])
        for words in ("Pebble", "At risk", "1 episodes", "Sleeps at home.", "I want my nan."):
            assert words in goes

    def test_every_step_is_told_in_the_trail(self, coordinator: User, worker: User) -> None:
        offer = to_team(make_case(), coordinator, worker)
        services.accept_hand_over(offer, by=worker, at=LATER)
        names = list(Event.objects.filter(record_id=offer.pk).values_list("name", flat=True))
        assert names == ["hand_over.offered", "hand_over.accepted"]


def test_news_is_refused_once_the_offer_was_refused(coordinator: User, worker: User) -> None:
    offer = to_team(make_case(), coordinator, worker)
    services.decline_hand_over(offer, answer="No.", by=worker, at=LATER)
    said: dict[str, Any] = {"kind": HandOverNote.RISK, "on": DAY, "words": "x", "at": LATER}
    with pytest.raises(NotNow, match="refused"):
        services.note_hand_over(offer, by=coordinator, **said)


def test_a_stranger_neither_reads_nor_answers(coordinator: User, worker: User) -> None:
    offer = to_team(make_case(), coordinator, worker)
    stranger = UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("PHASE"))
    with pytest.raises((OutOfReach, NotAllowed)):
        services.accept_hand_over(offer, by=stranger, at=LATER)
    assert not access.can(stranger, Permission.HAND_OVER_VIEW, offer)
