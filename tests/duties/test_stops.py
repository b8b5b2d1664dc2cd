"""People stop and start clocks: who may, for which reason, and what a late press is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from agencies.services import restrict
from core.models import Event, ReadEvent
from core.refusals import Invalid, NotNow, OutOfReach
from duties import services
from duties.models import MORE_INFORMATION, Clock, Duty, DutyStop
from duties.selectors import clock_page, clocks_kept_by, standing_still
from duties.selectors.ladder import may_climb
from duties.services import Owner
from referrals.services import answer_request
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of
from tests.referrals.factories import make_referral, make_request

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = reverse("duties:clock")


@pytest.fixture
def screener() -> User:
    return UserFactory(role=Role.SCREENER)


def owed(clock: Clock = Clock.SCREEN_REFERRAL, **more: Any) -> Duty:
    """Something the screeners owe since Monday."""
    facts: dict[str, Any] = {"owner": Owner(role=Role.SCREENER), "starts_at": MONDAY, **more}
    return open_duty_of(make_case(), clock, **facts)


def stop(duty: Duty, by: User, *, reason: str = "CHILD_UNWELL", because: str = "") -> Duty:
    return services.stop_by_hand(duty, reason=reason, because=because, by=by, at=MONDAY + HOUR)


def start(duty: Duty, by: User) -> Duty:
    return services.start_by_hand(duty, by=by, at=MONDAY + 3 * HOUR)


def client_of(person: User) -> Client:
    return sign_in(Client(), person)


def address(duty: Duty) -> str:
    return f"{PAGE}?duty={duty.pk}"


def test_a_stop_keeps_who_when_and_why_and_leaves_what_was_left(screener: User) -> None:
    duty, other = owed(), UserFactory(role=Role.COORDINATOR)
    due = duty.due_at
    stop(duty, screener)
    row = DutyStop.objects.get(duty=duty)
    assert (row.reason, row.by, row.from_at) == ("CHILD_UNWELL", screener, MONDAY + HOUR)
    assert start(duty, other).due_at == due + 2 * HOUR
    row.refresh_from_db()
    assert (row.until_by, row.until_at) == (other, MONDAY + 3 * HOUR)
    names = Event.objects.filter(record_id=duty.pk).order_by("id").values_list("name", "facts")
    assert list(names)[1:] == [
        ("duty.stopped", {"clock": duty.clock, "stopped_for": "CHILD_UNWELL"}),
        ("duty.resumed", {"clock": duty.clock}),
    ]


@pytest.mark.parametrize("role", [Role.SCREENER, Role.COORDINATOR, Role.TEAM_MANAGER])
def test_who_owes_it_or_gives_cases_out_stops_a_clock(role: Role) -> None:
    assert stop(owed(), UserFactory(role=role)).status == Duty.Status.STOPPED


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.HEAD_OF_SERVICE, Role.SYS_ADMIN])
def test_who_does_not_owe_it_stops_no_clock(role: Role) -> None:
    with pytest.raises(OutOfReach):
        stop(owed(), UserFactory(role=role))


def test_a_coordinator_of_another_authority_stops_no_clock() -> None:
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        stop(owed(), elsewhere)


def test_whom_it_was_raised_to_stops_a_clock() -> None:
    duty, head = owed(), UserFactory(role=Role.HEAD_OF_SERVICE)
    for days in range(2, 6):
        services.raise_late_duties(at=MONDAY + timedelta(days=days))
    assert stop(duty, head).status == Duty.Status.STOPPED


def test_a_restricted_child_shuts_the_clock(screener: User) -> None:
    duty = owed()
    stop(duty, screener)
    assert duty.subject_id
    restrict(
        duty.subject_id,
        to=[UserFactory(role=Role.TEAM_MANAGER)],
        because="Invented.",
        by=None,
        at=MONDAY,
    )
    assert not standing_still(screener)
    with pytest.raises(OutOfReach):
        start(duty, screener)


@pytest.mark.parametrize(
    ("reason", "because", "field"),
    [("", "", "reason"), ("LAZY", "", "reason"), ("OTHER", "  ", "because")],
)
def test_a_reason_of_the_list_is_wanted(
    screener: User, reason: str, because: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        stop(owed(), screener, reason=reason, because=because)
    assert refused.value.field == field


def test_nobody_says_by_hand_that_more_information_was_asked_for(screener: User) -> None:
    with pytest.raises(Invalid):
        stop(owed(), screener, reason=MORE_INFORMATION)


def test_another_reason_is_said_in_words(screener: User) -> None:
    duty = stop(owed(), screener, reason="OTHER", because=" The school is shut. ")
    assert duty.stops.get().because == "The school is shut."


def test_an_urgent_clock_that_never_stops_says_why(screener: User) -> None:
    duty = owed(Clock.URGENT_DECISION, urgent=True)
    said = r"never stops\. It is urgent.*CSE procedures: urgent, within 24 hours"
    with pytest.raises(NotNow, match=said):
        stop(duty, screener)
    page = client_of(screener).get(address(duty))
    assert b"Why it cannot be stopped" in page.content
    assert b"CSE procedures: urgent, within 24 hours" in page.content
    assert b"Stop the clock" not in page.content


def test_a_second_stop_is_told_who_was_quicker(screener: User) -> None:
    duty = owed()
    stop(duty, screener)
    with pytest.raises(NotNow, match=f"{screener.name} stopped it.*in hospital"):
        stop(duty, UserFactory(role=Role.COORDINATOR))
    assert duty.stops.count() == 1


def test_a_second_start_is_told_who_was_quicker(screener: User) -> None:
    duty = owed()
    with pytest.raises(NotNow, match="runs already"):
        start(duty, screener)
    stop(duty, screener)
    start(duty, screener)
    with pytest.raises(NotNow, match=f"{screener.name} started it again"):
        start(duty, UserFactory(role=Role.COORDINATOR))


@pytest.mark.parametrize(
    ("end", "said"), [("close_duty", "done meanwhile"), ("cancel_duty", "no longer needed")]
)
def test_a_duty_that_ended_stops_no_more(screener: User, end: str, said: str) -> None:
    case = make_case()
    duty = open_duty_of(
        case, Clock.SCREEN_REFERRAL, starts_at=MONDAY, owner=Owner(role=Role.SCREENER)
    )
    stop(duty, screener)
    getattr(services, end)(Clock.SCREEN_REFERRAL, about=case, by=screener, at=MONDAY + 2 * HOUR)
    assert duty.stops.get().until_by == screener
    for press in (stop, start):
        with pytest.raises(NotNow, match=said):
            press(duty, screener)


def test_what_stands_still_is_not_raised_and_climbs_again_once_it_runs(screener: User) -> None:
    duty, much_later = owed(), MONDAY + timedelta(days=9)
    stop(duty, screener)
    assert duty.pk not in may_climb(at=much_later)
    start(duty, screener)
    assert duty.pk in may_climb(at=much_later)


def test_an_answer_starts_no_clock_that_stopped_for_another_reason() -> None:
    person, referral = UserFactory(role=Role.COORDINATOR), make_referral()
    duty = Duty.objects.get(record_id=referral.pk, clock=Clock.SCREEN_REFERRAL)
    now = timezone.now()
    services.stop_by_hand(duty, reason="CHILD_UNWELL", because="", by=person, at=now)
    request = make_request(referral=referral)
    answer_request(request, answer="Invented.", by=person, at=now + HOUR)
    duty.refresh_from_db()
    assert duty.status == Duty.Status.STOPPED


def test_the_page_stops_and_starts_and_shows_both(screener: User) -> None:
    duty, client = owed(starts_at=timezone.now()), client_of(screener)
    page = client.get(address(duty))
    assert b"Stop the clock" in page.content
    answer = client.post(
        address(duty), {"reason": "OTHER", "because": "The school is shut."}, follow=True
    )
    assert answer.status_code == 200
    for said in (b"Start the clock again", b"The school is shut.", screener.name.encode()):
        assert said in answer.content
    answer = client.post(address(duty), {"start": "yes"}, follow=True)
    assert b"runs on" in answer.content
    duty.refresh_from_db()
    assert duty.status == Duty.Status.OPEN
    assert ReadEvent.objects.filter(record_kind="duties.duty", route="duties:clock").exists()


def test_a_late_press_on_the_page_is_answered_in_words(screener: User) -> None:
    duty, client = owed(starts_at=timezone.now()), client_of(screener)
    said = {"reason": "OTHER", "because": "The school is shut."}
    client.post(address(duty), said)
    answer = client.post(address(duty), said)
    assert answer.status_code == 409
    assert b"stands still already" in answer.content
    client.post(address(duty), {"start": "yes"})
    answer = client.post(address(duty), {"start": "yes"})
    assert answer.status_code == 409
    assert b"runs already" in answer.content


@pytest.mark.parametrize("data", [{}, {"reason": "LAZY"}, {"reason": "OTHER"}])
def test_the_page_says_what_is_missing_and_keeps_what_was_typed(
    screener: User, data: dict[str, str]
) -> None:
    duty = owed(starts_at=timezone.now())
    answer = client_of(screener).post(address(duty), {**data, "because": " " if data else "Typed."})
    assert answer.status_code == 400
    assert b"There is a problem" in answer.content
    assert data or b"Typed." in answer.content


@pytest.mark.parametrize(("asked", "status"), [("x", 400), ("", 400), (str(MONDAY.year), 400)])
def test_an_address_that_names_no_clock_is_refused(screener: User, asked: str, status: int) -> None:
    assert client_of(screener).get(PAGE, {"duty": asked}).status_code == status


def test_a_clock_out_of_reach_is_answered_like_an_unknown_one(screener: User) -> None:
    client = client_of(UserFactory(role=Role.SOCIAL_WORKER))
    for method in (client.get, client.post):
        assert method(address(owed())).status_code == 404
        assert method(f"{PAGE}?duty=00000000-0000-4000-8000-000000000000").status_code == 404
    assert client.get(PAGE)["Location"] == reverse("desk:stopped")


def test_a_clock_says_what_it_has_run_stood_and_has_left(screener: User) -> None:
    duty = owed()
    stop(duty, screener)
    page = clock_page(viewer_of(screener), duty.pk, now=MONDAY + 3 * HOUR)
    assert (page.ran, page.stood, page.left) == ("1 h", "2 h", "23 h of working days")


def test_the_clocks_of_a_list_cost_the_same_for_many(screener: User) -> None:
    stop(owed(), screener)
    client = client_of(screener)
    page = reverse("desk:stopped")
    client.get(page)
    few = _asked(client, page)
    for _ in range(9):
        stop(owed(), screener)
    assert _asked(client, page) == few


def _asked(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_every_list_says_who_stopped_a_clock_and_why(screener: User) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR)
    duty = owed()
    services.raise_late_duties(at=MONDAY + timedelta(days=2))
    stop(duty, screener)
    client = client_of(coordinator)
    case = reverse("desk:case", args=[duty.case_id])
    for page in (reverse("desk:stopped"), reverse("desk:raised"), case):
        text = client.get(page).content.decode()
        assert f"{screener.name} stopped it" in text, page
        assert "in hospital" in text, page
        assert address(duty) in text, page
    assert "Clocks that stand still" in client.get(reverse("desk:home")).content.decode()
    assert duty in clocks_kept_by(coordinator)


def test_a_list_says_that_a_clock_stood_still_before(screener: User) -> None:
    duty = owed()
    stop(duty, screener)
    start(duty, screener)
    text = client_of(screener).get(reverse("desk:waiting")).content.decode()
    assert "Stood still until" in text
    assert address(duty) in text


def test_the_timeline_says_why_a_clock_stopped(screener: User) -> None:
    duty = owed()
    stop(duty, screener)
    page = reverse("desk:case_section", args=[duty.case_id, "timeline"])
    text = client_of(UserFactory(role=Role.COORDINATOR)).get(page).content.decode()
    assert "Clock stopped: Screen the referral; The child is in hospital or too unwell" in text
