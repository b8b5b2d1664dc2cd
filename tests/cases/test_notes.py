"""Notes: marked statements that never change, corrected by others, with health kept apart."""

from __future__ import annotations

import uuid
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import InternalError, connection, transaction

from agencies.access import Viewer, viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Allocation, Case, HealthPart, Mention, Note
from cases.selectors import note_page, notes_of_case
from cases.services import allocate, correct_note, keep_heard, write_note
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import NOTED, OPENED, make_case, make_note

HEALTH: dict[str, Any] = {"health": "Canary of health.", "health_mark": "REPORTED"}
DAY = timedelta(days=1)


def said(**more: Any) -> dict[str, Any]:
    facts = {"key": uuid.uuid4(), "kind": "VISIT", "happened_at": OPENED, "fact": "Seen at home."}
    return {**facts, "at": NOTED, **more}


def holding(case: Case, role: Role, code: str) -> User:
    """Somebody in a role to whom the case is allocated."""
    allocate(case, agency=agency(code), role=role, by=None, at=OPENED)
    return UserFactory(role=role)


def viewer(role: Role, case: Case | None = None, code: str = "") -> Viewer:
    return viewer_of(holding(case, role, code) if case else UserFactory(role=role))


@pytest.mark.django_db
def test_write_note_keeps_who_wrote_it_and_as_what() -> None:
    case = make_case()
    by = holding(case, Role.SOCIAL_WORKER, "CSC")
    note = write_note(case, by=by, **said(reported="Her aunt says so.", **HEALTH))
    assert (note.by, note.agency, note.role) == (by, agency("CSC"), Role.SOCIAL_WORKER)
    assert (note.happened_at, note.written_at) == (OPENED, NOTED)
    assert (note.health_part.mark, note.health_part.text) == ("REPORTED", "Canary of health.")
    event = Event.objects.get(name="note.written")
    assert (event.record_id, event.case_id, event.facts["kind"]) == (note.pk, case.pk, "VISIT")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"fact": " "}, "at least one heading"),
        ({"kind": "GOSSIP"}, "what kind of note"),
        ({"happened_at": NOTED + DAY}, "has happened"),
        ({"health": "Something."}, "what the health detail is"),
    ],
)
def test_write_note_refuses_what_cannot_be(wrong: dict[str, Any], sentence: str) -> None:
    case = make_case()
    with pytest.raises(Invalid, match=sentence):
        write_note(case, by=None, **said(**wrong))
    write_note(case, by=None, **said())
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_write_note_refuses_a_role_that_only_reads() -> None:
    case = make_case()
    by = holding(case, Role.ADULT_LEAD, "ADULT_SC")
    with pytest.raises(NotAllowed, match="does not write notes"):
        write_note(case, by=by, **said())


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_note_and_another_persons_form_is_refused() -> None:
    case = make_case()
    by, other = (UserFactory(role=Role.COORDINATOR) for _ in range(2))
    form = said()
    assert write_note(case, by=by, **form) == write_note(case, by=by, **form)
    with pytest.raises(NotAllowed, match="another note"):
        write_note(case, by=other, **form)
    assert Event.objects.filter(name="note.written").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_is_one_note() -> None:
    case, form, start = make_case(), said(), Barrier(4)
    made: list[Note] = []

    def send() -> None:
        start.wait()
        made.append(write_note(case, by=None, **form))
        connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == Note.objects.count() == 1


