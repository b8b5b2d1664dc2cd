"""Files of episodes: every row has a result, and the second time changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies import services as agencies
from agencies.roles import Role
from children.models import Child
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Clock, Duty
from duties.selectors import duties_for, duty_of
from missing import selectors, services
from missing.models import (
    Episode,
    EpisodeImport,
    EpisodeStatus,
    ImportResult,
    ImportRow,
    PlacedBy,
    Settlement,
)
from missing.services.imports import MOST_PREVIEWED
from tests.agencies.factories import DUDLEY, SANDWELL, UserFactory, authority
from tests.children.factories import make_child
from tests.missing.extracts import as_csv, row
from tests.missing.factories import LATER, make_episode

pytestmark = pytest.mark.django_db
BORN = datetime(2001, 6, 1).date()
START = datetime(2015, 10, 3, 18, tzinfo=UTC)


def results(batch: EpisodeImport) -> list[str]:
    return list(batch.rows.order_by("number").values_list("result", flat=True))


def bring(*rows: dict[str, Any], **more: Any) -> EpisodeImport:
    """Import rows at once, as the command does."""
    facts: dict[str, Any] = {"authority": authority(), "by": None, "at": LATER, **more}
    return services.import_file(as_csv(*rows), **facts)


def known_child(**details: Any) -> Child:
    """A child whose name and date are those of a plain row."""
    facts = {"given_name": "Invented", "family_name": "Childname", "born_on": BORN}
    return make_child(**{**facts, **details})


def test_no_candidate_makes_an_unverified_child_and_episode() -> None:
    bring(row())
    episode = Episode.objects.get()
    assert (episode.verified, episode.child.verified) == (False, False)
    assert (episode.started_at, episode.status) == (START, EpisodeStatus.RETURNED)
    assert episode.categories.get().category == "MISSING"
    assert duty_of(episode.pk, Clock.RETURN_INTERVIEW)


def test_one_certain_candidate_gets_the_episode() -> None:
    child = known_child()
    bring(row())
    assert Episode.objects.get().child == child
    assert Child.objects.count() == 1


def test_the_result_says_nothing_of_whether_the_child_is_known() -> None:
    known_child()
    batch = bring(row(), row(ref="MP/2", given="Another", family="Person"))
    known, new = batch.rows.order_by("number")
    assert (known.result, known.reason) == (new.result, new.reason)
    assert {one.verified for one in Episode.objects.all()} == {True, False}


@pytest.mark.parametrize(
    "details", [{"born_on": datetime(2001, 1, 6).date()}, {"family_name": "Childsname"}]
)
def test_a_doubtful_candidate_parks_the_row(details: dict[str, Any]) -> None:
    known_child(**details)
    batch = bring(row())
    parked = batch.rows.get()
    assert parked.result == ImportResult.PARKED
    assert not Episode.objects.exists()
    owed = Duty.objects.get(clock=Clock.MATCH_PARKED_ROW)
    assert (owed.record_id, owed.owner_role) == (parked.pk, Role.STEWARD)
    assert duties_for(UserFactory(role=Role.STEWARD)).get() == owed


def test_what_a_row_said_is_kept_only_where_somebody_needs_it() -> None:
    known_child(born_on=None)
    batch = bring(row(), row(ref="MP/2", given="Another", family="Person"), row(born="never"))
    kept = {one.result: bool(one.said) for one in batch.rows.all()}
    assert kept == {"PARKED": True, "CREATED": False, "REFUSED": False}


def test_without_a_start_the_time_of_the_report_is_marked() -> None:
    batch = bring(row(start=""))
    episode = Episode.objects.get()
    assert (episode.started_at, episode.start_is_reported) == (episode.reported_at, True)
    assert "No start time" in batch.rows.get().reason


def test_a_bad_row_never_stops_the_rest() -> None:
    batch = bring(
        row(),
        row(ref="MP/2", born="never"),
        row(ref="MP/3", given="Future", start="03/10/2035 10:00", reported="", returned=""),
        row(ref="MP/4", given="Backwards", returned="02/10/2015 10:00"),
        row(ref="MP/5", given="Last"),
    )
    assert results(batch) == ["CREATED", "REFUSED", "REFUSED", "REFUSED", "CREATED"]
    reasons = list(batch.rows.order_by("number").values_list("reason", flat=True))
    assert "future" in reasons[2]
    assert "before the start" in reasons[3]


def test_a_refused_row_leaves_no_child_behind() -> None:
    bring(row(start="03/10/2035 10:00", reported="", returned=""))
    assert not Child.objects.exists()


def test_the_same_file_again_is_refused_and_changes_nothing() -> None:
    known_child(born_on=None)
    rows = (row(), row(ref="MP/2", given="Another", family="Person"))
    bring(*rows)
    before = (Episode.objects.count(), Child.objects.count(), ImportRow.objects.count())
    with pytest.raises(NotNow, match="imported already"):
        bring(*rows)
    assert (Episode.objects.count(), Child.objects.count(), ImportRow.objects.count()) == before
    again = services.rehearse_file(as_csv(*rows), authority=authority(), by=None, at=LATER)
    assert {outcome.result for _, outcome in again} == {ImportResult.KNOWN}


@pytest.mark.parametrize("ref", ["MP/15/0001", ""])
def test_the_same_row_in_another_file_is_known(ref: str) -> None:
    bring(row(ref=ref))
    batch = bring(row(ref=ref), row(ref="MP/2", given="Another", family="Person"))
    assert results(batch) == ["KNOWN", "CREATED"]
    assert Episode.objects.count() == 2


@pytest.mark.parametrize("ref", ["MP/15/0001", ""])
def test_the_same_row_twice_in_one_file_is_known(ref: str) -> None:
    assert results(bring(row(ref=ref), row(ref=ref))) == ["CREATED", "KNOWN"]


def test_a_parked_row_is_parked_once() -> None:
    known_child(born_on=None)
    first = bring(row(), row())
    second = bring(row(), row(ref="MP/2", given="Another", family="Person"))
    assert results(first) == ["PARKED", "KNOWN"]
    assert results(second) == ["KNOWN", "CREATED"]


def test_a_return_that_the_next_file_knows_is_recorded() -> None:
    bring(row(returned=""))
    assert Episode.objects.get().status == EpisodeStatus.MISSING
    batch = bring(row())
    assert Episode.objects.get().status == EpisodeStatus.RETURNED
    assert batch.rows.get().reason == "Known; the return is new and was recorded."


def test_an_episode_logged_by_hand_is_known_by_its_child_and_start() -> None:
    make_episode(child=known_child(), started_at=START)
    assert results(bring(row())) == ["KNOWN"]


def test_an_episode_that_overlaps_is_parked_with_the_reason() -> None:
    make_episode(child=known_child(), started_at=START - timedelta(minutes=20))
    parked = bring(row()).rows.get()
    assert parked.result == ImportResult.PARKED
    assert "already logged as missing" in parked.reason


def test_a_police_reference_of_another_child_is_refused() -> None:
    bring(row())
    again = bring(row(given="Another", born="02/07/2002"))
    assert results(again) == ["REFUSED"]


def test_the_placing_authority_is_read_by_name_or_is_another_one() -> None:
    content = (
        "Name,Missing from,Start,Placing authority\n"
        "Ann Alder,Care,3/10/2015 10:00,dudley\n"
        "Bob Birch,Care,3/10/2015 10:00,Sandwell\n"
        "Cyd Cedar,Care,3/10/2015 10:00,Powys\n"
    )
    services.import_file(content.encode(), authority=authority(), by=None, at=LATER)
    rows = Episode.objects.order_by("child__family_name").values_list("placed_by", flat=True)
    assert list(rows) == [PlacedBy.OURS, PlacedBy.OTHER, PlacedBy.OTHER]


def test_a_preview_says_what_the_import_will_do_and_writes_no_episode() -> None:
    worker = UserFactory(role=Role.RUNAWAYS)
    facts: dict[str, Any] = {"authority": authority(), "by": worker, "at": LATER}
    batch = services.preview_file(as_csv(row(), row(born="never")), **facts)
    assert results(batch) == ["CREATED", "REFUSED"]
    assert not Episode.objects.exists()
    assert not Child.objects.exists()
    services.carry_out_import(batch, by=worker, at=LATER)
    assert results(batch) == ["CREATED", "REFUSED"]
    assert Episode.objects.get().recorded_by == worker


def test_a_row_parked_in_the_preview_is_parked_by_the_import() -> None:
    known_child(born_on=None)
    batch = services.preview_file(as_csv(row(), row()), authority=authority(), by=None, at=LATER)
    assert results(batch) == ["PARKED", "KNOWN"]
    services.carry_out_import(batch, by=None, at=LATER)
    assert results(batch) == ["PARKED", "KNOWN"]
    assert selectors.parked_rows(UserFactory(role=Role.STEWARD)).get().said


def test_a_file_longer_than_a_page_waits_for_is_refused_in_words() -> None:
    rows = [row(born="never")] * (MOST_PREVIEWED + 1)
    facts: dict[str, Any] = {"authority": authority(), "by": None, "at": LATER}
    with pytest.raises(Invalid, match="501 rows; at most 500"):
        services.preview_file(as_csv(*rows), **facts)
    assert services.preview_file(as_csv(*rows[1:]), **facts)


def test_the_preview_before_is_thrown_away() -> None:
    worker = UserFactory(role=Role.RUNAWAYS)
    facts: dict[str, Any] = {"authority": authority(), "by": worker, "at": LATER}
    services.preview_file(as_csv(row()), **facts)
    second = services.preview_file(as_csv(row(), row(ref="MP/2")), **facts)
    assert EpisodeImport.objects.get() == second


def test_a_preview_is_carried_out_once() -> None:
    batch = services.preview_file(as_csv(row()), authority=authority(), by=None, at=LATER)
    stale = EpisodeImport.objects.get(pk=batch.pk)
    services.carry_out_import(batch, by=None, at=LATER)
    with pytest.raises(NotNow):
        services.carry_out_import(stale, by=None, at=LATER)
    assert Episode.objects.count() == 1


def test_importing_is_refused_to_those_who_may_not() -> None:
    worker, screener = UserFactory(role=Role.RUNAWAYS), UserFactory(role=Role.SCREENER)
    content = as_csv(row())
    facts: dict[str, Any] = {"authority": authority(), "at": LATER}
    with pytest.raises(NotAllowed, match="does not import"):
        services.preview_file(content, by=screener, **facts)
    with pytest.raises(NotAllowed, match="does not import"):
        services.preview_file(content, **{**facts, "authority": authority(SANDWELL)}, by=worker)
    batch = services.preview_file(content, by=worker, **facts)
    elsewhere = UserFactory(role=Role.RUNAWAYS, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.carry_out_import(batch, by=elsewhere, at=LATER)


def test_a_file_logs_even_a_child_the_person_is_barred_from_and_tells_nothing() -> None:
    child, worker = known_child(), UserFactory(role=Role.RUNAWAYS)
    agencies.exclude(child.pk, user=worker, because="A relative", by=None, at=LATER)
    batch = bring(row(), by=worker)
    assert results(batch) == ["CREATED"]
    assert not selectors.episodes_for(worker).exists()


@pytest.fixture
def parked() -> ImportRow:
    known_child(born_on=None)
    return bring(row()).rows.get()


def test_a_parked_row_is_settled_as_the_child_chosen(parked: ImportRow) -> None:
    steward, child = UserFactory(role=Role.STEWARD), Child.objects.get()
    assert [found.child_id for found in selectors.candidates_for(steward, parked)] == [child.pk]
    row_ = services.settle_parked_row(
        parked, settlement=Settlement.THIS_CHILD, child_id=child.pk, by=steward, at=LATER
    )
    assert row_.episode is not None
    assert (row_.episode.child, row_.said) == (child, {})
    assert not selectors.parked_rows(steward).exists()
    duty = duty_of(parked.pk, Clock.MATCH_PARKED_ROW)
    assert duty is not None
    assert duty.status == Duty.Status.DONE


def test_a_parked_row_is_settled_as_a_new_child_or_as_no_episode(parked: ImportRow) -> None:
    other = ImportRow.objects.create(
        batch=parked.batch, number=99, result=ImportResult.PARKED, said={**parked.said}
    )
    services.settle_parked_row(parked, settlement=Settlement.NEW_CHILD, by=None, at=LATER)
    services.settle_parked_row(other, settlement=Settlement.NO_EPISODE, by=None, at=LATER)
    assert Episode.objects.get().child.verified is False
    assert Child.objects.count() == 2


@pytest.mark.parametrize(
    ("settlement", "sentence"), [("THIS_CHILD", "children shown"), ("NONSENSE", "what this row")]
)
def test_a_settlement_that_cannot_be_is_refused(
    parked: ImportRow, settlement: str, sentence: str
) -> None:
    stranger = make_child(given_name="Quentin", family_name="Zimmer")
    with pytest.raises(Invalid, match=sentence):
        services.settle_parked_row(
            parked, settlement=settlement, child_id=stranger.pk, by=None, at=LATER
        )


def test_a_parked_row_is_settled_once_and_by_those_who_may(parked: ImportRow) -> None:
    facts: dict[str, Any] = {"settlement": Settlement.NEW_CHILD, "at": LATER}
    with pytest.raises(OutOfReach):
        services.settle_parked_row(parked, by=UserFactory(role=Role.SCREENER), **facts)
    services.settle_parked_row(parked, by=UserFactory(role=Role.COORDINATOR), **facts)
    with pytest.raises(NotNow, match="already"):
        services.settle_parked_row(parked, by=None, **facts)


def test_a_restricted_child_is_no_candidate_for_others(parked: ImportRow) -> None:
    named, other = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.COORDINATOR)
    agencies.restrict(Child.objects.get().pk, to=[named], because="A relative", by=None, at=LATER)
    assert selectors.candidates_for(named, parked)
    assert not selectors.candidates_for(other, parked)


def test_the_command_imports_once_and_then_only_looks(tmp_path: Path) -> None:
    file = tmp_path / "extract.csv"
    file.write_bytes(as_csv(row(), row(born="never")))
    said = [run_command(file, "--dry-run"), run_command(file), run_command(file)]
    assert "2 rows: 1 created, 0 already known, 0 parked, 1 refused." in said[0]
    assert said[1] == said[0]
    assert "imported already" in said[2]
    assert "2 rows: 0 created, 1 already known, 0 parked, 1 refused." in said[2]
    assert Episode.objects.count() == 1


def run_command(file: Path, *options: str, code: str = DUDLEY) -> str:
    out = StringIO()
    call_command("import_missing_episodes", str(file), "--authority", code, *options, stdout=out)
    return out.getvalue()


def test_the_command_says_what_is_wrong_with_its_arguments(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    for file, code, sentence in (
        (tmp_path / "none.csv", DUDLEY, "cannot be read"),
        (empty, DUDLEY, "file is empty"),
        (empty, "X99", "no authority with this code"),
    ):
        with pytest.raises(CommandError, match=sentence):
            run_command(file, code=code)
