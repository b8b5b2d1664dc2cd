"""A referral is taken in once, split one a child, its clocks running from receipt."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from agencies.roles import Role
from cases.models import Mention
from children.models import Address, Identifier, KeyPerson
from core.models import Event
from core.refusals import Invalid, NotAllowed, OutOfReach
from duties.models import Clock
from duties.selectors import duty_of
from referrals.models import Consent, Referral, ReferralStatus
from referrals.said import ConsentSaid, MentionSaid, PersonSaid, TickSaid
from screening.models import ReferrerTick
from tests.agencies.factories import UserFactory
from tests.children.factories import make_child
from tests.referrals.factories import (
    LATER,
    RECEIVED,
    child_said,
    make_recorded,
    make_referral,
    make_referrals,
)
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db


def test_a_referral_needs_no_more_than_a_name_and_a_reason() -> None:
    referral = make_referrals(child_said(given_name="", family_name="Jay"))[0]
    assert referral.status == ReferralStatus.RECEIVED
    assert referral.child.full_name == "Jay"
    assert not referral.child.verified


def test_without_a_name_there_is_no_referral() -> None:
    with pytest.raises(Invalid, match="what the child is called"):
        make_referrals(child_said(given_name=" ", family_name=""))
    assert not Referral.objects.exists()


def test_without_a_reason_there_is_no_referral() -> None:
    with pytest.raises(Invalid, match="worried about") as refusal:
        make_referral(reason="  ")
    assert refusal.value.field == "reason"


def test_a_child_born_in_the_future_is_refused() -> None:
    with pytest.raises(Invalid, match="in the past"):
        make_referrals(child_said(born_on=date(2030, 1, 1)))


def test_a_wrong_nhs_check_digit_is_refused() -> None:
    with pytest.raises(Invalid, match="mistyped digit"):
        make_referrals(child_said(nhs_number="485 777 3456"))


def test_several_children_become_one_referral_each() -> None:
    accused = child_said(involvement="ACCUSED")
    first, second = make_referrals(child_said(), accused)
    assert first.contact == second.contact
    assert first.reference != second.reference
    assert first.child != second.child
    assert second.involvement == "ACCUSED"
    assert not KeyPerson.objects.exists(), "a child accused is never filed as a sibling"


def test_the_same_key_gives_the_same_referrals() -> None:
    key, person = uuid.uuid4(), UserFactory(role=Role.REFERRER)
    first = make_referrals(child_said(), child_said(), key=key, by=person)
    again = make_referrals(child_said(), by=person, key=key)
    assert [r.reference for r in again] == [r.reference for r in first]
    assert Referral.objects.count() == 2


def test_the_screening_clock_runs_one_working_day_from_received() -> None:
    referral = make_referral(at=datetime(2015, 9, 11, 15, tzinfo=UTC))
    duty = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert duty
    assert duty.due_at == datetime(2015, 9, 14, 15, tzinfo=UTC)
    assert duty_of(referral.pk, Clock.URGENT_DECISION) is None


def test_an_urgent_referral_starts_the_urgent_clock() -> None:
    referral = make_referral(urgent=True)
    duty = duty_of(referral.pk, Clock.URGENT_DECISION)
    assert duty
    assert duty.due_at == RECEIVED + timedelta(hours=24)


def test_the_urgent_clock_runs_from_received_however_late_it_was_entered() -> None:
    referral = make_recorded(urgent=True, at=RECEIVED + timedelta(hours=30))
    duty = duty_of(referral.pk, Clock.URGENT_DECISION)
    assert duty
    assert duty.due_at == RECEIVED + timedelta(hours=24)
    assert referral.received_at == RECEIVED
    assert referral.entered_at == RECEIVED + timedelta(hours=30)


def test_the_earliest_duty_shows_on_the_referral() -> None:
    referral = make_referral(urgent=True)
    referral.refresh_from_db()
    duty = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert duty
    assert referral.due_at == min(duty.due_at, RECEIVED + timedelta(hours=24))


def test_what_was_said_of_the_child_is_recorded_and_kept() -> None:
    said = child_said(
        born_on=date(2001, 2, 3),
        nhs_number="485 777 3457",
        address="1 Invented Street",
        lives_with="An aunt",
        people=(PersonSaid("Invented Aunt", "aunt", parental_responsibility=True),),
    )
    referral = make_referrals(said)[0]
    assert referral.said["born_on"] == "2001-02-03"
    assert Identifier.objects.get(child=referral.child).value == "4857773457"
    assert Address.objects.get(child=referral.child).lives_with == "An aunt"
    assert KeyPerson.objects.get(child=referral.child).parental_responsibility


def test_the_three_consents_are_kept_apart() -> None:
    consents = (
        ConsentSaid("SHARING", "NOT_SOUGHT", not_sought_reason="HARM"),
        ConsentSaid("SERVICE", "GIVEN", given_by="CHILD"),
    )
    referral = make_referrals(child_said(consents=consents))[0]
    kept = dict(Consent.objects.filter(referral=referral).values_list("kind", "decision"))
    assert kept == {"SHARING": "NOT_SOUGHT", "SERVICE": "GIVEN"}


def test_a_refused_consent_blocks_nothing() -> None:
    refused = (ConsentSaid("SHARING", "REFUSED", given_by="PARENT"),)
    assert make_referrals(child_said(consents=refused))[0].status == ReferralStatus.RECEIVED


def test_the_ticks_go_to_the_screening_by_version_and_code() -> None:
    ticks = (TickSaid("S01", "CURRENT_6M", "Invented"), TickSaid("R11", "TICK"))
    referral = make_referrals(child_said(ticks=ticks), tool=tool_version())[0]
    kept = ReferrerTick.objects.filter(ticks__origin_id=referral.pk)
    assert set(kept.values_list("indicator", "window")) == {("S01", "CURRENT_6M"), ("R11", "TICK")}
    assert referral.critical, "R11 is a critical indicator"


def test_what_was_heard_is_kept_as_mentions() -> None:
    referral = make_referral(
        mentions=(MentionSaid("PLATE", "ab12 cde"), MentionSaid("NICKNAME", "Invented Nick"))
    )
    kept = Mention.objects.filter(record_id=referral.pk)
    assert set(kept.values_list("key", flat=True)) == {"ab12cde", "invented nick"}


def test_the_trail_holds_codes_and_no_words() -> None:
    referral = make_referral(reason="Jay Invented was seen", urgent=True)
    event = Event.objects.get(record_id=referral.pk, name="referral.submitted")
    assert event.facts == {"source": "2A", "urgent": True}


def test_a_person_who_does_not_refer_is_refused() -> None:
    with pytest.raises(NotAllowed):
        make_referral(by=UserFactory(role=Role.ANALYST))


def test_a_practitioner_does_not_record_for_others() -> None:
    with pytest.raises(NotAllowed, match="Only the CSE team records"):
        make_recorded(by=UserFactory(role=Role.REFERRER))


def test_staff_tie_a_recorded_referral_to_a_known_child() -> None:
    first = make_referral()
    referral = make_recorded(known=first.child)
    assert referral.child == first.child
    assert referral.child_tied_at == LATER


def test_a_child_out_of_reach_is_not_tied() -> None:
    with pytest.raises(OutOfReach):
        make_recorded(known=make_child())


def test_an_anonymous_contact_keeps_no_name() -> None:
    referral = make_recorded(anonymous=True, name="Somebody", source="9")
    assert referral.contact.anonymous
    assert referral.contact.name == ""


def test_a_referral_is_not_received_in_the_future() -> None:
    with pytest.raises(Invalid, match="future"):
        make_recorded(received_at=LATER + timedelta(minutes=1))


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(Invalid, match="where the referral came from"):
        make_recorded(source="99")
