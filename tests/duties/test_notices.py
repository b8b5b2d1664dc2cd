"""Notices are told once, open only to whom their record is, and mailed as each person likes."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.access import policy_of, viewer_of
from agencies.models import User
from agencies.roles import Role
from agencies.services import end_post, exclude, restrict
from cases.events import CaseEvent
from cases.models import Case
from cases.services import allocate
from core.calendar import LONDON
from core.models import Effect, Event
from core.outbox import carry_out
from core.refusals import OutOfReach
from desk.records import PAGES
from duties import notices, services
from duties.models import (
    ALWAYS_AT_ONCE,
    GROUP_OF,
    Clock,
    Notice,
    NoticeChoice,
    NoticeGroup,
    NoticeKind,
)
from duties.selectors import notice_for, notice_list, notices_for, unread_of
from duties.selectors.notices import RECORDS
from duties.services import About, Owner
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db
How = NoticeChoice.How
FRIDAY = datetime(2026, 11, 20, 7, tzinfo=LONDON)
SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)
CHRISTMAS = datetime(2026, 12, 25, 7, tzinfo=LONDON)


@pytest.fixture
def worker() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def case() -> Case:
    return make_case()


def run_effects() -> None:
    """Whatever waits, and what follows from it."""
    while waiting := list(Effect.objects.filter(done_at=None).values_list("pk", flat=True)):
        for pk in waiting:
            assert carry_out(pk, now=timezone.now())


def happened(case: Case, *, at: datetime = FRIDAY) -> Event:
    return Event.objects.create(
        name=CaseEvent.ALLOCATED,
        record_kind="cases.case",
        record_id=case.pk,
        case_id=case.pk,
        at=at,
    )


def told(
    case: Case, *people: User, kind: NoticeKind = NoticeKind.ALLOCATED, event: Event | None = None
) -> Event:
    """Tell people of a case, as a reaction does."""
    event = event or happened(case)
    notices.tell(
        kind,
        [one.email for one in people],
        event=event,
        about=About(case.reference),
        at=FRIDAY,
    )
    return event


def fresh(user: User) -> User:
    """The person as read anew: what their posts open is kept on the object for one request."""
    return User.objects.get(pk=user.pk)


def choose(user: User, how: How) -> None:
    services.choose_how(dict.fromkeys(NoticeGroup, how), by=user)


def mailed() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_every_kind_is_urgent_or_in_a_group() -> None:
    assert set(NoticeKind) == {*ALWAYS_AT_ONCE, *GROUP_OF}
    assert not set(ALWAYS_AT_ONCE) & set(GROUP_OF)


def test_every_record_of_a_notice_has_a_policy_with_a_view_and_a_page() -> None:
    for kind in RECORDS:
        assert policy_of(apps.get_model(kind)).view
        assert kind in PAGES


def test_an_event_delivered_twice_is_one_notice_and_one_mail(worker: User, case: Case) -> None:
    event = told(case, worker)
    told(case, worker, event=event)
    assert Notice.objects.count() == 1
    assert mailed() == [worker.email]


def test_a_notice_and_its_mail_name_no_child(worker: User, case: Case) -> None:
    told(case, worker)
    said = str(Notice.objects.values().get()) + str(mail.outbox[0].message())
    for word in (case.child.given_name, case.child.family_name):
        assert word not in said
    assert case.reference not in str(mail.outbox[0].message())


def test_a_record_without_a_way_to_it_is_told_of_never(worker: User, case: Case) -> None:
    event = happened(case)
    event.record_kind = "children.child"
    with pytest.raises(ValueError, match="no notice leads to"):
        services.write_notices(
            NoticeKind.ALLOCATED, [worker.email], event=event, about=About(case.reference)
        )


def shut_restricted(worker: User, case: Case) -> None:
    restrict(case.child_id, to=[UserFactory()], because="Named", by=None, at=timezone.now())


def shut_barred(worker: User, case: Case) -> None:
    exclude(case.child_id, user=worker, because="Family", by=None, at=timezone.now())


def shut_post_ended(worker: User, case: Case) -> None:
    for post in worker.memberships.all():
        end_post(post, on=timezone.localdate(), by=None, at=timezone.now())


SHUT = pytest.mark.parametrize("shut", [shut_restricted, shut_barred, shut_post_ended])


@SHUT
def test_what_is_shut_meanwhile_is_neither_listed_nor_counted_nor_opened(
    client: Client, worker: User, case: Case, shut: Any
) -> None:
    told(case, worker)
    notice = Notice.objects.get()
    assert notice in notices_for(fresh(worker))
    assert unread_of(viewer_of(fresh(worker))) == 1
    sign_in(client, worker)
    assert case.reference in client.get(reverse("desk:notices")).text
    shut(worker, case)
    assert not notices_for(fresh(worker))
    assert unread_of(viewer_of(fresh(worker))) == 0
    assert case.reference not in client.get(reverse("desk:notices")).text
    opened = client.get(reverse("desk:notice", args=[notice.pk]))
    unknown = client.get(reverse("desk:notice", args=[uuid.uuid4()]))
    assert (opened.status_code, unknown.status_code) == (404, 404)
    notice.refresh_from_db()
    assert notice.unread


@SHUT
def test_what_is_shut_when_it_is_to_be_sent_is_not_mailed(
    worker: User, case: Case, shut: Any
) -> None:
    shut(worker, case)
    told(case, fresh(worker))
    assert mailed() == []


@SHUT
def test_what_is_shut_before_the_digest_is_not_mailed(worker: User, case: Case, shut: Any) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    shut(worker, case)
    assert notices.send_digests(at=MONDAY) == 0
    assert mailed() == []


def test_somebody_elses_notice_is_like_none(client: Client, worker: User, case: Case) -> None:
    told(case, worker)
    notice = Notice.objects.get()
    other = UserFactory(role=Role.COORDINATOR)
    with pytest.raises(OutOfReach):
        notice_for(viewer_of(other), notice.pk)
    sign_in(client, other)
    assert client.get(reverse("desk:notice", args=[notice.pk])).status_code == 404
    assert client.post(reverse("desk:notices"), {"notice": notice.pk}).status_code == 404
    client.post(reverse("desk:notices"), {"all": "yes"})
    notice.refresh_from_db()
    assert notice.unread


def test_opening_leads_to_the_record_and_is_reading(
    client: Client, worker: User, case: Case
) -> None:
    told(case, worker)
    notice = Notice.objects.get()
    sign_in(client, worker)
    answer = client.get(reverse("desk:notice", args=[notice.pk]))
    assert answer["Location"] == reverse("desk:case", args=[case.pk])
    notice.refresh_from_db()
    assert notice.read_at
    assert unread_of(viewer_of(worker)) == 0


def test_one_and_then_all_are_marked_read(client: Client, worker: User, case: Case) -> None:
    for _ in range(3):
        told(case, worker)
    sign_in(client, worker)
    page = reverse("desk:notices")
    first = Notice.objects.order_by("pk").first()
    assert first
    assert client.post(page, {"notice": first.pk}).status_code == 302
    assert unread_of(viewer_of(worker)) == 2
    assert client.post(page, {"all": "yes"}).status_code == 302
    assert unread_of(viewer_of(worker)) == 0
    assert client.post(page, {}).status_code == 400
    assert client.post(page, {"notice": "nothing"}).status_code == 400


def test_unread_come_first_and_then_the_latest(worker: User, case: Case) -> None:
    for number in range(3):
        told(case, worker, event=happened(case, at=FRIDAY + timedelta(hours=number)))
    latest = notices_for(worker).order_by("-at").first()
    assert latest
    services.mark_read(latest, at=MONDAY)
    lines = notice_list(viewer_of(worker)).lines
    assert [(line.unread, line.at.hour) for line in lines] == [(True, 8), (True, 7), (False, 9)]


def test_the_menu_counts_what_is_unread(client: Client, worker: User, case: Case) -> None:
    told(case, worker)
    told(case, worker)
    sign_in(client, worker)
    assert "(2 waiting)" in client.get(reverse("desk:own_activity")).text


@pytest.mark.parametrize("how", How)
def test_mail_goes_as_the_person_chose(worker: User, case: Case, how: How) -> None:
    choose(worker, how)
    told(case, worker)
    assert mailed() == ([worker.email] if how == How.AT_ONCE else [])
    mail.outbox.clear()
    notices.send_digests(at=MONDAY)
    assert mailed() == ([worker.email] if how == How.DIGEST else [])


@pytest.mark.parametrize("kind", ALWAYS_AT_ONCE)
def test_what_is_urgent_is_mailed_at_once_whatever_was_chosen(
    worker: User, case: Case, kind: NoticeKind
) -> None:
    choose(worker, How.PORTAL)
    told(case, worker, kind=kind)
    assert mailed() == [worker.email]


def test_a_digest_is_one_mail_a_person_a_day_however_often_it_runs(
    worker: User, case: Case
) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    told(case, worker)
    assert notices.send_digests(at=MONDAY) == 1
    told(case, worker)
    assert notices.send_digests(at=MONDAY + timedelta(hours=2)) == 0
    assert notices.send_digests(at=MONDAY + timedelta(days=1)) == 1
    assert mailed() == [worker.email] * 2


@pytest.mark.parametrize("at", [SATURDAY, CHRISTMAS])
def test_no_digest_is_sent_on_a_day_that_is_no_working_day(
    worker: User, case: Case, at: datetime
) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    assert notices.send_digests(at=at) == 0
    assert mailed() == []


def test_what_was_read_is_in_no_digest(worker: User, case: Case) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    services.mark_all_read(by=worker, at=FRIDAY)
    assert notices.send_digests(at=MONDAY) == 0


def test_a_mail_that_fails_is_sent_by_the_next_run(
    worker: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)

    def fails(_: Any) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(notices, "send", fails)
        with pytest.raises(SMTPServerDisconnected):
            notices.send_digests(at=MONDAY)
    assert notices.send_digests(at=MONDAY) == 1


def test_a_mail_that_fails_holds_up_nobody_elses(
    worker: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    people: list[User] = [worker, *(UserFactory(role=Role.COORDINATOR) for _ in range(2))]
    for person in people:
        choose(person, How.DIGEST)
    told(case, *people)
    first, well = min(people, key=lambda one: one.pk), notices.send

    def fails_first(addresses: Any) -> int:
        if (named := list(addresses)) == [first.email]:
            raise SMTPServerDisconnected
        return well(named)

    monkeypatch.setattr(notices, "send", fails_first)
    with pytest.raises(SMTPServerDisconnected):
        notices.send_digests(at=MONDAY)
    assert mailed() == sorted(one.email for one in people if one != first)


def test_what_was_kept_is_mailed_when_one_chooses_to_be_told_at_once(
    worker: User, case: Case
) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    choose(worker, How.AT_ONCE)
    assert notices.send_digests(at=MONDAY) == 1
    assert mailed() == [worker.email]


def test_choosing_is_kept_and_shown(client: Client, worker: User) -> None:
    sign_in(client, worker)
    page = reverse("duties:choices")
    said = dict.fromkeys(NoticeGroup.values, How.DIGEST.value)
    assert client.post(page, said).status_code == 302
    assert set(NoticeChoice.objects.values_list("how", flat=True)) == {How.DIGEST}
    assert client.post(page, said | {NoticeGroup.CASES: "NEVER"}).status_code == 400
    assert client.get(page).text.count("checked") == len(NoticeGroup)


def test_what_is_given_to_a_person_is_told_to_that_person(worker: User, case: Case) -> None:
    manager = UserFactory(role=Role.TEAM_MANAGER)
    duty = open_duty_of(
        case,
        Clock.CORRECT_SCREENING,
        starts_at=timezone.now(),
        owner=Owner(person=worker),
        by=manager,
    )
    run_effects()
    notice = notices_for(worker).get(kind=NoticeKind.GIVEN)
    assert (notice.clock, notice.reference) == (duty.clock, duty.reference)
    assert not notices_for(manager).exists()
    services.close_duty(Clock.CORRECT_SCREENING, about=case, by=worker, at=timezone.now())
    assert not notices_for(worker).exists()


@SHUT
def test_a_duty_about_a_child_who_is_shut_is_told_no_more(
    worker: User, case: Case, shut: Any
) -> None:
    owner, by = Owner(person=worker), UserFactory(role=Role.TEAM_MANAGER)
    open_duty_of(case, Clock.CORRECT_SCREENING, starts_at=timezone.now(), owner=owner, by=by)
    run_effects()
    assert unread_of(viewer_of(fresh(worker))) == 1
    shut(worker, case)
    assert not notices_for(fresh(worker))
    assert unread_of(viewer_of(fresh(worker))) == 0


def test_nobody_is_told_of_what_they_took_on_themselves(worker: User, case: Case) -> None:
    owner = Owner(person=worker)
    open_duty_of(case, Clock.RESCREEN, starts_at=timezone.now(), owner=owner, by=worker)
    run_effects()
    assert not Notice.objects.filter(user=worker).exists()


def test_a_duty_handed_on_is_told_to_the_next_person(worker: User, case: Case) -> None:
    open_duty_of(case, Clock.RESCREEN, starts_at=timezone.now())
    run_effects()
    assert not Notice.objects.filter(kind=NoticeKind.GIVEN).exists()
    services.hand_over_duty(
        Clock.RESCREEN, about=case, to=Owner(person=worker), by=None, at=timezone.now()
    )
    run_effects()
    assert notices_for(worker).get().kind == NoticeKind.GIVEN


def test_a_hand_over_is_told_to_the_team_that_answers(worker: User, case: Case) -> None:
    open_duty_of(case, Clock.ANSWER_HAND_OVER, starts_at=timezone.now())
    run_effects()
    assert notices_for(worker).get().clock == Clock.ANSWER_HAND_OVER


def test_the_person_a_case_is_allocated_to_is_told(case: Case) -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    by = UserFactory(role=Role.TEAM_MANAGER)
    facts: dict[str, Any] = {"agency": agency("CSC"), "role": Role.SOCIAL_WORKER}
    allocate(case, user=worker, by=by, at=timezone.now(), **facts)
    run_effects()
    assert notices_for(worker).get().kind == NoticeKind.ALLOCATED
    assert not notices_for(by).exists()


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_asks_as_often_however_long_it_is(
    client: Client, worker: User, case: Case, django_assert_num_queries: Any, count: int
) -> None:
    Notice.objects.bulk_create(
        Notice(
            user=worker,
            event_id=number,
            kind=NoticeKind.ALLOCATED,
            record_kind="cases.case",
            record_id=case.pk,
            reference=case.reference,
            at=FRIDAY,
        )
        for number in range(count)
    )
    sign_in(client, worker)
    client.get(reverse("desk:notices"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("desk:notices"))


QUERIES = 6


def test_a_digest_goes_by_the_day_it_is_in_england(worker: User, case: Case) -> None:
    choose(worker, How.DIGEST)
    told(case, worker)
    with time_machine.travel(date(2026, 11, 23), tick=False):
        assert notices.send_digests(at=timezone.now()) == 1