@pytest.mark.django_db
def test_a_note_and_its_health_part_never_change() -> None:
    note = make_note(**HEALTH)
    plain = make_note(note.case)
    for change in (
        lambda: Note.objects.filter(pk=note.pk).update(fact="Otherwise."),
        lambda: HealthPart.objects.filter(note=note).update(text="Otherwise."),
        lambda: HealthPart.objects.filter(note=note).delete(),
        lambda: HealthPart.objects.create(note=plain, mark="FACT", text="Later."),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    assert Note.objects.get(pk=note.pk).fact == "Seen at home."


@pytest.mark.django_db
def test_a_correction_is_another_note_and_both_stay() -> None:
    wrong = make_note()
    form = said(fact="Seen at school.", because="It was the school.", at=NOTED + DAY)
    right = correct_note(wrong, by=None, **form)
    assert correct_note(wrong, by=None, **form) == right
    cards = {card.id: card for card in notes_of_case(viewer(Role.COORDINATOR), wrong.case).cards}
    assert cards[wrong.pk].corrected_by_id == right.pk
    assert (cards[right.pk].corrects_id, cards[right.pk].because) == (wrong.pk, form["because"])
    with pytest.raises(NotNow, match="corrected already"):
        correct_note(wrong, by=None, **said(because="Again."))


@pytest.mark.django_db
def test_correct_note_wants_a_reason() -> None:
    with pytest.raises(Invalid, match="why the note is corrected"):
        correct_note(make_note(), by=None, **said(because=" "))


@pytest.mark.django_db
def test_a_colleague_does_not_correct_a_note_and_a_coordinator_does() -> None:
    case = make_case()
    author = holding(case, Role.SCREENER, "CSE_TEAM")
    note = write_note(case, by=author, **said())
    with pytest.raises(NotAllowed, match="Only the person who wrote a note"):
        correct_note(note, by=UserFactory(role=Role.SCREENER), **said(because="Mine."))
    correct_note(note, by=UserFactory(role=Role.COORDINATOR), **said(because="Wrong day."))


@pytest.mark.django_db
def test_health_that_is_not_open_to_its_author_is_carried_over_by_a_correction() -> None:
    case = make_case()
    by = holding(case, Role.POLICE_CSE, "WMP")
    wrong = write_note(case, by=by, **said(**HEALTH))
    right = correct_note(wrong, by=by, **said(because="Wrong hour."))
    assert right.health_part.text == "Canary of health."


READERS = {
    Role.COORDINATOR: ("CSE_TEAM", True),
    Role.SOCIAL_WORKER: ("CSC", True),
    Role.MASE_CHAIR: ("CSC", True),
    Role.POLICE_CSE: ("WMP", False),
    Role.RUNAWAYS: ("RUNAWAYS", False),
    Role.ADULT_LEAD: ("ADULT_SC", False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_health_detail_is_shown_where_the_matrix_opens_it(role: Role) -> None:
    code, opens = READERS[role]
    note = make_note(**HEALTH)
    reader = viewer(role, note.case, code)
    page = note_page(reader, note.pk)
    assert [one.text for one in page.card.statements if one.health] == (
        ["Canary of health."] if opens else []
    )
    assert page.card.health_hidden is not opens
    assert page.data_class == ("HEALTH" if opens else "")


@pytest.mark.django_db
def test_a_direct_worker_reads_their_own_notes_and_those_of_a_shared_case_only() -> None:
    case = make_case()
    by = holding(case, Role.DIRECT_WORKER, "PHASE")
    own = write_note(case, by=by, **said())
    make_note(case)
    assert [card.id for card in notes_of_case(viewer_of(by), case).cards] == [own.pk]


@pytest.mark.django_db
def test_only_what_is_ticked_is_kept_as_a_mention() -> None:
    note = make_note(fact="AB12 CDE, then 07700 900123.", reported="@paper.moon", **HEALTH)
    assert not Mention.objects.exists()
    keep_heard(note, chosen=["PLATE:AB12 CDE", "PHONE:07700 900999"], by=None, at=NOTED)
    row = Mention.objects.get()
    assert (row.kind, row.value, row.record_id) == ("PLATE", "AB12 CDE", note.pk)
    assert (row.case_id, row.subject_id) == (note.case_id, note.case.child_id)
    assert row.heard_at == OPENED


@pytest.mark.django_db
def test_notes_page_asks_the_same_however_many(django_assert_max_num_queries: Any) -> None:
    case, asked = make_case(), []
    for many in (10, 990):
        Note.objects.bulk_create(
            Note(
                case=case,
                key=uuid.uuid4(),
                kind="VISIT",
                happened_at=OPENED,
                written_at=NOTED,
                fact="Seen.",
            )
            for _ in range(many)
        )
        make_note(case, **HEALTH, happened_at=NOTED)
        reader = viewer(Role.COORDINATOR)
        with django_assert_max_num_queries(6) as captured:
            page = notes_of_case(reader, case)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert (len(page.cards), page.next_url != "") == (50, True)
    assert Allocation.objects.count() == 0
