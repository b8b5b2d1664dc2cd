"""The child is heard: words as they were said, wishes, and the answers the child was given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import access
from agencies.models import Share, User
from agencies.roles import Role
from cases.models import Case, HowHeard, Voice, VoiceKind, Wish, WishStatus
from cases.services import allocate, answer_wish, hear_child
from core.models import Event, ReadEvent
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from core.workflow import history
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import hear, make_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = date(2026, 1, 5)


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Invented Coordinator")
    sign_in(client, user)
    return user


def test_the_words_are_kept_as_they_were_said_with_who_heard_them(case: Case) -> None:
    worker = UserFactory(role=Role.COORDINATOR, name="Invented Worker")
    voice = hear_child(
        case,
        heard_on=TODAY,
        kind=VoiceKind.VERBATIM,
        how=HowHeard.CONVERSATION,
        words="I aint going back there.\nNever.",
        wishes=("See my nan more",),
        by=worker,
        at=NOW,
    )
    assert voice.words == "I aint going back there.\nNever."
    assert (voice.heard_by, voice.heard_by_name) == (worker, "Invented Worker")
    assert voice.agency == agency("CSE_TEAM")
    assert voice.wishes.get().status == WishStatus.OPEN
    event = Event.objects.get(name="voice.heard")
    assert event.facts == {"kind": "VERBATIM", "wishes": 1}


def test_what_somebody_else_heard_carries_their_name_and_agency(case: Case) -> None:
    voice = hear(case, heard_by_name="Invented Teacher", agency=agency("SECONDARY"))
    assert voice.heard_by is None
    assert (voice.heard_by_name, voice.agency.code) == ("Invented Teacher", "SECONDARY")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "  "}, "words"),
        ({"heard_on": TODAY + timedelta(days=1)}, "heard_on"),
        ({"wishes": ["A wish"] * 9}, "wishes"),
        ({"wishes": ["x" * 201]}, "wishes"),
        ({"wishes": [" "]}, "wishes"),
        ({"heard_by_name": "", "agency": None}, "heard_by_name"),
        ({"agency": None}, "agency"),
    ],
)
def test_hear_child_refuses_what_cannot_be(case: Case, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        hear(case, at=NOW, **wrong)
    assert refused.value.field == field
    assert not Voice.objects.exists()


def test_hear_child_refuses_whom_the_case_is_not_open_to(case: Case) -> None:
    stranger = UserFactory(role=Role.DIRECT_WORKER)
    with pytest.raises(OutOfReach):
        hear(case, by=stranger)
    allocate(case, agency=agency("ADULT_SC"), role=Role.ADULT_LEAD, by=None, at=NOW)
    with pytest.raises(NotAllowed, match="does not write down"):
        hear(case, by=UserFactory(role=Role.ADULT_LEAD))


def a_wish(case: Case) -> Wish:
    return hear(case, wishes=("See my nan more",)).wishes.get()


def test_a_wish_is_met_or_not_and_the_child_is_told(case: Case) -> None:
    wish = answer_wish(a_wish(case), to=WishStatus.MET, told="Every Sunday.", by=None, at=NOW)
    wish.refresh_from_db()
    assert (wish.status, wish.answer, wish.answered_at) == ("MET", "Every Sunday.", NOW)
    again = answer_wish(wish, to=WishStatus.OPEN, by=None, at=NOW)
    again.refresh_from_db()
    assert (again.status, again.answer, again.answered_at) == ("OPEN", "", None)
    assert [row.to_status for row in history(wish)] == ["OPEN", "MET", "OPEN"]


@pytest.mark.parametrize("to", [WishStatus.MET, WishStatus.CANNOT])
def test_a_wish_is_not_answered_without_what_the_child_was_told(case: Case, to: str) -> None:
    wish = a_wish(case)
    with pytest.raises(Invalid, match="what the child was told"):
        answer_wish(wish, to=WishStatus(to), told=" ", by=None, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.filter(pk=wish.pk).update(status=to)


def test_of_two_answers_at_once_the_second_is_told(case: Case) -> None:
    first = a_wish(case)
    second = Wish.objects.get(pk=first.pk)
    answer_wish(first, to=WishStatus.MET, told="Yes.", by=None, at=NOW)
    with pytest.raises(NotNow):
        answer_wish(second, to=WishStatus.CANNOT, told="No.", by=None, at=NOW)


def typed(**more: str) -> dict[str, str]:
    return {
        "heard_on_day": "4",
        "heard_on_month": "1",
        "heard_on_year": "2026",
        "kind": "VERBATIM",
        "words": "I want to be left alone.",
        "how": "CONVERSATION",
        "heard": "ME",
        "wishes": "Be left alone\r\n\r\nSee my nan",
        **more,
    }


def test_the_page_keeps_the_words_and_the_section_shows_them_first(
    client: Client, coordinator: User, case: Case
) -> None:
    hear(case, heard_on=date(2015, 9, 10), words="The older words.")
    assert client.post(f"/cases/{case.pk}/hear", typed()).status_code == 302
    page = client.get(f"/cases/{case.pk}/voice/").text
    assert page.index("I want to be left alone.") < page.index("The older words.")
    assert "“Be left alone”" in page
    assert "Heard by Invented Coordinator, Dudley CSE team" in page
    overview = client.get(f"/cases/{case.pk}/").text
    assert overview.index("I want to be left alone.") < overview.index("Where the case stands")
    assert "“See my nan”" in overview


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": ""}, "There is a problem"),
        ({"heard_on_year": "2999"}, "must not be in the future"),
        ({"heard": "OTHER"}, "Enter the name of who heard the child"),
        ({"heard": "OTHER", "heard_by_name": "A Teacher"}, "Select the agency"),
        ({"kind": "RUMOUR"}, "Choose one of the answers"),
        ({"wishes": "x" * 201}, "Each wish must be 200 characters or fewer"),
    ],
)
def test_a_voice_left_incomplete_says_so_and_keeps_what_was_typed(
    client: Client, coordinator: User, case: Case, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/cases/{case.pk}/hear", typed(**wrong))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert wrong.get("words") == "" or "I want to be left alone." in answer.text
    assert not Voice.objects.exists()


def test_a_wish_is_answered_on_its_page(client: Client, coordinator: User, case: Case) -> None:
    wish = a_wish(case)
    address = f"/cases/wishes/{wish.pk}/answer"
    assert "See my nan more" in client.get(address).text
    refused = client.post(address, {"to": "CANNOT", "told": ""})
    assert refused.status_code == 400
    assert "what the child was told" in refused.text
    assert client.post(address, {"to": "CANNOT", "told": "Not yet."}).status_code == 302
    page = client.get(f"/cases/{case.pk}/voice/").text
    assert "Cannot be met" in page
    assert "Not yet." in page


def test_a_case_without_a_voice_says_so(client: Client, coordinator: User, case: Case) -> None:
    assert "has not been heard yet" in client.get(f"/cases/{case.pk}/voice/").text
    assert "Nobody has written down yet" in client.get(f"/cases/{case.pk}/").text


def test_reading_and_writing_the_voice_leave_a_read_event_each(
    client: Client, coordinator: User, case: Case
) -> None:
    client.get(f"/cases/{case.pk}/hear")
    client.get(f"/cases/wishes/{a_wish(case).pk}/answer")
    seen = ReadEvent.objects.values_list("record_kind", "subject_ids")
    assert list(seen) == [("cases.case", [case.child_id])] * 2


def test_who_does_not_read_the_voice_finds_neither_words_nor_a_trace(case: Case) -> None:
    hear(case, words="Said in trust.", wishes=("A wish",))
    allocate(case, agency=agency("CSC"), role=Role.CALDICOTT_IG, by=None, at=NOW)
    access.share(
        case,
        agency=agency("CSC"),
        role=Role.CALDICOTT_IG,
        purpose=Share.Purpose.SUBJECT_REQUEST,
        because="Asked.",
        by=None,
        at=NOW,
    )
    client = sign_in(Client(), UserFactory(role=Role.CALDICOTT_IG))
    assert client.get(f"/cases/{case.pk}/voice/").status_code == 404
    for section in ("overview", "timeline"):
        page = client.get(f"/cases/{case.pk}/{section}/").text
        assert "Said in trust." not in page
        assert "The child was heard" not in page


def test_the_section_asks_as_many_questions_for_a_thousand_voices_as_for_ten(
    client: Client, coordinator: User, case: Case
) -> None:
    asked = []
    client.get(f"/cases/{case.pk}/voice/")
    one = hear(case)
    for count in (10, 1000):
        rows = Voice.objects.bulk_create(
            Voice(
                case=case,
                heard_on=TODAY,
                kind="VERBATIM",
                how="LETTER",
                words="Invented.",
                heard_by_name="Invented",
                agency=one.agency,
                recorded_at=NOW,
            )
            for _ in range(count)
        )
        Wish.objects.bulk_create(Wish(voice=row, said="A wish") for row in rows)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/cases/{case.pk}/voice/").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
