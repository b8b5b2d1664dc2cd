"""What follows an event: mail that says nothing, clocks that end, answers that are chased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from agencies.models import User
from agencies.roles import Role
from agencies.services import restrict
from cases.models import RiskLevel
from core.models import Effect
from core.outbox import carry_out
from duties.models import Clock, Duty
from duties.notices import TEXT
from duties.selectors import duty_of, notices_for
from referrals import services, tasks
from referrals.models import Draft
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency, authority
from tests.referrals.factories import (
    LATER,
    RECEIVED,
    make_accepted,
    make_escalated,
    make_not_cse,
    make_recorded,
    make_referral,
    make_request,
)
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db


def run_effects() -> None:
    for pk in Effect.objects.filter(done_at=None).values_list("pk", flat=True):
        assert carry_out(pk, now=LATER)


def told() -> list[str]:
    """Who was written to since the last time."""
    mail.outbox.clear()
    run_effects()
    assert all(message.body == TEXT for message in mail.outbox)
    return sorted(message.to[0] for message in mail.outbox)


def test_an_urgent_referral_is_told_to_the_screeners() -> None:
    screener = UserFactory(role=Role.SCREENER)
    make_referral()
    assert told() == []
    make_referral(urgent=True)
    assert told() == [screener.email]


def test_an_escalation_is_told_to_the_social_workers() -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    make_escalated()
    assert worker.email in told()


def test_a_serious_outcome_is_told_to_the_social_workers() -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    make_signed(level=RiskLevel.SERIOUS)
    assert worker.email in told()


def test_the_referrer_hears_only_that_something_waits() -> None:
    referral = make_not_cse(reason="Secret words about a child")
    assert told() == []
    services.tell_outcome(referral, text="Thank you.", by=UserFactory(role=Role.SCREENER), at=LATER)
    assert referral.by
    assert told() == [referral.by.email]
    assert referral.reference not in str(mail.outbox[0].message())


def test_a_referral_recorded_for_somebody_else_is_mailed_to_nobody() -> None:
    referral = make_recorded()
    screener = UserFactory(role=Role.SCREENER)
    services.decide_not_cse(referral, because="Invented.", by=screener, at=LATER)
    services.tell_outcome(referral, text="Thank you.", by=screener, at=LATER)
    assert told() == []


def test_the_person_asked_is_told_and_chased() -> None:
    teacher = UserFactory(role=Role.REFERRER)
    request = make_request(person=teacher)
    assert told() == [teacher.email]
    services.chase_request(request, at=request.due_at + timedelta(hours=1))
    assert told() == [teacher.email]


def test_an_agency_asked_is_told_through_its_practitioners() -> None:
    teacher = UserFactory(role=Role.REFERRER)
    make_request()
    assert teacher.email in told()


def test_a_disagreement_is_told_to_a_manager() -> None:
    manager = UserFactory(role=Role.TEAM_MANAGER)
    referral = make_not_cse()
    services.disagree(referral, because="Invented.", by=referral.by, at=LATER)
    assert told() == [manager.email]


def test_the_chaser_chases_what_is_late() -> None:
    request = make_request()
    tasks.chase_requests()
    request.refresh_from_db()
    assert request.chased_at


def test_old_drafts_are_forgotten() -> None:
    services.begin_draft(
        authority=authority(),
        agency=agency("SECONDARY"),
        by=UserFactory(role=Role.REFERRER),
        at=RECEIVED,
    )
    tasks.forget_drafts()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("level", "owed"), [(RiskLevel.AT_RISK, True), (RiskLevel.SIGNIFICANT, False)]
)
def test_a_signed_screening_reaches_the_referral(
    level: RiskLevel,
    owed: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    referral = make_accepted()
    make_signed(case=referral.case, level=level)
    run_effects()
    screened = duty_of(referral.pk, Clock.SCREEN_REFERRAL)
    assert screened
    assert screened.status == Duty.Status.DONE
    assert bool(duty_of(referral.pk, Clock.TELL_REFERRER)) is owed


def test_a_notice_leads_the_referrer_to_what_they_may_follow(client: Client) -> None:
    referral = make_not_cse()
    services.tell_outcome(referral, text="Thank you.", by=UserFactory(role=Role.SCREENER), at=LATER)
    run_effects()
    assert referral.by
    notice = notices_for(referral.by).get()
    sign_in(client, referral.by)
    where = client.get(reverse("desk:notice", args=[notice.pk]))["Location"]
    assert where == reverse("referrals:follow", args=[referral.pk])
    assert client.get(where).status_code == 200
    restrict(referral.child_id, to=[UserFactory()], because="Named", by=None, at=LATER)
    assert not notices_for(User.objects.get(pk=referral.by.pk))
