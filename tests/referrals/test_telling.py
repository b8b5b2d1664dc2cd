"""The referrer hears the outcome, may disagree, and a manager answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies.roles import Role
from cases.models import Case, RiskLevel
from cases.services import set_level
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Clock, Duty
from duties.selectors import duty_of
from referrals import services
from referrals.models import Disagreement, Referral, ReferralStatus
from tests.agencies.factories import UserFactory
from tests.referrals.factories import (
    LATER,
    make_accepted,
    make_escalated,
    make_not_cse,
    make_referral,
    settle,
)

pytestmark = pytest.mark.django_db
STANDS, LOOK_AGAIN = Disagreement.Decision.STANDS, Disagreement.Decision.LOOK_AGAIN


def status_of(referral: Referral, clock: Clock) -> str:
    duty = duty_of(referral.pk, clock)
    return duty.status if duty else ""


def told(referral: Referral) -> Referral:
    return services.tell_outcome(
        referral, text="Thank you. We looked.", by=UserFactory(role=Role.SCREENER), at=LATER
    )


def test_telling_the_outcome_ends_its_clock() -> None:
    referral = told(make_not_cse())
    assert referral.outcome_text == "Thank you. We looked."
    assert status_of(referral, Clock.TELL_REFERRER) == Duty.Status.DONE


def test_there_is_nothing_to_tell_before_a_decision() -> None:
    with pytest.raises(NotNow, match="Nothing is decided"):
        told(make_referral())


def test_the_outcome_has_words() -> None:
    with pytest.raises(Invalid):
        services.tell_outcome(
            make_not_cse(), text=" ", by=UserFactory(role=Role.SCREENER), at=LATER
        )


def test_a_referrer_does_not_write_the_outcome() -> None:
    referral = make_not_cse()
    with pytest.raises(OutOfReach):
        services.tell_outcome(referral, text="Mine.", by=referral.by, at=LATER)


@pytest.mark.parametrize("make", [make_accepted, make_escalated])
def test_a_signed_screening_ends_the_screening_clock(make: object) -> None:
    referral = make()  # type: ignore[operator]
    services.note_screened(referral.case_id, outcome_set=False, by=None, at=LATER)
    assert status_of(referral, Clock.SCREEN_REFERRAL) == Duty.Status.DONE
    assert status_of(referral, Clock.TELL_REFERRER) == ""


def test_when_the_outcome_stands_the_referrer_is_to_be_told() -> None:
    referral = make_accepted()
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    duty = duty_of(referral.pk, Clock.TELL_REFERRER)
    assert duty
    assert duty.opened_at == LATER


def test_a_referrer_who_was_told_is_not_owed_it_again() -> None:
    referral = make_accepted()
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    referral.refresh_from_db()
    told(referral)
    assert services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER) == []


def test_a_disagreement_goes_to_a_manager_with_a_clock() -> None:
    referral = make_not_cse()
    services.disagree(referral, because="Invented: still going on.", by=referral.by, at=LATER)
    duty = duty_of(referral.pk, Clock.RECONSIDER)
    assert duty
    assert duty.owner_role == Role.TEAM_MANAGER


def test_nobody_disagrees_with_an_acceptance() -> None:
    referral = make_accepted()
    with pytest.raises(NotNow, match="no action"):
        services.disagree(referral, because="Invented.", by=referral.by, at=LATER)


def test_a_referrer_may_disagree_with_no_action() -> None:
    referral = make_accepted()
    case = Case.objects.get()
    set_level(
        case,
        level=RiskLevel.NO_CURRENT_RISK,
        from_at=LATER,
        reached=referral,
        by=None,
        at=LATER,
    )
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    referral.refresh_from_db()
    told(referral)
    referral.refresh_from_db()
    assert services.disagree(referral, because="Invented.", by=referral.by, at=LATER)


def test_what_is_found_after_the_outcome_was_told_opens_no_disagreement() -> None:
    referral = make_accepted()
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    referral.refresh_from_db()
    told(referral)
    later = LATER + timedelta(days=90)
    set_level(
        Case.objects.get(),
        level=RiskLevel.NO_CURRENT_RISK,
        from_at=later,
        reached=referral,
        by=None,
        at=later,
    )
    with pytest.raises(NotNow, match="no action"):
        services.disagree(referral, because="Invented.", by=referral.by, at=later)


@pytest.mark.parametrize("make", [make_accepted, make_escalated])
def test_before_the_child_is_screened_there_is_no_outcome_to_tell(make: object) -> None:
    referral = make()  # type: ignore[operator]
    with pytest.raises(NotNow, match="not screened yet"):
        told(referral)
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    referral.refresh_from_db()
    told(referral)
    assert status_of(referral, Clock.SCREEN_REFERRAL) == Duty.Status.DONE
    assert status_of(referral, Clock.TELL_REFERRER) == Duty.Status.DONE


def test_what_childrens_services_do_can_be_told_before_the_screening() -> None:
    referral = make_escalated()
    settle(referral, by=UserFactory(role=Role.SOCIAL_WORKER))
    told(referral)
    services.note_screened(referral.case_id, outcome_set=True, by=None, at=LATER)
    assert status_of(referral, Clock.SCREEN_REFERRAL) == Duty.Status.DONE
    assert status_of(referral, Clock.TELL_REFERRER) == "", "told once, not owed again"


def test_another_practitioner_does_not_disagree() -> None:
    with pytest.raises(OutOfReach):
        services.disagree(
            make_not_cse(), because="Invented.", by=UserFactory(role=Role.REFERRER), at=LATER
        )


def test_a_disagreement_has_a_reason_and_is_made_once() -> None:
    referral = make_not_cse()
    with pytest.raises(Invalid):
        services.disagree(referral, because=" ", by=referral.by, at=LATER)
    services.disagree(referral, because="Invented.", by=referral.by, at=LATER)
    with pytest.raises(NotNow, match="already"):
        services.disagree(referral, because="Again.", by=referral.by, at=LATER)


def test_a_manager_sends_a_referral_back_to_triage() -> None:
    referral = told(make_not_cse())
    services.disagree(referral, because="Invented.", by=referral.by, at=LATER)
    manager = UserFactory(role=Role.TEAM_MANAGER)
    at = LATER + timedelta(days=1)
    services.reconsider(referral, decision=LOOK_AGAIN, answer="We look again.", by=manager, at=at)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.TRIAGE
    assert referral.told_at is None
    assert status_of(referral, Clock.RECONSIDER) == Duty.Status.DONE
    duty = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert duty
    assert duty.opened_at == at


def test_a_manager_lets_a_decision_stand_with_an_answer() -> None:
    referral = make_not_cse()
    services.disagree(referral, because="Invented.", by=referral.by, at=LATER)
    manager = UserFactory(role=Role.TEAM_MANAGER)
    row = services.reconsider(referral, decision=STANDS, answer="Because.", by=manager, at=LATER)
    assert row.decided_by == manager
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.NOT_CSE


def test_a_screener_does_not_reconsider() -> None:
    referral = make_not_cse()
    services.disagree(referral, because="Invented.", by=referral.by, at=LATER)
    with pytest.raises(NotAllowed, match="Only a manager"):
        services.reconsider(
            referral,
            decision=STANDS,
            answer="Because.",
            by=UserFactory(role=Role.SCREENER),
            at=LATER,
        )


def test_there_is_nothing_to_reconsider_without_a_disagreement() -> None:
    with pytest.raises(NotNow, match="Nobody disagrees"):
        services.reconsider(
            make_not_cse(),
            decision=STANDS,
            answer="Because.",
            by=UserFactory(role=Role.TEAM_MANAGER),
            at=LATER,
        )
