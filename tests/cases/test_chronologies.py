"""A chronology is chosen, put in order, frozen for ever, cited, masked, and blocks nothing."""

from __future__ import annotations

from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from time import sleep
from typing import Any
from unittest.mock import patch

import pgtrigger
import pytest
from django.db import InternalError, connection, transaction
from django.db.models import ProtectedError

from agencies.access import viewer_of
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import MATRIX, Role
from cases.models import Case, CaseStatus, Chronology, ChronologyEntry
from cases.selectors import chronologies_of, chronology_page
from cases.services import (
    Chosen,
    allocate,
    begin_chronology,
    change_chronology,
    change_entry,
    choose_events,
    close_case,
    freeze_chronology,
    move_case,
    move_entry,
    remove_entry,
    write_entry,
)
from children.services import same_child
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import NOTED, OPENED, make_case, make_chronology, make_note
from tests.children.factories import make_child
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def chosen(*names: str, case: Case) -> list[Chosen]:
    rows = Event.objects.filter(case_id=case.pk, name__in=names)
    return [Chosen(event, event.at, f"Words of {event.name}", "Said.") for event in rows]


def titles(chronology: Chronology) -> list[str]:
    return [entry.title for entry in chronology.entries.order_by("place")]


def holder(case: Case, role: Role, code: str) -> User:
    allocate(case, agency=agency(code), role=role, by=None, at=OPENED)
    return User.objects.get(pk=UserFactory(role=role).pk)


def test_chronologies_of_a_case_are_numbered() -> None:
    case = make_case()
    rows = [begin_chronology(case, purpose="MASE", by=None, at=NOTED) for _ in range(2)]
    assert [row.number for row in rows] == [1, 2]
    assert rows[0].reference.startswith("CH-")
    assert begin_chronology(make_case(), purpose="MASE", by=None, at=NOTED).number == 1
    with pytest.raises(Invalid, match="what the chronology is for"):
        begin_chronology(case, purpose=" ", by=None, at=NOTED)


def test_entries_stand_by_time_and_an_event_is_chosen_once() -> None:
    case = make_case()
    row = begin_chronology(case, purpose="MASE", by=None, at=NOTED)
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=OPENED + DAY)
    picked = chosen("case.opened", "case.moved", case=case)
    at = OPENED + 9 * DAY
    assert choose_events(row, chosen=picked, by=None, at=at) == 2
    assert choose_events(row, chosen=picked, by=None, at=at) == 0
    between = OPENED + timedelta(hours=1)
    write_entry(row, happened_at=between, title="Between.", by=None, at=at)
    assert titles(row) == ["Words of case.opened", "Between.", "Words of case.moved"]
    last = row.entries.get(title="Words of case.moved")
    move_entry(last, up=True, by=None, at=at)
    move_entry(last, up=True, by=None, at=at)
    move_entry(last, up=True, by=None, at=at)
    assert titles(row)[0] == "Words of case.moved"
    move_entry(last, up=False, by=None, at=at)
    assert titles(row)[1] == "Words of case.moved"
    remove_entry(row.entries.get(title="Between."), by=None, at=at)
    assert titles(row) == ["Words of case.opened", "Words of case.moved"]


def test_an_event_of_another_case_or_of_a_hidden_record_is_not_chosen() -> None:
    screening = make_signed()
    case = screening.case
    chair = holder(case, Role.MASE_CHAIR, "CSC")
    row = begin_chronology(case, purpose="MASE", by=chair, at=NOTED)
    with pytest.raises(OutOfReach):
        choose_events(row, chosen=chosen("case.opened", case=make_case()), by=chair, at=NOTED)
    assert choose_events(row, chosen=chosen("screening.signed", case=case), by=chair, at=NOTED) == 1


def test_an_entry_by_hand_wants_a_title_and_a_past() -> None:
    row = make_chronology()
    with pytest.raises(Invalid, match="what happened"):
        write_entry(row, happened_at=OPENED, title=" ", by=None, at=NOTED)
    with pytest.raises(Invalid, match="has happened"):
        write_entry(row, happened_at=NOTED + DAY, title="Later.", by=None, at=NOTED)


