"""`./portal bench matching`: whether a search finds the child that is meant, of 1,000,000.

Children and questions are invented (`bench/people`): questions of eleven kinds, each with one kind
of mistake. Recall at 10 is the share of questions whose child stands among the first ten; it is
taken over all kinds alike, and for each. The seed is the one held out; `--develop` takes the other,
which the search may be worked on with. Each has a database of its own, kept between runs;
`--rebuild` makes it anew. Times are of the whole search, as the portal itself asks it, beside one
row by its primary key in the same run, so that a busy machine slows both.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any

import django

from bench.kept import kept
from bench.people import DEVELOP, HELD_OUT
from bench.people.filling import fill

CHILDREN, EACH = 1_000_000, 400
FIRST = 10
GOAL, FAILURE = 0.95, 0.90
GOALS_MS = {True: 25.0, False: 250.0}
DATED = {True: "with a date of birth", False: "without a date of birth"}


@dataclass(frozen=True)
class Answer:
    """What one question came to: the place of the child meant, from 1, or none; and the time."""

    kind: str
    dated: bool
    place: int | None
    seconds: float
    floor: float


def main() -> int:
    develop = "--develop" in sys.argv
    seed = DEVELOP if develop else HELD_OUT
    name = "portal_bench_matching" + "_develop" * develop

    def filled(cursor: Any) -> None:
        fill(cursor, count=CHILDREN, each=EACH, seed=seed)

    made = kept(name, filled)
    django.setup()
    seed_is = "to develop with" if develop else "held out"
    print(f"{CHILDREN:,} invented children, seed {seed_is}: {made}")
    answers = list(answered())
    recall = report(answers)
    times(answers)
    return int(recall < FAILURE)


def answered() -> Iterator[Answer]:
    """Every question asked once, in an order that mixes the kinds."""
    from children.models import Child
    from children.search import POSSIBLE, ChildQuery
    from children.selectors import find_children

    asked = questions()
    for _, _, *said in asked[:50]:
        find_children(None, ChildQuery.of(*said), least=POSSIBLE)
    for kind, child_id, given_name, family_name, born_on in asked:
        query = ChildQuery.of(given_name, family_name, born_on)
        began = perf_counter()
        Child.objects.values_list("pk", "given_name", "family_name").get(pk=child_id)
        between = perf_counter()
        found = [one.child_id for one in find_children(None, query, least=POSSIBLE)]
        ended = perf_counter()
        place = found.index(child_id) + 1 if child_id in found else None
        yield Answer(kind, born_on is not None, place, ended - between, between - began)


def questions() -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, child_id, given_name, family_name, born_on"
            " FROM bench_question ORDER BY number"
        )
        asked = list(cursor.fetchall())
    Random(1).shuffle(asked)
    return asked


def report(answers: list[Answer]) -> float:
    """Print recall at 10 and the share of first places, over all kinds and for each."""
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        kinds[answer.kind].append(answer)
    recall = found(answers, FIRST)
    print(f"recall at 10: {recall:.3f} (goal {GOAL})  first: {found(answers, 1):.3f}")
    for kind, theirs in sorted(kinds.items()):
        print(f"  {kind:<24} {found(theirs, FIRST):.3f}         first: {found(theirs, 1):.3f}")
    return recall


def found(answers: list[Answer], first: int) -> float:
    """The share of questions whose child is among so many first."""
    return sum(bool(one.place and one.place <= first) for one in answers) / len(answers)


def times(answers: list[Answer]) -> None:
    """Print the median and the 95th percentile of a search, and what they are to one lookup."""
    floor = spread([one.floor for one in answers])[0]
    print(f"one child by primary key: {floor * 1000:.2f} ms")
    for dated, words in DATED.items():
        half, most = spread([one.seconds for one in answers if one.dated is dated])
        print(
            f"a search {words}: p50 {half * 1000:.1f} ms ratio {half / floor:.0f},"
            f" p95 {most * 1000:.1f} ms ratio {most / floor:.0f} (goal {GOALS_MS[dated]:.0f} ms)"
        )


def spread(seconds: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    parts = quantiles(seconds, n=20)
    return parts[9], parts[18]


if __name__ == "__main__":
    raise SystemExit(main())
