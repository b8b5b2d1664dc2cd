"""Filters that people keep: whose, what they do, whom they are shared with, and no row of them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page

from agencies import services as agencies
from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from core.models import Event
from core.refusals import Invalid, NotAllowed, OutOfReach, Unreadable
from desk import services
from desk.models import SavedFilter
from desk.policies import MOST_KEPT, MOST_ON_HOME
from desk.saved import filters_on_home, filters_page, own_filter
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import OPENED, make_case
from tests.desk.factories import NOW, audience, make_filter
from tests.looking import barriers, show

pytestmark = pytest.mark.django_db
TOLD = {"view": ["waiting"], "source": ["1B"]}
OPENING = {"name": "Mine", "audience": "", "does": []}


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def desk(client: Client, coordinator: User) -> Client:
    return sign_in(client, coordinator)


def names_shared(who: User) -> list[str]:
    return [line.name for line in filters_page(viewer_of(who)).shared]


def test_a_filter_is_saved_from_the_page_of_its_list(desk: Client, coordinator: User) -> None:
    page = desk.get(reverse("desk:cases"), {"status": "CLOSED"}).text
    new = f"{reverse('desk:filter_new', args=['cases'])}?status=CLOSED"
    assert f'href="{new}"' in page
    assert "Status: closed" in desk.get(new).text
    answer = desk.post(new, {"name": "  Closed   ones "})
    row = SavedFilter.objects.get()
    assert answer["Location"] == reverse("desk:filter", args=[row.pk])
    assert (row.owner, row.of, row.name) == (coordinator, "cases", "Closed ones")
    assert row.values == {"status": ["CLOSED"]}
    page = desk.get(reverse("desk:cases"), {"status": "CLOSED"}).text
    assert "<strong>Closed ones</strong>" in page
    assert "Change this filter" in page
    assert 'href="/cases/?status=CLOSED">Closed ones</a>' in desk.get(reverse("desk:cases")).text
    assert Event.objects.get(record_id=row.pk).name == "saved_filter.saved"


@pytest.mark.parametrize("of", ["triage", "missing"])
def test_every_list_offers_to_save_and_export(of: str, desk: Client) -> None:
    page = desk.get(reverse({"triage": "referrals:triage", "missing": "missing:list"}[of])).text
    assert reverse("desk:filter_new", args=[of]) in page
    assert reverse("desk:export", args=[of]) in page


def test_a_name_is_used_once_for_a_list(desk: Client, coordinator: User) -> None:
    make_filter(coordinator, name="Mine")
    new = reverse("desk:filter_new", args=["cases"])
    answer = desk.post(new, {"name": "Mine"})
    assert answer.status_code == 400
    assert "You have a filter of this name already" in answer.text
    for name in ("", " ", "x" * 61):
        assert desk.post(new, {"name": name}).status_code == 400
    missing = reverse("desk:filter_new", args=["missing"])
    assert desk.post(missing, {"name": "Mine"}).status_code == 302
    assert SavedFilter.objects.count() == 2
    make_filter(UserFactory(role=Role.COORDINATOR), name="Mine")


def test_a_list_that_is_not_open_saves_nothing() -> None:
    with pytest.raises(NotAllowed):
        make_filter(UserFactory(role=Role.REFERRER))
    with pytest.raises(Unreadable):
        make_filter(UserFactory(role=Role.COORDINATOR), values={"status": ["NONSENSE"]})
    assert not SavedFilter.objects.exists()


def test_one_person_keeps_only_so_many(coordinator: User) -> None:
    for number in range(MOST_KEPT):
        make_filter(coordinator, name=f"Invented {number}")
    with pytest.raises(Invalid, match="Delete one first"):
        make_filter(coordinator)


def test_home_counts_the_rows_that_it_links_to(desk: Client, coordinator: User) -> None:
    make_case()
    make_case(where=authority(SANDWELL))
    shut = make_case()
    agencies.restrict(shut.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    make_filter(coordinator, values={"status": ["SCREENING"]}, name="Ours", on_home=True)
    make_filter(coordinator, values={"status": ["CLOSED"]}, name="Done", on_home=True)
    make_filter(coordinator, name="Kept")
    done, ours = filters_on_home(viewer_of(coordinator), now=NOW)
    assert (ours.words, ours.url) == ("1", "/cases/?status=SCREENING")
    assert (done.words, done.empty) == ("0", True)
    text = desk.get(reverse("desk:home")).text
    assert 'href="/cases/?status=SCREENING">Ours</a>' in text
    assert "Kept" not in text


def test_only_few_filters_stand_on_home(coordinator: User) -> None:
    for number in range(MOST_ON_HOME):
        make_filter(coordinator, name=f"Invented {number}", on_home=True)
    with pytest.raises(Invalid, match="Take one off first"):
        make_filter(coordinator, name="Another", alert=True)
    assert not SavedFilter.objects.get(name="Another").alert


def test_what_does_not_fit_the_list_any_more_is_said_and_never_counted(
    desk: Client, coordinator: User
) -> None:
    make_case()
    old = make_filter(coordinator, name="Old", on_home=True)
    SavedFilter.objects.filter(pk=old.pk).update(values={"status": ["ABOLISHED"]})
    lost = make_filter(coordinator, name="Lost", on_home=True)
    SavedFilter.objects.filter(pk=lost.pk).update(of="abolished")
    text = desk.get(reverse("desk:home")).text
    assert text.count("does not offer everything that was saved any more") == 2
    text = desk.get(reverse("desk:filters")).text
    assert text.count("Cannot be used") == 2
    assert "Old" not in desk.get(reverse("desk:cases")).text
    for row in (old, lost):
        page = reverse("desk:filter", args=[row.pk])
        assert desk.get(page).status_code == 200
        assert desk.post(page, OPENING).status_code in {400, 404}
        assert desk.post(reverse("desk:filter_delete", args=[row.pk])).status_code == 302


def test_a_filter_of_a_list_that_ones_role_opens_no_more_says_so(coordinator: User) -> None:
    make_filter(coordinator, name="Ours", on_home=True)
    coordinator.memberships.all().delete()
    (ours,) = filters_on_home(viewer_of(User.objects.get(pk=coordinator.pk)), now=NOW)
    assert ours.wrong == "Your role does not open this list."
    assert not ours.words


SHARED = [
    (Role.COORDINATOR, "", {}, True),
    (Role.COORDINATOR, "SCREENER", {}, False),
    (Role.SCREENER, "", {}, True),
    (Role.SCREENER, "SCREENER", {}, True),
    (Role.SCREENER, "", {"role__serving": SANDWELL}, False),
    (Role.SCREENER, "SCREENER", {"role__serving": SANDWELL}, False),
    (Role.SOCIAL_WORKER, "", {}, False),
    (Role.SOCIAL_WORKER, "SOCIAL_WORKER", {}, True),
    (Role.REFERRER, "REFERRER", {}, False),
]


@pytest.mark.parametrize(("role", "with_role", "post", "sees"), SHARED)
def test_a_filter_is_shared_with_an_agency_or_a_role_of_an_authority(
    role: Role, with_role: str, post: dict[str, str], sees: bool, coordinator: User
) -> None:
    place = {name: authority(code) for name, code in post.items()}
    other = UserFactory(role=role, **place)
    if with_role == "REFERRER":
        with pytest.raises(StopIteration):
            audience(coordinator, role=with_role)
        return
    make_filter(coordinator, name="Ours", audience=audience(coordinator, role=with_role))
    assert names_shared(other) == (["Ours"] if sees else [])
    assert names_shared(coordinator) == []


def test_the_page_of_a_list_offers_ones_own_filters_and_those_that_are_shared(
    desk: Client, coordinator: User
) -> None:
    other = UserFactory(role=Role.COORDINATOR)
    make_filter(coordinator, name="Invented own", values={"status": ["CLOSED"]})
    make_filter(other, name="Invented shared", audience=audience(other))
    make_filter(other, name="Invented secret", values={"late": ["on"]})
    page = desk.get(reverse("desk:cases")).text
    assert "Invented own" in page
    assert "Invented shared" in page
    assert "Invented secret" not in page


def test_a_shared_filter_shares_no_row(coordinator: User, client: Client) -> None:
    case = make_case()
    make_filter(
        coordinator,
        values={"status": ["SCREENING"]},
        name="Ours",
        audience=audience(coordinator, role="SOCIAL_WORKER"),
        on_home=True,
        alert=True,
    )
    other = UserFactory(role=Role.SOCIAL_WORKER)
    sign_in(client, other)
    (line,) = filters_page(viewer_of(other)).shared
    page = client.get(line.url).text
    assert "<strong>Ours</strong> (shared by" in page
    assert case.reference not in page
    assert "Ours" not in client.get(reverse("desk:home")).text
    assert "Keep as your own" in client.get(reverse("desk:filters")).text
    client.post(line.keep_url, {"name": "My own"})
    assert own_filter(viewer_of(other), SavedFilter.objects.get(owner=other).pk).name == "My own"


def test_a_share_ends_with_the_account_of_its_owner_and_with_the_owners_word(
    coordinator: User,
) -> None:
    screener = UserFactory(role=Role.SCREENER)
    row = make_filter(coordinator, name="Ours", audience=audience(coordinator))
    assert names_shared(screener) == ["Ours"]
    change: dict[str, Any] = {
        "name": "Ours",
        "on_home": False,
        "alert": False,
        "by": coordinator,
        "at": NOW,
    }
    services.change_filter(row, audience="", **change)
    assert names_shared(screener) == []
    services.change_filter(row, audience=audience(coordinator), **change)
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert names_shared(screener) == []
    assert Event.objects.filter(name="saved_filter.shared").count() == 2


def test_nobody_shares_where_they_hold_no_post(coordinator: User, desk: Client) -> None:
    row = make_filter(coordinator)
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    forged = audience(elsewhere)
    with pytest.raises(Invalid):
        services.change_filter(
            row, name="x", audience=forged, on_home=False, alert=False, by=coordinator, at=NOW
        )
    typed = {"name": "x", "audience": forged}
    assert desk.post(reverse("desk:filter", args=[row.pk]), typed).status_code == 400


@pytest.mark.parametrize("page", ["filter", "filter_delete", "filter_looked"])
def test_AZ_3_the_filter_of_another_is_answered_like_none(
    page: str, desk: Client, coordinator: User
) -> None:
    other = UserFactory(role=Role.COORDINATOR)
    theirs = make_filter(other, name="Theirs", audience=audience(other))
    mine = make_filter(coordinator)
    for pk in (theirs.pk, uuid.uuid4()):
        path = reverse(f"desk:{page}", args=[pk])
        for answer in (desk.get(path), desk.post(path, {"name": "x", "rows": str(pk)})):
            assert answer.status_code in {404, 405}
        assert answer.status_code == 404
    path = reverse(f"desk:{page}", args=[mine.pk])
    typed = {"name": "x", "rows": str(mine.pk)}
    assert desk.post(path, typed).status_code == 302


@pytest.mark.parametrize("act", ["change", "look", "delete"])
def test_a_service_changes_nobody_elses_filter(act: str, coordinator: User) -> None:
    theirs = make_filter(UserFactory(role=Role.COORDINATOR))
    facts: dict[str, Any] = {"by": coordinator, "at": NOW}
    change: dict[str, Any] = {"name": "x", "audience": "", "on_home": False, "alert": False}
    acts = {
        "change": lambda: services.change_filter(theirs, **change, **facts),
        "look": lambda: services.note_looked(theirs, rows=[], **facts),
        "delete": lambda: services.delete_filter(theirs, **facts),
    }
    with pytest.raises(OutOfReach):
        acts[act]()


def test_a_filter_is_renamed_and_deleted(desk: Client, coordinator: User) -> None:
    row = make_filter(coordinator)
    page = reverse("desk:filter", args=[row.pk])
    text = desk.get(page).text
    assert "You share no row" in text
    answer = desk.post(page, {"name": "New name", "audience": "", "does": ["alert"]})
    assert answer["Location"] == reverse("desk:filters")
    row.refresh_from_db()
    assert (row.name, row.on_home, row.alert) == ("New name", True, True)
    delete = reverse("desk:filter_delete", args=[row.pk])
    assert "Delete “New name”" in desk.get(delete).text
    assert desk.post(delete)["Location"] == reverse("desk:filters")
    assert not SavedFilter.objects.exists()
    assert Event.objects.latest("pk").name == "saved_filter.deleted"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "\0", "audience": "", "does": ["on_home"]},
        {"name": "x", "audience": "nonsense"},
        {"name": "x", "does": ["nonsense"]},
        {"name": "x" * 61},
        {},
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(
    typed: dict[str, Any], desk: Client, coordinator: User
) -> None:
    row = make_filter(coordinator)
    assert desk.post(reverse("desk:filter", args=[row.pk]), typed).status_code == 400


@pytest.mark.parametrize("asked", ["?status=NONSENSE", "?status=%00", "?late=1&late=on"])
def test_an_address_that_asks_for_what_is_not_offered_is_refused(asked: str, desk: Client) -> None:
    for route in ("filter_new", "export"):
        path = reverse(f"desk:{route}", args=["cases"]) + asked
        assert desk.get(path).status_code == 400
        assert desk.post(path, {"name": "x"}).status_code == 400
    assert desk.get(reverse("desk:filters") + "?from=nowhere").status_code == 400
    assert desk.get(reverse("desk:filter_new", args=["nonsense"])).status_code == 404


def test_a_filter_is_shared_with_one_audience_only(coordinator: User) -> None:
    row = make_filter(coordinator)
    for wrong in (
        {"shared_role": "SCREENER"},
        {"shared_authority": authority()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.filter(pk=row.pk).update(**wrong)


def test_the_pages_ask_as_often_for_many_filters_as_for_few(
    desk: Client, coordinator: User
) -> None:
    other = UserFactory(role=Role.COORDINATOR)
    asked: dict[str, list[int]] = {}
    for count in (1, 19):
        for number in range(count):
            make_filter(coordinator, name=f"Mine {count} {number}")
            make_filter(coordinator, "triage", values=TOLD, name=f"Mine {count} {number}")
            make_filter(other, name=f"Theirs {count} {number}", audience=audience(other))
        for route in ("desk:filters", "desk:cases", "referrals:triage", "desk:home"):
            desk.get(reverse(route))
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(reverse(route)).status_code == 200
            asked.setdefault(route, []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked


def test_shared_filters_are_paged(coordinator: User) -> None:
    screener = UserFactory(role=Role.SCREENER)
    others = [UserFactory(role=Role.COORDINATOR) for _ in range(2)]
    for other in others:
        for number in range(30):
            make_filter(other, name=f"Ours {number:02}", audience=audience(other))
    first = filters_page(viewer_of(screener))
    rest = filters_page(viewer_of(screener), start=first.next_url.rpartition("=")[2])
    assert (len(first.shared), len(rest.shared)) == (50, 10)
    assert len({line.id for line in (*first.shared, *rest.shared)}) == 60


@pytest.mark.browser
def test_the_pages_of_filters_have_no_barrier(desk: Client, coordinator: User, page: Page) -> None:
    make_case()
    row = make_filter(coordinator, name="Mine", alert=True)
    make_case()
    other = UserFactory(role=Role.COORDINATOR)
    make_filter(other, name="Theirs", audience=audience(other))
    old = make_filter(coordinator, name="Old", on_home=True)
    SavedFilter.objects.filter(pk=old.pk).update(values={"status": ["ABOLISHED"]})
    for path in (
        reverse("desk:home"),
        reverse("desk:cases"),
        reverse("desk:filters"),
        reverse("desk:filter", args=[row.pk]),
        reverse("desk:filter_delete", args=[row.pk]),
        reverse("desk:filter_new", args=["missing"]),
    ):
        answer = desk.get(path)
        complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
        assert (barriers(page), complaints) == ([], []), path
