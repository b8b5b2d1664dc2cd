"""The five decisions of triage, their clocks, and who may take them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies.models import Share, User
from agencies.roles import Role
from cases.models import Allocation, Case, CaseStatus, Course
from cases.selectors import case_for
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from core.workflow import history
from duties.models import Clock, Duty
from duties.selectors import duty_of
from referrals import services
from referrals.models import Referral, ReferralGrant, ReferralStatus
from referrals.selectors import triage_page
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.referrals.factories import (
    LATER,
    RECEIVED,
    make_accepted,
    make_again,
    make_escalated,
    make_not_cse,
    make_recorded,
    make_referral,
    make_request,
    settle,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def screener() -> User:
    return UserFactory(role=Role.SCREENER)


def live(referral: Referral, clock: Clock) -> bool:
    duty = duty_of(referral.pk, clock)
    return bool(duty and duty.status == Duty.Status.OPEN)


def test_accept_referral_opens_one_case_for_the_cse_team(screener: User) -> None:
    referral = make_referral()
    case = services.accept_referral(referral, by=screener, at=LATER)
    assert case.status == CaseStatus.SCREENING
    assert referral.case == case
    allocation = Allocation.objects.get(case=case)
    assert (allocation.agency.code, allocation.role) == ("CSE_TEAM", Role.SCREENER)
    duty = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert duty
    assert duty.case_id == case.pk


def test_the_history_says_received_triage_accepted() -> None:
    steps = [row.to_status for row in history(make_accepted())]
    assert steps == ["RECEIVED", "TRIAGE", "ACCEPTED"]


def test_a_second_referral_of_the_child_joins_the_open_case(screener: User) -> None:
    first = make_accepted()
    again = make_recorded(known=first.child)
    assert services.accept_referral(again, by=screener, at=LATER) == first.case


def test_a_practitioner_accepts_nothing() -> None:
    referral = make_referral()
    with pytest.raises(OutOfReach):
        services.accept_referral(referral, by=UserFactory(role=Role.REFERRER), at=LATER)


def test_the_cse_team_of_another_authority_reaches_nothing() -> None:
    elsewhere = UserFactory(role=Role.SCREENER, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.accept_referral(make_referral(), by=elsewhere, at=LATER)


def test_police_read_a_referral_and_do_not_decide_it() -> None:
    with pytest.raises(NotAllowed, match="Only the CSE team decides"):
        services.accept_referral(make_referral(), by=UserFactory(role=Role.POLICE_CSE), at=LATER)


def test_an_urgent_referral_is_not_merely_accepted(screener: User) -> None:
    with pytest.raises(NotNow, match="Escalate it"):
        services.accept_referral(make_referral(urgent=True), by=screener, at=LATER)


def test_the_second_to_decide_is_told_who_and_what(screener: User) -> None:
    referral = make_referral()
    stale = Referral.objects.get(pk=referral.pk)
    services.accept_referral(referral, by=screener, at=LATER)
    with pytest.raises(NotNow, match=f"{screener.name} has recorded “Accepted for screening”"):
        services.decide_not_cse(
            stale, because="Invented.", by=UserFactory(role=Role.COORDINATOR), at=LATER
        )


def test_not_cse_opens_no_case_and_owes_the_referrer_an_answer() -> None:
    referral = make_not_cse()
    assert not Case.objects.exists()
    assert not live(referral, Clock.SCREEN_REFERRAL)
    assert live(referral, Clock.TELL_REFERRER)


def test_not_cse_needs_a_reason(screener: User) -> None:
    with pytest.raises(Invalid, match="why"):
        services.decide_not_cse(make_referral(), because=" ", by=screener, at=LATER)


def test_an_urgent_referral_is_not_put_aside_as_not_cse(screener: User) -> None:
    referral = make_referral(urgent=True)
    with pytest.raises(NotNow, match="urgent"):
        services.decide_not_cse(referral, because="Invented.", by=screener, at=LATER)
    assert live(referral, Clock.URGENT_DECISION)


def test_an_anonymous_referrer_is_owed_no_answer(screener: User) -> None:
    referral = make_recorded(anonymous=True, source="9")
    services.decide_not_cse(referral, because="Invented.", by=screener, at=LATER)
    assert not live(referral, Clock.TELL_REFERRER)


def test_a_duplicate_says_of_which(screener: User) -> None:
    first = make_referral()
    second = make_again(first, by=screener)
    services.mark_duplicate(second, of=first, because="Same child.", by=screener, at=LATER)
    assert second.status == ReferralStatus.DUPLICATE
    assert second.duplicate_of == first
    assert not Case.objects.exists()


def test_a_referral_is_no_duplicate_of_itself_or_of_a_duplicate(screener: User) -> None:
    first = make_referral()
    second, third = (make_again(first, by=screener) for _ in range(2))
    services.mark_duplicate(second, of=first, because="Same.", by=screener, at=LATER)
    for of in (third, second):
        with pytest.raises(Invalid):
            services.mark_duplicate(third, of=of, because="Same.", by=screener, at=LATER)


def test_the_urgent_clock_of_a_duplicate_moves_to_the_first(screener: User) -> None:
    first = make_referral(at=LATER)
    second = make_again(first, by=screener, urgent=True)
    services.mark_duplicate(second, of=first, because="Same.", by=screener, at=LATER)
    duty = duty_of(first.pk, Clock.URGENT_DECISION)
    assert duty
    assert duty.opened_at == RECEIVED
    first.refresh_from_db()
    assert first.urgent


def test_of_two_urgent_clocks_the_earlier_end_holds(screener: User) -> None:
    first = make_referral(at=RECEIVED + HOUR, urgent=True)
    second = make_again(first, by=screener, urgent=True)
    sooner = duty_of(second.pk, Clock.URGENT_DECISION)
    later = duty_of(first.pk, Clock.URGENT_DECISION)
    assert sooner
    assert later
    assert sooner.due_at < later.due_at
    services.mark_duplicate(second, of=first, because="Same.", by=screener, at=LATER)
    later.refresh_from_db()
    assert later.due_at == sooner.due_at


def test_a_referral_of_another_child_is_no_duplicate(screener: User) -> None:
    first, second = make_accepted(), make_referral()
    with pytest.raises(Invalid, match="another child"):
        services.mark_duplicate(second, of=first, because="Same.", by=screener, at=LATER)
    second.refresh_from_db()
    assert (second.case, second.status) == (None, ReferralStatus.RECEIVED)


def test_an_urgent_referral_is_no_duplicate_of_a_decided_one(screener: User) -> None:
    first = make_accepted()
    second = make_again(first, by=screener, urgent=True)
    with pytest.raises(NotNow, match="urgent"):
        services.mark_duplicate(second, of=first, because="Same.", by=screener, at=LATER)


def test_escalate_opens_the_case_with_social_care_and_still_screens() -> None:
    referral = make_escalated()
    assert referral.case
    assert referral.case.status == CaseStatus.WITH_SOCIAL_CARE
    assert live(referral, Clock.SCREEN_REFERRAL)
    duty = duty_of(referral.pk, Clock.URGENT_DECISION)
    assert duty
    assert duty.due_at == RECEIVED + timedelta(hours=24)
    assert (duty.owner_role, duty.owner_agency) == (Role.SOCIAL_WORKER, agency("CSC"))


def test_an_answer_that_is_waited_for_holds_no_escalation_up(screener: User) -> None:
    request = make_request(referral=make_referral(urgent=True))
    referral = request.referral
    services.escalate_referral(
        referral, agency=agency("CSC"), because="Invented.", by=screener, at=LATER + HOUR
    )
    assert referral.status == ReferralStatus.ESCALATED
    duty = duty_of(referral.pk, Clock.URGENT_DECISION)
    assert duty
    assert (duty.owner_role, duty.opened_at) == (Role.SOCIAL_WORKER, referral.received_at)
    assert live(referral, Clock.SCREEN_REFERRAL), "the child is still screened"
    services.answer_request(request, answer="Said late.", by=screener, at=LATER + 2 * HOUR)
    request.refresh_from_db()
    assert request.answer == "Said late."


def test_nothing_but_an_escalation_is_decided_while_an_answer_is_waited_for(
    screener: User,
) -> None:
    referral = make_request().referral
    with pytest.raises(NotNow):
        services.accept_referral(referral, by=screener, at=LATER + HOUR)
    page = triage_page(screener, referral.pk, at=LATER + HOUR)
    assert [code for code, _ in page.outcomes] == ["ESCALATED"]


def test_an_escalation_goes_to_an_agency_with_social_workers(screener: User) -> None:
    referral = make_referral()
    offered = triage_page(screener, referral.pk, at=LATER).social_care
    assert len(offered) > 1, "nobody holds the post anywhere: nothing is held up"
    UserFactory(role=Role.SOCIAL_WORKER)
    (only,) = triage_page(screener, referral.pk, at=LATER).social_care
    assert only == (str(agency("CSC").pk), agency("CSC").name)
    with pytest.raises(Invalid, match="has social workers"):
        services.escalate_referral(
            referral, agency=agency("YOS"), because="Invented.", by=screener, at=LATER
        )
    assert Referral.objects.get().status == ReferralStatus.RECEIVED


def test_escalate_shares_referral_and_case_with_the_social_workers() -> None:
    referral = make_escalated()
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    assert referral.case
    assert case_for(worker, referral.case.pk)
    assert Share.objects.filter(record_id=referral.pk, agency=agency("CSC")).exists()
    grant = ReferralGrant.objects.get(content_object=referral)
    assert grant.status == ReferralStatus.ESCALATED


def test_the_urgent_clock_survives_one_of_the_two_answers() -> None:
    referral, worker = make_escalated(), UserFactory(role=Role.SOCIAL_WORKER)
    services.acknowledge_escalation(referral, name="Pat Example", by=worker, at=LATER)
    assert live(referral, Clock.URGENT_DECISION)
    services.record_course_of_action(
        referral, course=Course.SECTION_47, because="Invented.", by=worker, at=LATER
    )
    assert not live(referral, Clock.URGENT_DECISION)


def test_a_course_of_action_without_a_name_does_not_end_the_clock() -> None:
    referral, worker = make_escalated(), UserFactory(role=Role.SOCIAL_WORKER)
    services.record_course_of_action(
        referral, course=Course.SECTION_17, because="Invented.", by=worker, at=LATER
    )
    assert live(referral, Clock.URGENT_DECISION)


def test_an_acknowledgement_without_a_name_is_refused() -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    with pytest.raises(Invalid, match="by name"):
        services.acknowledge_escalation(make_escalated(), name=" ", by=worker, at=LATER)


def test_the_cse_team_does_not_acknowledge_for_social_care(screener: User) -> None:
    with pytest.raises(NotAllowed, match="Only Children's Services"):
        services.acknowledge_escalation(make_escalated(), name="Pat", by=screener, at=LATER)


def test_a_social_worker_does_not_reach_a_referral_that_was_not_escalated() -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    with pytest.raises(OutOfReach):
        services.acknowledge_escalation(make_referral(), name="Pat", by=worker, at=LATER)


def test_an_escalation_is_acknowledged_once() -> None:
    referral, worker = make_escalated(), UserFactory(role=Role.SOCIAL_WORKER)
    settle(referral, by=worker)
    with pytest.raises(NotNow, match="Pat Example has acknowledged"):
        services.acknowledge_escalation(referral, name="Sam", by=worker, at=LATER)


def test_without_section_47_the_case_goes_back_to_the_cse_team() -> None:
    referral, worker = make_escalated(), UserFactory(role=Role.SOCIAL_WORKER)
    services.record_course_of_action(
        referral, course=Course.NO_SECTION_47, because="Invented.", by=worker, at=LATER
    )
    assert Case.objects.get().status == CaseStatus.CSE_TEAM_MANAGED


def test_asking_for_more_stops_only_the_screening_clock() -> None:
    referral = make_referral(urgent=True)
    make_request(referral=referral)
    stopped = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert stopped
    assert stopped.status == Duty.Status.STOPPED
    assert live(referral, Clock.URGENT_DECISION)


def test_an_answer_lets_the_screening_clock_run_on() -> None:
    referral = make_referral()
    before = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    request = make_request(referral=referral)
    services.answer_request(
        request, answer="Invented.", by=UserFactory(role=Role.REFERRER), at=LATER + 5 * HOUR
    )
    after = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert before
    assert after
    assert after.due_at == before.due_at + 5 * HOUR
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.TRIAGE


def test_only_the_person_asked_answers() -> None:
    asked = UserFactory(role=Role.REFERRER)
    request = make_request(person=asked)
    with pytest.raises(OutOfReach):
        services.answer_request(
            request, answer="Invented.", by=UserFactory(role=Role.REFERRER), at=LATER
        )
    assert services.answer_request(request, answer="Invented.", by=asked, at=LATER).answered_at


def test_the_cse_team_writes_down_an_answer_given_by_telephone(screener: User) -> None:
    request = make_request()
    assert services.answer_request(request, answer="Said so.", by=screener, at=LATER).answered_by


def test_a_request_is_answered_once_and_with_words(screener: User) -> None:
    request = make_request()
    with pytest.raises(Invalid):
        services.answer_request(request, answer=" ", by=screener, at=LATER)
    services.answer_request(request, answer="Invented.", by=screener, at=LATER)
    with pytest.raises(NotNow, match="already"):
        services.answer_request(request, answer="Other.", by=screener, at=LATER)


def test_a_request_is_chased_once_a_day_until_it_is_answered(screener: User) -> None:
    request = make_request()
    late = request.due_at + HOUR
    assert not services.chase_request(request, at=request.due_at - HOUR)
    assert services.chase_request(request, at=late)
    assert not services.chase_request(request, at=late + HOUR)
    assert services.chase_request(request, at=late + timedelta(days=1))
    services.answer_request(request, answer="Invented.", by=screener, at=late)
    assert not services.chase_request(request, at=late + timedelta(days=3))


def test_a_request_is_due_after_it_is_asked(screener: User) -> None:
    with pytest.raises(Invalid, match="future"):
        services.ask_for_more(
            make_referral(),
            agency=agency("SECONDARY"),
            question="Invented?",
            due_at=LATER,
            by=screener,
            at=LATER,
        )


def test_tie_child_takes_the_known_identity(screener: User) -> None:
    known, unknown = make_referral(), make_referral()
    record = unknown.child
    services.tie_child(unknown, to=known.child, by=screener, at=LATER)
    record.refresh_from_db()
    assert unknown.child == known.child
    assert record.identity_id == known.child.identity_id


def test_tie_child_comes_before_the_case(screener: User) -> None:
    with pytest.raises(NotNow, match="open already"):
        services.tie_child(make_accepted(), to=make_referral().child, by=screener, at=LATER)
