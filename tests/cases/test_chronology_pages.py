"""The pages of chronologies: begun, filled from the timeline, changed, frozen, printed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, Chronology, ChronologyEntry
from cases.services import allocate
from core.models import Event, ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import OPENED, make_case, make_chronology, make_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


def begin(client: Client, case: Case, **more: str) -> Any:
    said = {"purpose": "First MASE", **more}
    return client.post(f"/cases/{case.pk}/chronologies/begin", said)


def ticked(client: Client, case: Case, draft: Chronology | str, *names: str) -> Any:
    ids = list(Event.objects.filter(case_id=case.pk, name__in=names).values_list("pk", flat=True))
    chronology = getattr(draft, "pk", draft)
    data = {"event": [*ids, "x", "-1"], "chronology": chronology}
    return client.post(f"/cases/{case.pk}/timeline/choose", data, follow=True)


def by_hand(**more: str) -> dict[str, str]:
    when = {"happened_on_day": "1", "happened_on_month": "3", "happened_on_year": "2015"}
    return {**when, "title": "Changed school.", **more}


def test_a_chronology_is_begun_filled_from_the_timeline_and_frozen(
    client: Client, coordinator: User, case: Case
) -> None:
    make_note(case, fact="Seen at the park.", health="Canary of health.", health_mark="FACT")
    assert "begin a chronology" in client.get(f"/cases/{case.pk}/timeline/").text
    page = begin(client, case)["Location"]
    draft = Chronology.objects.get()
    assert 'name="event"' in client.get(f"/cases/{case.pk}/timeline/").text
    shown = ticked(client, case, draft, "note.written", "case.opened").text
    for text in ("2 added to the chronology.", "Note: Visit", "Fact: Seen at the park."):
        assert text in shown
    assert "Canary" not in shown
    again = ticked(client, case, draft, "note.written").text
    assert "0 added to the chronology. 1 stood there already." in again
    client.post(f"{page}/entries/add", by_hand(analysis="A loss."))
    text = client.get(page).text
    assert text.index("Changed school.") < text.index("Case opened")
    assert draft.entries.get(title="Note: Visit").happened_at == OPENED
    assert "1 March 2015, written by hand" in text
    assert "never changes" in client.get(f"{page}/freeze").text
    assert client.post(f"{page}/freeze")["Location"] == page
    frozen = client.get(page).text
    assert "nothing has changed since it was frozen" in frozen
    assert "Take out" not in frozen
    assert client.get(f"{page}/edit").status_code == 409


def test_nothing_ticked_or_no_draft_is_told_and_changes_nothing(
    client: Client, coordinator: User, case: Case
) -> None:
    draft = make_chronology(case)
    for answer in (
        ticked(client, case, draft),
        ticked(client, case, "nonsense", "case.opened"),
        ticked(client, case, make_chronology(frozen=True), "case.opened"),
    ):
        assert "Tick what happened, and choose the draft" in answer.text
    assert draft.entries.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Answer “What happened"),
        ({"title": "x" * 251}, "250 characters or fewer"),
        ({"happened_on_day": "32"}, "must be a real date"),
        ({"happened_on_year": "3015"}, "must not be in the future"),
        ({"happened_time": "25:00"}, "must be a time"),
        (
            {"happened_on_day": "29", "happened_on_month": "3", "happened_time": "01:30"},
            "does not exist: the clocks went forward",
        ),
    ],
)
def test_a_wrong_entry_is_told_so_and_keeps_what_was_typed(
    client: Client, coordinator: User, case: Case, wrong: dict[str, str], sentence: str
) -> None:
    draft = make_chronology(case)
    address = f"/cases/chronologies/{draft.pk}/entries/add"
    answer = client.post(address, by_hand(**{"analysis": "Typed.", **wrong}))
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert "Typed." in answer.text
    assert draft.entries.count() == 1


def test_a_stale_save_shows_both_texts_and_the_second_try_is_knowing(
    client: Client, coordinator: User, case: Case
) -> None:
    entry = make_chronology(case).entries.get()
    page = f"/cases/chronologies/entries/{entry.pk}"
    said = by_hand(title="Moved house.")
    client.post(page, {**said, "edition": "0", "analysis": "Theirs."})
    stale = client.post(page, {**said, "edition": "0", "analysis": "Mine."})
    assert stale.status_code == 400
    for text in ("Somebody else has saved this", "Theirs.", "Mine.", 'name="edition" value="1"'):
        assert text in stale.text
    client.post(page, {**said, "edition": "1", "analysis": "Theirs. Mine."})
    assert ChronologyEntry.objects.get(pk=entry.pk).analysis == "Theirs. Mine."
    assert client.post(page, {**said, "edition": "٣"}).status_code == 400


def test_entries_move_and_go(client: Client, coordinator: User, case: Case) -> None:
    draft = make_chronology(case)
    ticked(client, case, draft, "case.opened")
    first, second = draft.entries.order_by("place")
    client.post(f"/cases/chronologies/entries/{second.pk}/move", {"to": "up"})
    assert draft.entries.order_by("place").first() == second
    client.post(f"/cases/chronologies/entries/{first.pk}/remove")
    assert list(draft.entries.all()) == [second]


def test_a_new_one_is_begun_from_a_frozen_one(
    client: Client, coordinator: User, case: Case
) -> None:
    old = make_chronology(case, frozen=True)
    page = client.get(f"/cases/{case.pk}/chronologies/begin?from={old.pk}").text
    assert f'value="{old.pk}" selected' in page
    assert begin(client, case, begun_from="nonsense").status_code == 400
    new = client.get(begin(client, case, begun_from=str(old.pk))["Location"]).text
    assert "Begun from" in new
    assert "Moved house." in new


def test_health_and_hidden_records_stand_on_no_page_or_paper_of_who_may_not_read_them(
    client: Client, coordinator: User, case: Case
) -> None:
    make_note(case, fact="Canary of a note.", health="Canary of health.", health_mark="FACT")
    draft = make_chronology(case)
    ticked(client, case, draft, "note.written")
    page = f"/cases/chronologies/{draft.pk}"
    client.post(f"{page}/entries/add", by_hand(title="Canary by hand.", health="on"))
    client.post(f"{page}/freeze")
    assert "Canary by hand." in client.get(page).text
    assert ReadEvent.objects.latest("id").data_class == "HEALTH"
    allocate(case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=OPENED)
    sign_in(client, UserFactory(role=Role.DIRECT_WORKER))
    for address in (page, f"{page}/print"):
        text = client.get(address).text
        assert "Moved house." in text
        assert "Canary" not in text
        assert "not open to your role" in text
        assert ReadEvent.objects.latest("id").data_class == ""
    assert ReadEvent.objects.latest("id").action == "PRINT"


def test_the_list_says_what_is_draft_and_what_is_frozen(
    client: Client, coordinator: User, case: Case
) -> None:
    assert "No chronology yet" in client.get(f"/cases/{case.pk}/chronologies/").text
    make_chronology(case, frozen=True)
    make_chronology(case, purpose="Review")
    text = client.get(f"/cases/{case.pk}/chronologies/").text
    assert "Frozen" in text
    assert "Draft" in text
