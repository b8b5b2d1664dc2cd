"""The whole register compared with itself: once, in batches, going on where it stopped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from children.models import Child, Identifier, MatchPair
from children.search import LIKELY, ChildQuery
from children.search.scoring import scale_of_register
from children.selectors import find_children
from children.services import find_duplicates, pairs
from core.models import JobRun
from tests.agencies.factories import DUDLEY, SANDWELL, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TOMORROW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def doubles(number: int) -> tuple[Child, Child]:
    """Two records of one child, spelt two ways."""
    born = date(2010, 1 + number % 12, 1 + number % 28)
    family = f"Paperboat{'abcdefghijklmnopqrstuvwxyz'[number]}"
    first = make_child(given_name="Rebecca", family_name=family, born_on=born)
    return first, make_child(given_name="Becky", family_name=family, born_on=born)


def told(**options: str) -> str:
    out = StringIO()
    call_command("find_duplicates", stdout=out, **options)
    return out.getvalue()


def test_it_feeds_the_queue_and_a_second_run_changes_nothing() -> None:
    made = [doubles(number) for number in range(3)]
    assert "3 new in the queue" in told()
    before = list(MatchPair.objects.order_by("pk").values())
    assert {(row["one_id"], row["other_id"]) for row in before} == {
        tuple(sorted((one.pk, other.pk))) for one, other in made
    }
    told()
    list(find_duplicates(authority=None, at=TOMORROW))
    assert list(MatchPair.objects.order_by("pk").values()) == before


def test_a_run_that_was_stopped_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        doubles(number)
    monkeypatch.setattr(pairs, "AT_ONCE", 2)
    first = next(iter(find_duplicates(authority=None, at=NOW)))
    done, queued = pairs.counted(first)
    assert (done, queued) == (2, MatchPair.objects.count())
    runs = list(find_duplicates(authority=None, at=NOW))
    assert pairs.counted(runs[-1])[0] == first_to_last()
    assert JobRun.objects.get().finished_at == NOW


def of_a_million(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register is as large as a region's children."""
    large = scale_of_register(1_000_000)
    monkeypatch.setattr(pairs, "scale_of_register", lambda size: large)


def weakly_alike() -> tuple[Child, Child]:
    """Likely of a few children and of a million hardly: the date of birth of one is not known."""
    first = make_child(given_name="Rebecca", family_name="Smith", born_on=date(2010, 3, 4))
    return first, make_child(given_name="Rebecca", family_name="Smith", born_on=None)


def test_of_a_large_register_the_queue_holds_only_what_is_likely_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weakly_alike()
    strong = doubles(1)
    of_a_million(monkeypatch)
    assert "1 new in the queue" in told()
    pair = MatchPair.objects.get()
    assert {pair.one_id, pair.other_id} == {child.pk for child in strong}


def test_a_number_in_common_is_queued_in_a_register_of_any_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for child in weakly_alike():
        Identifier.objects.create(
            child=child, kind="NHS", value="9434765919", source="Invented", recorded_at=NOW
        )
    of_a_million(monkeypatch)
    assert "1 new in the queue" in told()


def test_a_pair_that_the_register_outgrew_sinks_below_the_floor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weakly_alike()
    list(find_duplicates(authority=None, at=NOW))
    before = MatchPair.objects.get().score
    of_a_million(monkeypatch)
    list(find_duplicates(authority=None, at=TOMORROW))
    after = MatchPair.objects.get().score
    assert after < LIKELY <= before


def test_what_a_search_finds_does_not_depend_on_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = weakly_alike()
    query = ChildQuery.of("Rebecca", "Smith", first.born_on)
    before = [(one.child_id, one.score) for one in find_children(None, query)]
    of_a_million(monkeypatch)
    assert [(one.child_id, one.score) for one in find_children(None, query)] == before


def first_to_last() -> int:
    return sum(1 for _ in pairs.pairs_in_register())


def test_of_an_authority_only_pairs_it_has_a_record_of() -> None:
    ours, theirs = doubles(1), doubles(2)
    make_case(child=ours[1])
    make_case(child=theirs[0], where=authority(SANDWELL))
    told(authority=DUDLEY)
    pair = MatchPair.objects.get()
    assert {pair.one_id, pair.other_id} == {child.pk for child in ours}


def test_an_unknown_authority_is_said_to_be_none() -> None:
    with pytest.raises(CommandError, match="no authority E0"):
        told(authority="E0")