def test_what_the_trail_says_stays_and_a_stale_save_is_refused() -> None:
    row = make_chronology()
    choose_events(row, chosen=chosen("case.opened", case=row.case), by=None, at=NOTED)
    drawn = row.entries.exclude(event_id=None).get()
    with pytest.raises(Invalid, match="cannot be changed"):
        change_entry(drawn, edition=0, title="Otherwise.", by=None, at=NOTED)
    change_entry(drawn, edition=0, analysis="First.", by=None, at=NOTED)
    with pytest.raises(Invalid, match="Somebody else has saved"):
        change_entry(drawn, edition=0, analysis="Second.", by=None, at=NOTED)
    assert ChronologyEntry.objects.get(pk=drawn.pk).analysis == "First."
    said: dict[str, Any] = {"purpose": "MASE", "by": None, "at": NOTED}
    change_chronology(row, analysis="One.", edition=0, **said)
    with pytest.raises(Invalid, match="Somebody else has saved"):
        change_chronology(row, analysis="Two.", edition=0, **said)


def test_a_frozen_chronology_never_changes_by_any_way() -> None:
    row = make_chronology(frozen=True)
    entry = row.entries.get()
    for refused in (
        lambda: write_entry(row, happened_at=OPENED, title="Late.", by=None, at=NOTED),
        lambda: change_entry(entry, edition=0, analysis="Late.", by=None, at=NOTED),
        lambda: remove_entry(entry, by=None, at=NOTED),
        lambda: freeze_chronology(row, by=None, at=NOTED),
    ):
        with pytest.raises(NotNow, match="frozen and never changes"):
            refused()
    late = {"chronology": row, "place": 9, "happened_at": OPENED, "title": "x", "added_at": NOTED}
    for change in (
        lambda: Chronology.objects.filter(pk=row.pk).update(purpose="Otherwise"),
        lambda: Chronology.objects.filter(pk=row.pk).update(frozen_at=None, digest=""),
        lambda: Chronology.objects.filter(pk=row.pk).delete(),
        lambda: ChronologyEntry.objects.filter(pk=entry.pk).update(analysis="Otherwise."),
        lambda: ChronologyEntry.objects.filter(pk=entry.pk).delete(),
        lambda: ChronologyEntry.objects.create(**late),
    ):
        with pytest.raises((InternalError, ProtectedError)), transaction.atomic():
            change()
    assert Chronology.objects.get(pk=row.pk).digest_now() == row.digest


def test_the_hash_tells_a_change_that_went_past_the_guard() -> None:
    row = make_chronology(frozen=True)
    viewer = viewer_of(UserFactory(role=Role.COORDINATOR))
    assert chronology_page(viewer, row.pk).fits
    guard = "cases.ChronologyEntry:entries_of_a_frozen_chronology_never_change"
    with pgtrigger.ignore(guard):
        row.entries.update(analysis="Slipped in.")
    assert not chronology_page(viewer, row.pk).fits


def test_an_empty_chronology_is_not_frozen() -> None:
    row = begin_chronology(make_case(), purpose="MASE", by=None, at=NOTED)
    with pytest.raises(NotNow, match="at least one entry"):
        freeze_chronology(row, by=None, at=NOTED)


def test_a_new_one_is_begun_from_a_frozen_one_and_from_no_other() -> None:
    old = make_chronology(frozen=True)
    new = begin_chronology(old.case, purpose="Review", begun_from=old, by=None, at=NOTED)
    assert (new.begun_from, titles(new)) == (old, titles(old))
    write_entry(new, happened_at=OPENED, title="More.", by=None, at=NOTED)
    assert titles(old) == ["Moved house."]
    for wrong in (new, make_chronology(frozen=True)):
        with pytest.raises(Invalid, match="frozen chronology of this case"):
            begin_chronology(old.case, purpose="Review", begun_from=wrong, by=None, at=NOTED)


def test_a_note_cites_a_frozen_chronology_of_its_case_only() -> None:
    frozen, draft = make_chronology(frozen=True), make_chronology()
    note = make_note(frozen.case, cites=frozen)
    viewer = viewer_of(UserFactory(role=Role.COORDINATOR))
    assert [one.url for one in chronology_page(viewer, frozen.pk).cited_by] == [
        f"/cases/notes/{note.pk}"
    ]
    for case, wrong in ((frozen.case, draft), (draft.case, draft), (make_case(), frozen)):
        with pytest.raises(Invalid, match="frozen chronology of this case"):
            make_note(case, cites=wrong)


