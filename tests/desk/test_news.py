"""What is new in a filter: told once, by a mail that says nothing, to an owner who reaches it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from agencies import services as agencies
from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from core.models import Event
from core.refusals import Invalid
from desk import policies, saved, services
from desk.models import SavedFilter
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import OPENED, make_case
from tests.desk.factories import NOW, make_filter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jobs_run_at_once")]
HOUR = timedelta(hours=1)
Run = Callable[[int], int]


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Run:
    """The job, so many hours from now."""

    def after(hours: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return services.look_for_news(at=NOW + hours * HOUR)

    return after


def told() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def on_home(who: User) -> int:
    (line,) = saved.filters_on_home(viewer_of(who), now=NOW)
    return line.new


def silent(who: User) -> bool:
    (line,) = saved.filters_on_home(viewer_of(who), now=NOW)
    return line.silent


def test_what_stands_there_as_news_are_asked_for_is_none(coordinator: User, run: Run) -> None:
    make_case()
    make_filter(coordinator, alert=True)
    assert run(1) == 0
    assert told() == []
    assert on_home(coordinator) == 0


def test_the_owner_is_told_once_of_what_came_in(coordinator: User, run: Run) -> None:
    make_filter(coordinator, alert=True)
    case = make_case()
    assert [run(hours) for hours in (1, 2, 3)] == [1, 0, 0]
    assert told() == [coordinator.email]
    said = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    for word in (case.reference, case.child.full_name, coordinator.name, "Invented", "case"):
        assert word not in said
    assert on_home(coordinator) == 1


def test_the_job_looks_at_most_once_an_hour(coordinator: User, run: Run) -> None:
    make_filter(coordinator, alert=True)
    run(1)
    make_case()
    assert services.look_for_news(at=NOW + HOUR + timedelta(minutes=30)) == 0
    assert run(2) == 1


def test_one_mail_for_the_news_of_all_filters(coordinator: User, run: Run) -> None:
    for name in ("One", "Two", "Three"):
        make_filter(coordinator, name=name, alert=True)
    make_case()
    assert run(1) == 1
    assert told() == [coordinator.email]


def test_nobody_is_told_of_what_they_may_not_open(coordinator: User, run: Run) -> None:
    make_filter(coordinator, alert=True)
    make_case(where=authority(SANDWELL))
    shut = make_case()
    agencies.restrict(shut.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    assert run(1) == 0
    assert told() == []
    assert on_home(coordinator) == 0


def test_what_was_shut_since_is_not_mailed(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_filter(coordinator, alert=True)
    case = make_case()
    with django_capture_on_commit_callbacks(execute=True):
        assert services.look_for_news(at=NOW + HOUR) == 1
        agencies.restrict(case.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    assert told() == []


@pytest.mark.parametrize("ends", ["account", "post", "alert", "options"])
def test_whoever_is_not_there_any_more_is_not_told(ends: str, coordinator: User, run: Run) -> None:
    row = make_filter(coordinator, alert=True)
    make_case()
    if ends == "account":
        User.objects.filter(pk=coordinator.pk).update(is_active=False)
    elif ends == "post":
        coordinator.memberships.all().delete()
    elif ends == "alert":
        SavedFilter.objects.filter(pk=row.pk).update(alert=False)
    else:
        SavedFilter.objects.filter(pk=row.pk).update(values={"status": ["ABOLISHED"]})
    assert run(1) == 0
    assert told() == []


def test_the_new_rows_are_marked_until_their_owner_has_looked(
    coordinator: User, run: Run, client: Client
) -> None:
    make_case()
    row = make_filter(coordinator, name="Mine", alert=True)
    case = make_case()
    sign_in(client, coordinator)
    text = client.get(reverse("desk:cases")).text
    assert text.count("New\n") + text.count(">New<") == 1
    assert "1 new since you last looked" in text
    assert f'value="{case.pk}"' in text
    meanwhile = make_case()
    looked = reverse("desk:filter_looked", args=[row.pk])
    assert client.post(looked, {"rows": str(case.pk)})["Location"] == reverse("desk:cases")
    row.refresh_from_db()
    assert case.pk in row.known
    assert meanwhile.pk not in row.known
    assert on_home(coordinator) == 1
    assert run(1) == 1


@pytest.mark.parametrize("rows", ["", "nonsense", "\0", ",", "x" * 9000])
def test_rows_that_are_none_are_refused(rows: str, coordinator: User, client: Client) -> None:
    row = make_filter(coordinator, alert=True)
    sign_in(client, coordinator)
    looked = reverse("desk:filter_looked", args=[row.pk])
    assert client.post(looked, {"rows": rows}).status_code == 400


def test_nobody_marks_as_seen_what_does_not_stand_in_the_filter(coordinator: User) -> None:
    row = make_filter(coordinator, alert=True)
    elsewhere = make_case(where=authority(SANDWELL))
    services.note_looked(row, rows=[elsewhere.pk], by=coordinator, at=NOW)
    row.refresh_from_db()
    assert row.known == []


def test_what_left_and_comes_back_is_new_again(coordinator: User, run: Run) -> None:
    case = make_case()
    make_filter(coordinator, values={"status": ["SCREENING"]}, alert=True)
    Case.objects.filter(pk=case.pk).update(status="OUTCOME_SET")
    assert run(1) == 0
    Case.objects.filter(pk=case.pk).update(status="SCREENING")
    assert run(2) == 1


def test_a_filter_too_long_to_watch_says_so(
    coordinator: User, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make_filter(coordinator, alert=True)
    monkeypatch.setattr(saved, "MOST_ROWS_FOR_NEWS", 1)
    make_case()
    assert not silent(coordinator)
    make_case()
    assert run(1) == 0
    assert silent(coordinator)
    with pytest.raises(Invalid, match=f"more than {policies.MOST_ROWS_FOR_NEWS:,} rows"):
        make_filter(coordinator, name="Another", alert=True)
    row.refresh_from_db()
    assert row.known == []


def test_the_event_names_nobody(coordinator: User, run: Run) -> None:
    make_filter(coordinator, name="Ours", alert=True)
    make_case()
    run(1)
    event = Event.objects.get(name="saved_filter.has_news")
    assert (event.facts, event.by_id) == ({"filters": 1}, None)
