"""The pages of triage and of the referrer: what they show, to whom, at what cost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from core.models import ReadEvent
from duties.models import Duty
from referrals import services
from referrals.models import Disagreement, Referral, ReferralStatus
from referrals.said import TickSaid
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.referrals.factories import (
    LATER,
    child_said,
    make_accepted,
    make_again,
    make_escalated,
    make_not_cse,
    make_referral,
    make_referrals,
    make_request,
)
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
NOW = datetime.now(tz=UTC)


def as_role(role: Role) -> Client:
    return sign_in(Client(), UserFactory(role=role))


def as_person(person: Any) -> Client:
    return sign_in(Client(), User.objects.get(pk=person.pk))


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def screener() -> Client:
    return as_role(Role.SCREENER)


def detail(referral: Referral) -> str:
    return reverse("referrals:detail", args=[referral.pk])


def decide(web: Client, referral: Referral, outcome: str, **typed: str) -> Any:
    return web.post(detail(referral), {"outcome": outcome, **typed})


class TestQueue:
    def test_urgent_comes_first_then_due_soonest(self, screener: Client) -> None:
        late = make_referral(at=NOW - timedelta(hours=1))
        soon = make_referral(at=NOW - timedelta(days=4))
        urgent = make_referral(at=NOW, urgent=True)
        shown = text(screener.get(reverse("referrals:triage")))
        places = [shown.index(one.reference) for one in (urgent, soon, late)]
        assert places == sorted(places)

    def test_a_list_writes_one_read_event_with_the_ids_shown(self, screener: Client) -> None:
        first, second = make_referral(), make_referral()
        screener.get(reverse("referrals:triage"))
        event = ReadEvent.objects.get(record_kind="referrals.referral")
        assert event.action == "LIST"
        assert set(event.record_ids) == {first.pk, second.pk}

    def test_filters_narrow_and_can_be_taken_away(self, screener: Client) -> None:
        urgent, calm = make_referral(urgent=True), make_referral()
        shown = text(screener.get(reverse("referrals:triage"), {"urgent": "1"}))
        assert urgent.reference in shown
        assert calm.reference not in shown
        assert "Remove this filter:" in shown

    @pytest.mark.parametrize(
        "query",
        [
            {"start": "nonsense"},
            {"start": "W10"},
            {"view": "nothing"},
            {"status": "NOTHING"},
            {"urgent": "x" * 300},
            {"source": "\x00"},
        ],
    )
    def test_a_query_that_makes_no_sense_is_refused(
        self, screener: Client, query: dict[str, str]
    ) -> None:
        answer = screener.get(reverse("referrals:triage"), query)
        assert answer.status_code == 400
        assert "This address cannot be read" in answer.text

    def test_each_list_holds_what_it_says(self, screener: Client) -> None:
        told, escalated, disputed = make_not_cse(), make_escalated(), make_not_cse()
        services.disagree(disputed, because="Invented.", by=disputed.by, at=LATER)
        lists = {
            "tell": (told, escalated),
            "social_care": (escalated, told),
            "disagreed": (disputed, told),
        }
        for view, (inside, outside) in lists.items():
            shown = text(screener.get(reverse("referrals:triage"), {"view": view}))
            assert inside.reference in shown, view
            assert outside.reference not in shown, view

    @pytest.mark.parametrize("count", [10, 1000])
    def test_the_queue_costs_the_same_however_long(
        self,
        screener: Client,
        count: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        make_many(count)
        screener.get(reverse("referrals:triage"))
        with django_assert_num_queries(QUEUE_QUERIES):
            screener.get(reverse("referrals:triage"))

    def test_a_long_queue_goes_on_on_the_next_page(self, screener: Client) -> None:
        make_many(60)
        first = text(screener.get(reverse("referrals:triage")))
        assert 'rel="next"' in first


QUEUE_QUERIES = 10


def make_many(count: int) -> None:
    """Bulk rows about one child: only the number of rows differs."""
    one = make_referral()
    Referral.objects.bulk_create(
        Referral(
            reference=f"R-{number:04d}",
            contact=one.contact,
            place=number,
            child=one.child,
            authority=one.authority,
            agency=one.agency,
            by=one.by,
            received_at=NOW,
            entered_at=NOW,
            reason="Invented worry.",
            due_at=NOW + timedelta(minutes=number),
        )
        for number in range(2, count + 1)
    )


class TestDecide:
    def test_accept(self, screener: Client) -> None:
        referral = make_referral()
        assert decide(screener, referral, "ACCEPTED").status_code == 302
        assert Case.objects.get().status == "SCREENING"

    def test_escalate(self, screener: Client) -> None:
        referral = make_referral()
        decide(
            screener,
            referral,
            "ESCALATED",
            social_care=str(agency("CSC").pk),
            escalate_because="Invented.",
        )
        referral.refresh_from_db()
        assert referral.status == ReferralStatus.ESCALATED

    def test_ask_the_person_who_referred(self, screener: Client) -> None:
        referral = make_referral()
        due = (NOW + timedelta(days=3)).date()
        decide(
            screener,
            referral,
            "MORE_INFORMATION",
            ask="REFERRER",
            question="Invented?",
            due_on_day=str(due.day),
            due_on_month=str(due.month),
            due_on_year=str(due.year),
        )
        assert referral.requests.get().person == referral.by

    def test_not_cse_can_tell_the_referrer_at_once(self, screener: Client) -> None:
        referral = make_referral()
        decide(screener, referral, "NOT_CSE", not_cse_because="Invented.", tell="Thank you.")
        referral.refresh_from_db()
        assert referral.outcome_text == "Thank you."

    def test_a_duplicate_by_its_reference(self, screener: Client) -> None:
        first = make_referral()
        second = make_again(first, by=UserFactory(role=Role.SCREENER))
        typed = {"of": first.reference.lower(), "duplicate_because": "Invented."}
        decide(screener, second, "DUPLICATE", **typed)
        second.refresh_from_db()
        assert second.duplicate_of == first

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Answer “What happens to this referral?”"),
            ({"outcome": "ESCALATED"}, "Select who it is escalated to"),
            ({"outcome": "ESCALATED", "social_care": "x"}, "Choose one of the answers in the list"),
            (
                {"outcome": "MORE_INFORMATION", "ask": str(uuid.uuid4())},
                "Choose one of the answers in the list",
            ),
            ({"outcome": "NOT_CSE"}, "Enter why it is not CSE"),
            (
                {"outcome": "DUPLICATE", "of": "R-NONE", "duplicate_because": "x"},
                "There is no referral with this reference",
            ),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_typed_is_lost(
        self, screener: Client, typed: dict[str, str], sentence: str
    ) -> None:
        answer = screener.post(detail(make_referral()), {**typed, "tell": "Kept text"})
        assert answer.status_code == 400
        shown = answer.content.decode()
        assert sentence in shown
        assert "Kept text" in shown

    def test_the_second_to_decide_reads_who_and_what(self, screener: Client) -> None:
        referral = make_referral()
        first = UserFactory(role=Role.COORDINATOR)
        services.accept_referral(Referral.objects.get(pk=referral.pk), by=first, at=LATER)
        answer = decide(screener, referral, "NOT_CSE", not_cse_because="Invented.")
        assert answer.status_code == 409
        assert f"{first.name} has recorded “Accepted for screening”" in answer.content.decode()
        assert "What you typed" in answer.content.decode()
        assert "Invented." in answer.content.decode()

    def test_an_urgent_referral_says_that_it_is_escalated(self, screener: Client) -> None:
        answer = decide(screener, make_referral(urgent=True), "ACCEPTED")
        assert answer.status_code == 409
        assert "Escalate it" in answer.content.decode()


class TestOneReferral:
    def test_a_page_writes_one_read_event(self, screener: Client) -> None:
        referral = make_referral()
        screener.get(detail(referral))
        event = ReadEvent.objects.get()
        assert (event.record_ids, event.subject_ids) == ([referral.pk], [referral.child_id])

    def test_a_known_child_is_offered_and_tied(self, screener: Client) -> None:
        known = make_accepted()
        again = make_referrals(
            child_said(given_name=known.child.given_name, family_name=known.child.family_name)
        )[0]
        assert "It is this child" in text(screener.get(detail(again)))
        screener.post(reverse("referrals:tie", args=[again.pk]), {"child": str(known.child_id)})
        again.refresh_from_db()
        assert again.child == known.child

    @pytest.mark.parametrize(("child", "status"), [("x", 400), (NOBODY, 404)])
    def test_a_senseless_child_is_refused(self, screener: Client, child: str, status: int) -> None:
        address = reverse("referrals:tie", args=[make_referral().pk])
        assert screener.post(address, {"child": child}).status_code == status

    def test_health_signs_are_masked_from_roles_without_health_detail(self) -> None:
        ticks = (TickSaid("R05", "TICK", "Canary words"), TickSaid("R07", "TICK"))
        referral = make_referrals(child_said(ticks=ticks), tool=tool_version())[0]
        open_to = text(as_role(Role.COORDINATOR).get(detail(referral)))
        masked = text(as_role(Role.POLICE_CSE).get(detail(referral)))
        assert "Canary words" in open_to
        assert "Canary words" not in masked
        assert "Alcohol misuse" in masked
        assert "Health detail is not open to your role" in masked

    def test_whoever_must_not_be_told_is_marked(self, screener: Client) -> None:
        from referrals.said import PersonSaid

        people = (PersonSaid("Invented Person", "stepfather", must_not_be_told=True),)
        referral = make_referrals(child_said(people=people))[0]
        assert "Must not be told" in text(screener.get(detail(referral)))

    def test_children_of_one_contact_are_shown_beside_each_other(self, screener: Client) -> None:
        one, two = make_referrals(child_said(), child_said(involvement="ACCUSED"))
        assert two.reference in text(screener.get(detail(one)))

    def test_social_care_acknowledges_and_decides(self) -> None:
        referral, worker = make_escalated(), as_role(Role.SOCIAL_WORKER)
        assert "Acknowledge by name" in text(worker.get(detail(referral)))
        worker.post(reverse("referrals:acknowledge", args=[referral.pk]), {"name": "Pat Example"})
        worker.post(
            reverse("referrals:course", args=[referral.pk]),
            {"course": "SECTION_47", "because": "Invented."},
        )
        shown = text(worker.get(detail(referral)))
        assert "Pat Example" in shown
        assert "Section 47 enquiry" in shown

    def test_a_manager_answers_a_disagreement(self) -> None:
        referral = make_not_cse()
        services.disagree(referral, because="Still going on.", by=referral.by, at=LATER)
        manager = as_role(Role.TEAM_MANAGER)
        address = reverse("referrals:reconsider", args=[referral.pk])
        assert "Still going on." in text(manager.get(address))
        manager.post(address, {"decision": "LOOK_AGAIN", "answer": "We look again."})
        assert Disagreement.objects.get().answer == "We look again."

    def test_the_team_writes_down_an_answer(self, screener: Client) -> None:
        request = make_request()
        address = reverse("referrals:record_answer", args=[request.referral_id])
        assert screener.get(address).status_code == 200
        screener.post(address, {"answer": "Said on the telephone."})
        request.refresh_from_db()
        assert request.answer == "Said on the telephone."
        assert screener.get(address).status_code == 409


class TestFollowing:
    def test_the_referrer_sees_the_steps_and_the_words_meant_for_them(self) -> None:
        referral = make_not_cse()
        services.tell_outcome(
            referral, text="Thank you. We looked.", by=UserFactory(role=Role.SCREENER), at=LATER
        )
        shown = text(as_person(referral.by).get(reverse("referrals:follow", args=[referral.pk])))
        assert "Thank you. We looked." in shown
        assert "14 September 2015, 10:00" in shown
        assert "Invented reason." not in shown, "the decision's own words are for the team"
        assert "Not CSE" not in shown

    def test_the_referrer_never_reads_a_tied_childs_record(self) -> None:
        referral = make_accepted()
        referral.child.given_name = "Otherwise"
        referral.child.save()
        shown = text(as_person(referral.by).get(reverse("referrals:follow", args=[referral.pk])))
        assert "Otherwise" not in shown

    def test_another_practitioner_finds_nothing(self) -> None:
        address = reverse("referrals:follow", args=[make_referral().pk])
        assert as_role(Role.REFERRER).get(address).status_code == 404

    def test_the_referrer_disagrees(self) -> None:
        referral = make_not_cse()
        web = as_person(referral.by)
        address = reverse("referrals:disagree", args=[referral.pk])
        assert web.post(address, {"because": ""}).status_code == 400
        web.post(address, {"because": "Still going on."})
        assert Duty.objects.filter(clock="RECONSIDER", record_id=referral.pk).exists()

    def test_the_person_asked_answers(self) -> None:
        teacher = UserFactory(role=Role.REFERRER)
        request = make_request(person=teacher)
        web = as_person(teacher)
        assert str(request.pk) in text(web.get(reverse("referrals:mine")))
        address = reverse("referrals:answer", args=[request.pk])
        assert "Invented question?" in text(web.get(address))
        web.post(address, {"answer": "Invented answer."})
        assert "Invented answer." in text(web.get(address))

    def test_my_referrals_are_mine_alone(self) -> None:
        mine, other = make_referral(), make_referral()
        shown = text(as_person(mine.by).get(reverse("referrals:mine")))
        assert mine.reference in shown
        assert other.reference not in shown

    @pytest.mark.parametrize("count", [10, 1000])
    def test_my_referrals_cost_the_same_however_many(
        self, count: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_many(count)
        web = as_person(Referral.objects.order_by("entered_at")[0].by)
        web.get(reverse("referrals:mine"))
        with django_assert_num_queries(MINE_QUERIES):
            web.get(reverse("referrals:mine"))


MINE_QUERIES = 9
