"""The pages of a plan: what each shows, keeps and refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, Plan, PlanAction, PlanReview
from cases.services import allocate, change_action, change_plan, close_action
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import HEARD, action_said, hear, make_action, make_case, make_plan
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(datetime(2015, 9, 17, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Invented Coordinator")
    sign_in(client, user)
    return user


@pytest.fixture
def plan() -> Plan:
    return make_plan(make_signed(ticked=("R01", "R02")).case)


def plan_of(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/plan/").text


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def test_a_plan_is_begun_on_its_page(client: Client, coordinator: User) -> None:
    case = make_case()
    assert "No plan yet" in plan_of(client, case)
    address = f"/cases/{case.pk}/plan/begin"
    said = {"aim": "Sleeps at home.", "keeping_safe": "Rings if late."}
    wrong = client.post(address, {**said, **day("next_on", date(2015, 9, 1))})
    assert wrong.status_code == 400
    assert "must be on a day to come" in wrong.text
    assert "Rings if late." in wrong.text
    assert client.post(address, {**said, **day("next_on", date(2015, 10, 1))}).status_code == 302
    page = plan_of(client, case)
    assert "Sleeps at home." in page
    assert "Nothing is to be done" in page
    assert client.get(address).status_code == 409


def action_typed(**more: Any) -> dict[str, Any]:
    return {
        "what": "Meet at the library on Mondays.",
        "said_to_child": "We meet on Mondays.",
        "indicators": ["R01"],
        "wish": "NONE",
        "no_wish_because": "It is about where she is picked up.",
        "to": f"{agency('CSE_TEAM').pk}:COORDINATOR",
        **day("due_on", date(2015, 9, 30)),
        **more,
    }


def test_an_action_is_added_and_what_it_reduces_is_shown(
    client: Client, coordinator: User, plan: Plan
) -> None:
    assert "None yet" in plan_of(client, plan.case)
    answer = client.post(f"/cases/plans/{plan.pk}/add", action_typed())
    assert answer.status_code == 302
    action = PlanAction.objects.get()
    assert [one["code"] for one in action.indicators] == ["R01"]
    page = plan_of(client, plan.case)
    assert "Meet at the library on Mondays." in page
    assert f'href="#action-{action.number}"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"what": ""}, "There is a problem"),
        ({"to": ""}, "There is a problem"),
        ({"to": "nobody:at:all"}, "There is a problem"),
        (day("due_on", date(2015, 9, 1)), "must not be in the past"),
        ({"due_on_day": "31", "due_on_month": "9"}, "must be a real date"),
        ({"no_wish_because": ""}, "why this action cites no wish"),
        ({"wish": ""}, "There is a problem"),
        ({"indicators": []}, "Tick what this action should reduce"),
        ({"indicators": ["X99"]}, "There is a problem"),
    ],
)
def test_an_action_left_incomplete_says_so_and_keeps_what_was_typed(
    client: Client, coordinator: User, plan: Plan, wrong: dict[str, Any], sentence: str
) -> None:
    answer = client.post(f"/cases/plans/{plan.pk}/add", action_typed(**wrong))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "We meet on Mondays." in answer.text
    assert not PlanAction.objects.exists()


def test_an_action_cites_a_wish_and_the_wish_shows_it(
    client: Client, coordinator: User, plan: Plan
) -> None:
    wish = hear(plan.case, wishes=("See my nan more",)).wishes.get()
    assert "Wishes that no action answers yet" in plan_of(client, plan.case)
    sent = action_typed(wish=str(wish.pk), no_wish_because="")
    assert client.post(f"/cases/plans/{plan.pk}/add", sent).status_code == 302
    assert PlanAction.objects.get().wish == wish
    voice = client.get(f"/cases/{plan.case_id}/voice/").text
    assert voice.index("See my nan more") < voice.index("Meet at the library on Mondays.")
    assert "Wishes that no action answers yet" not in plan_of(client, plan.case)


def test_a_stale_text_is_refused_with_both_side_by_side_and_the_merged_one_is_saved(
    client: Client, coordinator: User, plan: Plan
) -> None:
    address = f"/cases/plans/{plan.pk}/text"
    assert 'name="edition" value="1"' in client.get(address).text
    change_plan(plan, edition=1, aim="What she saved.", by=None, at=HEARD)
    sent = {"aim": "What I typed.", "keeping_safe": "Mine too.", "edition": "1"}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    for said in ("What she saved.", "What I typed.", "Mine too.", "there are two texts"):
        assert said in answer.text
    assert 'name="edition" value="2"' in answer.text
    plan.refresh_from_db()
    assert plan.aim == "What she saved."
    merged = {**sent, "aim": "What she saved. What I typed.", "edition": "2"}
    assert client.post(address, merged).status_code == 302
    plan.refresh_from_db()
    assert plan.aim == "What she saved. What I typed."


def test_a_text_without_its_edition_overwrites_nothing(
    client: Client, coordinator: User, plan: Plan
) -> None:
    for edition in ("", "0", "-1", "x", "99999999999"):
        sent = {"aim": "Mine.", "keeping_safe": "", "edition": edition}
        answer = client.post(f"/cases/plans/{plan.pk}/text", sent)
        assert answer.status_code in (400, 409)
        assert "Mine." in answer.text
    plan.refresh_from_db()
    assert plan.aim == "An invented aim."


def test_a_stale_action_is_refused_with_both_side_by_side(
    client: Client, coordinator: User, plan: Plan
) -> None:
    action = make_action(plan, indicators=("R01",))
    address = f"/cases/actions/{action.pk}/change"
    assert "Invented thing to do." in client.get(address).text
    theirs = action_said(what="What she saved.", indicators=("R02",))
    change_action(action, theirs, edition=1, by=coordinator, at=HEARD)
    answer = client.post(address, action_typed(what="What I typed.", edition="1"))
    assert answer.status_code == 409
    for said in ("What she saved.", "What I typed.", "by Invented Coordinator"):
        assert said in answer.text
    sent = action_typed(what="What she saved and I typed.", edition="2")
    assert client.post(address, sent).status_code == 302
    action.refresh_from_db()
    assert action.what == "What she saved and I typed."


def test_an_action_is_closed_with_evidence_and_dropped_with_a_reason(
    client: Client, coordinator: User, plan: Plan
) -> None:
    first, second = (make_action(plan, indicators=("R01",)) for _ in range(2))
    address = f"/cases/actions/{first.pk}/close"
    empty = client.post(address, {"evidence": "", "outcome": "HELPED"})
    assert empty.status_code == 400
    assert client.post(address, {"evidence": "Seen.", "outcome": "HELPED"}).status_code == 302
    assert client.get(address).status_code == 409
    drop = f"/cases/actions/{second.pk}/drop"
    assert client.post(drop, {"because": ""}).status_code == 400
    assert client.post(drop, {"because": "Moved away."}).status_code == 302
    page = plan_of(client, plan.case)
    for said in ("Seen.", "It did what it should", "Moved away."):
        assert said in page


def test_a_late_action_is_shown_late(client: Client, coordinator: User, plan: Plan) -> None:
    make_action(plan, indicators=("R01",), due_on=date(2015, 9, 16))
    page = plan_of(client, plan.case)
    assert "Late, still to do" in page


def test_a_review_shows_the_movement_before_and_after_it_is_recorded(
    client: Client, coordinator: User, plan: Plan
) -> None:
    action = make_action(plan, indicators=("R01",))
    close_action(action, evidence="Seen.", outcome="HELPED", by=None, at=HEARD + DAY)  # type: ignore[arg-type]
    make_signed(case=plan.case, ticked=("R02",), at=HEARD + DAY)
    address = f"/cases/plans/{plan.pk}/review"
    assert "No longer ticked" in client.get(address).text
    sent = {
        "took_part": "The child and her mother.",
        "summary": "Better.",
        **day("held_on", date(2015, 9, 17)),
        **day("next_on", date(2015, 10, 17)),
    }
    missing = client.post(address, {**sent, "summary": ""})
    assert missing.status_code == 400
    assert "The child and her mother." in missing.text
    assert client.post(address, sent).status_code == 302
    assert "1 gone, 0 new, 1 still there" in plan_of(client, plan.case)
    kept = client.get(f"/cases/reviews/{PlanReview.objects.get().pk}/").text
    for said in ("Better.", "Done in time", "An invented aim.", "The child and her mother."):
        assert said in kept


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_the_childs_page_holds_the_childs_words_and_nothing_else(
    client: Client, coordinator: User, plan: Plan
) -> None:
    wish = hear(plan.case, wishes=("See my nan more",)).wishes.get()
    owner = UserFactory(role=Role.SOCIAL_WORKER, name="Invented Owner")
    make_action(
        plan,
        what="Ask the unit about the man of 12 High Street.",
        said_to_child="We take you to your nan on Sundays.",
        indicators=("R01",),
        wish=wish,
        no_wish_because="",
        person=owner,
        role=Role.SOCIAL_WORKER,
        agency=agency("CSC"),
    )
    make_action(plan, what="Only ours.", indicators=("R01",))
    answer = client.get(f"/cases/plans/{plan.pk}/child")
    page = main_of(answer.text)
    for said in (
        "See my nan more",
        "We take you to your nan on Sundays.",
        plan.case.child.given_name,
    ):
        assert said in page
    tool = plan.case.screenings.get().version.tool
    for kept_back in (
        "High Street",
        "Only ours.",
        "Invented Owner",
        tool.indicator("R01").label,
        plan.case.child.family_name,
        plan.case.reference,
        "CSE",
        "isk",
        plan.aim,
    ):
        assert kept_back not in page
    assert "app-print-header" not in answer.text
    seen = ReadEvent.objects.get()
    assert (seen.action, seen.record_kind, seen.subject_ids) == (
        "PRINT",
        "cases.plan",
        [plan.case.child_id],
    )


def test_whoever_only_owes_an_action_sees_it_and_not_the_file(plan: Plan) -> None:
    hear(plan.case, words="Said in trust.")
    wish = hear(plan.case, wishes=("See my nan more",)).wishes.get()
    worker = UserFactory(role=Role.DIRECT_WORKER)
    action = make_action(
        plan,
        wish=wish,
        no_wish_because="",
        indicators=("R01",),
        person=worker,
        role=Role.DIRECT_WORKER,
        agency=agency("PHASE"),
    )
    client = sign_in(Client(), worker)
    assert reverse("cases:action", args=[action.pk]) in client.get("/").text
    page = client.get(f"/cases/actions/{action.pk}/").text
    assert "Invented thing to do." in page
    for kept_back in (
        "See my nan more",
        "Should reduce",
        plan.case.reference,
        f"/cases/{plan.case_id}/",
    ):
        assert kept_back not in page
    for address in (
        f"/cases/{plan.case_id}/",
        f"/cases/{plan.case_id}/plan/",
        f"/cases/{plan.case_id}/voice/",
        f"/cases/plans/{plan.pk}/child",
    ):
        assert client.get(address).status_code == 404
    close = f"/cases/actions/{action.pk}/close"
    assert plan.case.reference not in client.get(close).text
    assert client.post(close, {"evidence": "Done.", "outcome": "PARTLY"}).status_code == 302
    assert "It helped in part" in client.get(f"/cases/actions/{action.pk}/").text


def test_a_page_that_shows_health_detail_says_so_in_its_read_event(
    client: Client, coordinator: User, plan: Plan
) -> None:
    action = make_action(plan, indicators=("R01",))
    health = {"code": "H1", "label": "Invented health words", "health": True}
    for tied, data_class in (([], ""), ([health], "HEALTH")):
        PlanAction.objects.filter(pk=action.pk).update(indicators=tied)
        for address in (f"/cases/{plan.case_id}/plan/", f"/cases/actions/{action.pk}/"):
            client.get(address)
            last = ReadEvent.objects.latest("pk")
            assert last.data_class == data_class


def test_reading_an_action_leaves_a_read_event(
    client: Client, coordinator: User, plan: Plan
) -> None:
    action = make_action(plan, indicators=("R01",))
    client.get(f"/cases/actions/{action.pk}/")
    seen = ReadEvent.objects.get()
    assert (seen.record_kind, seen.record_ids) == ("cases.planaction", [action.pk])


def test_a_reader_sees_the_plan_and_the_sentence_of_what_is_shut(plan: Plan) -> None:
    allocate(plan.case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=HEARD)
    client = sign_in(Client(), UserFactory(role=Role.DIRECT_WORKER))
    page = plan_of(client, plan.case)
    assert "An invented aim." in page
    assert "reviews the plan." in page
    assert "Add an action" not in page
    assert client.get(f"/cases/plans/{plan.pk}/add").status_code == 403


def test_the_plan_asks_as_many_questions_for_a_thousand_actions_as_for_ten(
    client: Client, coordinator: User, plan: Plan
) -> None:
    one, asked = make_action(plan, indicators=("R01",)), []
    plan_of(client, plan.case)
    for start, stop in ((2, 11), (11, 1001)):
        PlanAction.objects.bulk_create(
            PlanAction(
                plan=plan,
                case=plan.case,
                number=number,
                what="Invented.",
                no_wish_because="Invented.",
                owner_role=one.owner_role,
                owner_agency=one.owner_agency,
                due_on=one.due_on,
                added_at=HEARD,
                saved_at=HEARD,
            )
            for number in range(start, stop)
        )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/cases/{plan.case_id}/plan/").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