def test_a_frozen_chronology_blocks_no_closing_and_no_merge() -> None:
    row = make_chronology(frozen=True)
    move_case(row.case, to=CaseStatus.OUTCOME_SET, by=None, at=NOTED)
    assert close_case(row.case, reason="RISK_REDUCED", by=None, at=NOTED).closed_at
    same_child(row.case.child, as_=make_child(), because="x", by=None, at=NOTED)
    assert Chronology.objects.get(pk=row.pk).digest_now() == row.digest


def test_entries_are_masked_as_far_as_their_record_is_not_open() -> None:
    screening = make_signed()
    case = screening.case
    lead = User.objects.get(pk=UserFactory(role=Role.COORDINATOR).pk)
    row = make_chronology(case)
    picked = chosen("screening.signed", case=case)
    choose_events(row, chosen=picked, by=lead, at=NOTED + 9 * DAY)
    write_entry(row, happened_at=OPENED, title="Canary of health.", health=True, by=lead, at=NOTED)
    freeze_chronology(row, by=lead, at=NOTED + 9 * DAY)
    whole = chronology_page(viewer_of(lead), row.pk)
    assert [line.masked for line in whole.entries] == [False, False, False]
    assert whole.data_class == "HEALTH"
    runaways = chronology_page(viewer_of(holder(case, Role.RUNAWAYS, "RUNAWAYS")), row.pk)
    shown = [line.title for line in runaways.entries]
    assert shown == ["Moved house.", "", ""]
    assert "Canary" not in str(runaways.entries)
    assert "Words of screening" not in str(runaways.entries)
    assert runaways.data_class == ""


def test_a_draft_is_open_to_those_who_write_chronologies_only() -> None:
    case = make_case()
    draft, officer = make_chronology(case), holder(case, Role.POLICE_CSE, "WMP")
    police = viewer_of(officer)
    assert chronologies_of(police, case, None).lines == ()
    with pytest.raises(NotAllowed, match="does not write chronologies"):
        chronology_page(police, draft.pk)
    freeze_chronology(draft, by=None, at=NOTED)
    assert len(chronologies_of(police, case, None).lines) == 1
    assert chronology_page(police, draft.pk).entries
    with pytest.raises(NotAllowed, match="does not write chronologies"):
        begin_chronology(case, purpose="Mine", by=officer, at=NOTED)


def test_nobody_takes_out_an_entry_they_may_not_read() -> None:
    row = make_chronology()
    write_entry(row, happened_at=OPENED, title="x", health=True, by=None, at=NOTED)
    entry = row.entries.get(health=True)
    lead = UserFactory(role=Role.COORDINATOR)
    with patch.dict(MATRIX[Role.COORDINATOR]):
        del MATRIX[Role.COORDINATOR][Permission.HEALTH_DETAIL_VIEW]
        with pytest.raises(NotAllowed, match="not open to your role"):
            remove_entry(entry, by=User.objects.get(pk=lead.pk), at=NOTED)
    remove_entry(entry, by=User.objects.get(pk=lead.pk), at=NOTED)
    assert not row.entries.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_does_not_slip_into_a_chronology_that_is_being_frozen() -> None:
    row, freezing = make_chronology(), Signal()
    late = {"chronology": row, "place": 9, "happened_at": OPENED, "title": "x", "added_at": NOTED}

    def freeze() -> None:
        with transaction.atomic():
            freeze_chronology(row, by=None, at=NOTED)
            freezing.set()
            sleep(0.3)
        connection.close()

    thread = Thread(target=freeze)
    thread.start()
    freezing.wait()
    with pytest.raises(InternalError, match="never changes"):
        ChronologyEntry.objects.create(**late)
    thread.join()
    assert row.entries.count() == 1


def test_reading_asks_the_same_of_ten_and_a_thousand_entries(
    django_assert_max_num_queries: Any,
) -> None:
    row, asked = make_chronology(), []
    for first, last in ((2, 11), (12, 1000)):
        ChronologyEntry.objects.bulk_create(
            ChronologyEntry(
                chronology=row, place=place, happened_at=OPENED, title="x", added_at=NOTED
            )
            for place in range(first, last)
        )
        viewer = viewer_of(UserFactory(role=Role.COORDINATOR))
        with django_assert_max_num_queries(12) as captured:
            page = chronology_page(viewer, row.pk)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert len(page.entries) == row.entries.count()
