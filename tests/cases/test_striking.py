"""What a child is said to have said is corrected or withdrawn, and counts no more where read."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.closing import checklist
from cases.models import HandOverKind, Plan, PlanAction, Voice, Wish, WishStatus
from cases.packets import packet_of
from cases.selectors import (
    action_page,
    child_plan,
    latest_voice,
    plan_section,
    voice_section,
)
from cases.selectors.actions import choices_of
from cases.selectors.voice import wishes_of
from cases.services import (
    add_action,
    allocate,
    answer_wish,
    change_action,
    correct_voice,
    withdraw_voice,
    write_case_letter,
)
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach, Refused
from desk.timeline import timeline_of
from documents.models import Letter
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import (
    HEARD,
    OPENED,
    action_said,
    hear,
    make_action,
    make_case,
    make_plan,
)

pytestmark = pytest.mark.django_db
LATER = HEARD + timedelta(days=1)
WRONG, RIGHT = "The wrong words.", "The right words."


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Invented Coordinator")
    sign_in(client, user)
    return user


@pytest.fixture
def plan() -> Plan:
    return make_plan(make_case())


@pytest.fixture
def voice(plan: Plan) -> Voice:
    """Words with two wishes, of which the first is answered by an action of the plan."""
    made = hear(plan.case, words=WRONG, wishes=("See my nan", "Move school"))
    make_action(plan, what="Ring nan.", wish=wish_of(made, "See my nan"), no_wish_because="")
    return made


def wish_of(voice: Voice, said: str) -> Wish:
    return voice.wishes.get(said=said)


def correct(voice: Voice, **details: Any) -> Voice:
    facts: dict[str, Any] = {
        "because": "Misheard.",
        "heard_on": voice.heard_on,
        "kind": voice.kind,
        "how": voice.how,
        "words": RIGHT,
        "heard_by_name": voice.heard_by_name,
        "agency": voice.agency,
        "kept": {wish.pk: wish.said for wish in voice.wishes.all()},
        "by": None,
        "at": LATER,
        **details,
    }
    return correct_voice(voice, **facts)


def withdraw(voice: Voice, **details: Any) -> Voice:
    return withdraw_voice(voice, **{"because": "Nobody.", "by": None, "at": LATER, **details})


class TestCorrecting:
    def test_the_wrong_words_stay_and_are_struck_with_the_reason(
        self, voice: Voice, coordinator: User
    ) -> None:
        new = correct(voice, by=coordinator)
        voice.refresh_from_db()
        assert (voice.words, voice.struck_because) == (WRONG, "Misheard.")
        assert (voice.struck_at, voice.struck_by) == (LATER, coordinator)
        assert (new.corrects, new.words, new.struck_at) == (voice, RIGHT, None)
        event = Event.objects.get(name="voice.corrected")
        assert (event.record_id, event.facts["corrects"]) == (new.pk, str(voice.pk))

    def test_who_heard_it_stays_the_same_account(self, plan: Plan) -> None:
        worker = UserFactory(role=Role.COORDINATOR)
        own = hear(plan.case, by=worker, heard_by_name="", agency=None)
        assert own.heard_by == worker
        assert correct(own).heard_by == worker
        assert correct(hear(plan.case), heard_by_name="Somebody Else").heard_by is None

    def test_a_wish_goes_on_with_its_answer_and_its_actions(self, voice: Voice) -> None:
        old = wish_of(voice, "See my nan")
        answer_wish(old, to=WishStatus.MET, told="Every Sunday.", by=None, at=HEARD)
        new = correct(voice, kept={old.pk: "See my nan on Sundays"}, wishes=("Sleep",))
        going_on = wish_of(new, "See my nan on Sundays")
        assert (going_on.replaces, going_on.status, going_on.answer) == (
            old,
            WishStatus.MET,
            "Every Sunday.",
        )
        assert PlanAction.objects.get().wish == going_on
        assert wish_of(new, "Sleep").replaces is None
        assert new.wishes.count() == 2

    def test_a_wish_that_is_left_out_goes_with_the_wrong_words(self, voice: Voice) -> None:
        correct(voice, kept={wish_of(voice, "Move school").pk: "Move school"})
        action = PlanAction.objects.get()
        assert action.wish
        assert not action.wish.stands
        assert [wish.said for wish in wishes_of(voice.case)] == ["Move school"]

    def test_a_wish_of_other_words_is_not_carried_on(self, voice: Voice) -> None:
        other = hear(voice.case, wishes=("Stay",)).wishes.get()
        assert correct(voice, kept={other.pk: "Taken over"}).wishes.count() == 0

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"because": " "}, "because"),
            ({"words": ""}, "words"),
            ({"heard_on": date(2030, 1, 1)}, "heard_on"),
            ({"wishes": ["A wish"] * 7}, "wishes"),
            ({"agency": None}, "agency"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, voice: Voice, wrong: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            correct(voice, **wrong)
        assert refusal.value.field == field
        assert not Voice.objects.exclude(struck_at=None).exists()


class TestWithdrawing:
    def test_the_words_stay_and_are_struck_with_the_reason(
        self, voice: Voice, coordinator: User
    ) -> None:
        withdraw(voice, by=coordinator)
        voice.refresh_from_db()
        assert (voice.words, voice.struck_because) == (WRONG, "Nobody.")
        assert (voice.struck_at, voice.struck_by) == (LATER, coordinator)
        assert Event.objects.get(name="voice.withdrawn").record_id == voice.pk

    def test_it_says_why(self, voice: Voice) -> None:
        with pytest.raises(Invalid, match="Say why"):
            withdraw(voice, because=" ")
        with pytest.raises(IntegrityError), transaction.atomic():
            Voice.objects.filter(pk=voice.pk).update(struck_at=LATER)


@pytest.mark.parametrize("strike", [correct, withdraw])
class TestWhoAndWhen:
    def test_words_are_struck_once(self, voice: Voice, strike: Callable[..., Voice]) -> None:
        strike(voice)
        for again in (correct, withdraw):
            with pytest.raises(NotNow, match=r"corrected already|was withdrawn"):
                again(voice)

    def test_the_writer_strikes_their_own_and_nobody_elses(
        self, plan: Plan, voice: Voice, strike: Callable[..., Voice]
    ) -> None:
        writer = UserFactory(role=Role.DIRECT_WORKER)
        allocate(
            plan.case,
            agency=agency("PHASE"),
            role=Role.DIRECT_WORKER,
            user=writer,
            by=None,
            at=OPENED,
        )
        with pytest.raises(NotAllowed, match="Only the person who wrote it down"):
            strike(voice, by=writer)
        assert strike(hear(plan.case, by=writer), by=writer)

    def test_out_of_reach_there_is_nothing_to_strike(
        self, voice: Voice, strike: Callable[..., Voice]
    ) -> None:
        stranger = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
        with pytest.raises(OutOfReach):
            strike(voice, by=stranger)


@pytest.mark.parametrize("strike", [correct, withdraw])
def test_a_struck_wish_is_neither_answered_nor_cited(
    plan: Plan, voice: Voice, strike: Callable[..., Voice]
) -> None:
    old = wish_of(voice, "Move school")
    strike(voice)
    with pytest.raises(NotNow, match="corrected or withdrawn"):
        answer_wish(old, to=WishStatus.MET, told="Yes.", by=None, at=LATER)
    with pytest.raises(Invalid, match="corrected or withdrawn"):
        add_action(plan, action_said(wish=old, no_wish_because=""), by=None, at=LATER)
    with pytest.raises(Invalid, match="corrected or withdrawn"):
        change_action(
            PlanAction.objects.get(),
            action_said(wish=old, no_wish_because=""),
            edition=1,
            by=None,
            at=LATER,
        )


def everything(plan: Plan, viewer: Any) -> str:
    """All that is read of wishes and words beside the list of what is struck."""
    case = plan.case
    section = voice_section(viewer, case)
    plans = plan_section(viewer, case)
    packet = packet_of(case, HandOverKind.TEAM, at=LATER)
    return " ".join(
        [
            *(wish.said for wish in wishes_of(case)),
            repr((section.latest, section.earlier, section.wishes)),
            repr(latest_voice(viewer, case)),
            repr(choices_of(viewer, case, now=LATER).wishes),
            repr(getattr(plans, "unanswered", plans)),
            repr(child_plan(viewer, plan.pk, now=LATER).wishes),
            *(line for part in packet for line in part.goes),
        ]
    )


def test_no_reader_knows_withdrawn_words(plan: Plan, voice: Voice, coordinator: User) -> None:
    viewer = viewer_of(coordinator)
    before = everything(plan, viewer)
    assert all(said in before for said in (WRONG, "See my nan", "Move school"))
    withdraw(voice)
    after = everything(plan, viewer).replace("wish='See my nan'", "")
    assert not any(said in after for said in (WRONG, "See my nan", "Move school"))


def test_readers_know_the_corrected_words_only(plan: Plan, voice: Voice, coordinator: User) -> None:
    viewer = viewer_of(coordinator)
    nan, school = wish_of(voice, "See my nan"), wish_of(voice, "Move school")
    correct(voice, kept={nan.pk: "Ring my nan", school.pk: "Change school"})
    after = everything(plan, viewer)
    assert all(said in after for said in (RIGHT, "Ring my nan", "Change school"))
    assert not any(said in after for said in (WRONG, "See my nan", "Move school"))


def test_an_action_shows_the_wish_that_stands_or_says_that_it_was_withdrawn(
    plan: Plan, voice: Voice, coordinator: User
) -> None:
    viewer, action = viewer_of(coordinator), PlanAction.objects.get()
    new = correct(voice, kept={wish_of(voice, "See my nan").pk: "Ring my nan"})
    line = action_page(viewer, action.pk, now=LATER).line
    assert (line.wish, line.wish_stands) == ("Ring my nan", True)
    withdraw(new)
    line = action_page(viewer, action.pk, now=LATER).line
    assert (line.wish, line.wish_stands) == ("Ring my nan", False)
    assert choices_of(viewer, plan.case, now=LATER, action=action).wishes == ()


def test_the_childs_page_and_letter_keep_the_promise_of_a_withdrawn_wish(
    plan: Plan, voice: Voice, coordinator: User
) -> None:
    PlanAction.objects.update(said_to_child="We ring your nan.")
    withdraw(voice)
    page = child_plan(viewer_of(coordinator), plan.pk, now=LATER)
    assert page.wishes == ()
    assert [one.words for one in page.others] == ["We ring your nan."]
    letter: Letter = write_case_letter(plan.case, "plan", of=plan.pk, by=coordinator, at=LATER)
    said = repr(letter.words)
    assert "We ring your nan." in said
    assert "See my nan" not in said


def test_withdrawn_words_do_not_meet_the_criterion_of_closing(voice: Voice) -> None:
    def met() -> bool:
        lines = {line.label: line.met for line in checklist(voice.case, at=LATER)}
        return lines["The voice of the child is recorded"]

    new = correct(voice)
    assert met()
    withdraw(new)
    assert not met()


def test_of_two_who_strike_at_once_the_second_is_told(voice: Voice, coordinator: User) -> None:
    correct(voice)
    stale = Voice.objects.get(pk=voice.pk)
    stale.struck_at = None
    with pytest.raises(NotNow):
        withdraw(stale, by=coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_leave_one(plan: Plan, voice: Voice) -> None:
    begin, outcomes = Barrier(2), []

    def one() -> None:
        try:
            begin.wait(timeout=10)
            correct(Voice.objects.select_related("agency").get(pk=voice.pk))
            outcomes.append("saved")
        except Refused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["NotNow", "saved"]
    assert Voice.objects.standing().count() == 1


def typed(**more: str) -> dict[str, str]:
    return {
        "heard_on_day": "15",
        "heard_on_month": "9",
        "heard_on_year": "2015",
        "kind": "VERBATIM",
        "words": RIGHT,
        "how": "CONVERSATION",
        "heard": "ME",
        "wish_1": "Ring my nan",
        "wish_2": "",
        "wishes": "Sleep",
        "because": "Misheard.",
        **more,
    }


def in_order(voice: Voice) -> dict[str, str]:
    """The wishes of words as their form numbers them."""
    rows = voice.wishes.order_by("pk")
    return {f"wish_{number}": wish.said for number, wish in enumerate(rows, start=1)}


class TestPages:
    def test_words_are_corrected_on_their_page(
        self, client: Client, coordinator: User, voice: Voice
    ) -> None:
        address = f"/cases/voices/{voice.pk}/correct"
        asked = client.get(address).text
        assert WRONG in asked
        assert all(said in asked for said in in_order(voice).values())
        kept = {
            name: "Ring my nan" if said == "See my nan" else ""
            for name, said in in_order(voice).items()
        }
        answer = client.post(address, typed(**kept), follow=True)
        page = answer.text
        assert "The correction is saved." in page
        new = Voice.objects.standing().get()
        assert (new.heard_by, new.agency) == (coordinator, agency("CSE_TEAM"))
        assert {wish.said for wish in new.wishes.all()} == {"Ring my nan", "Sleep"}
        assert f"<del>{WRONG}</del>" in page
        assert page.index(RIGHT) < page.index("Corrected or withdrawn") < page.index(WRONG)
        assert "by Invented Coordinator" in page

    def test_the_form_starts_from_who_heard_it(
        self, client: Client, coordinator: User, voice: Voice
    ) -> None:
        assert "Invented Listener" in client.get(f"/cases/voices/{voice.pk}/correct").text

    def test_what_was_typed_is_kept_when_something_is_missing(
        self, client: Client, coordinator: User, voice: Voice
    ) -> None:
        answer = client.post(f"/cases/voices/{voice.pk}/correct", typed(because=""))
        assert answer.status_code == 400
        assert RIGHT in answer.text
        assert "Ring my nan" in answer.text

    def test_words_are_withdrawn_on_their_page(
        self, client: Client, coordinator: User, voice: Voice
    ) -> None:
        address = f"/cases/voices/{voice.pk}/withdraw"
        assert WRONG in client.get(address).text
        assert client.post(address, {"because": ""}).status_code == 400
        page = client.post(address, {"because": "Another child."}, follow=True).text
        assert "The words are withdrawn." in page
        assert "has not been heard yet" in page
        assert "Another child." in page
        assert "<del>“See my nan”</del>" in page
        overview = client.get(f"/cases/{voice.case_id}/").text
        assert WRONG not in overview
        again = client.get(address).text
        assert "This was withdrawn." in again
        assert 'name="because"' not in again

    def test_the_plan_says_that_the_wish_was_withdrawn(
        self, client: Client, coordinator: User, plan: Plan, voice: Voice
    ) -> None:
        withdraw(voice)
        page = client.get(f"/cases/{plan.case_id}/plan/").text
        assert "<del>“See my nan”</del>" in page
        assert "What the child was said to have said was withdrawn." in page

    def test_who_may_not_correct_is_offered_no_link(self, client: Client, voice: Voice) -> None:
        worker = UserFactory(role=Role.DIRECT_WORKER)
        allocate(
            voice.case,
            agency=agency("PHASE"),
            role=Role.DIRECT_WORKER,
            user=worker,
            by=None,
            at=OPENED,
        )
        sign_in(client, worker)
        page = client.get(f"/cases/{voice.case_id}/voice/").text
        assert WRONG in page
        assert f"/cases/voices/{voice.pk}" not in page

    def test_words_that_nobody_knows_are_not_there(self, client: Client, coordinator: User) -> None:
        assert client.get(f"/cases/voices/{uuid.uuid4()}/correct").status_code == 404


def test_the_timeline_tells_of_it(voice: Voice, coordinator: User) -> None:
    withdraw(correct(voice))
    told = [one.title for one in timeline_of(viewer_of(coordinator), voice.case).entries]
    assert "What the child said was corrected" in told
    assert "What the child was said to have said was withdrawn" in told


def test_a_pack_holds_what_was_struck_since(voice: Voice, coordinator: User) -> None:
    viewer = viewer_of(coordinator)
    assert voice_section(viewer, voice.case, LATER).latest is None
    withdraw(voice)
    section = voice_section(viewer, voice.case, LATER)
    assert (section.latest, len(section.struck)) == (None, 1)


def test_the_section_asks_as_often_however_much_is_struck(plan: Plan, coordinator: User) -> None:
    viewer = viewer_of(coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            voice_section(viewer, plan.case)
        return len(captured)

    def strike_both() -> None:
        correct(hear(plan.case, wishes=("A wish",)), by=UserFactory(role=Role.COORDINATOR))
        withdraw(hear(plan.case, wishes=("A wish",)), by=UserFactory(role=Role.COORDINATOR))

    strike_both()
    few = asked()
    for _ in range(10):
        strike_both()
    assert asked() == few
