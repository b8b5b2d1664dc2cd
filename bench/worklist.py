"""`./portal bench worklist`: a worklist at a million cases, as ratios to the unfiltered query.

Measured beside the portal's own way is guardian's `get_objects_for_user`, over the same grants,
after checking that both give the same cases. The ways take turns, so that a busy machine slows
all alike: in a turn the quickest of five runs counts, a ratio is taken within the turn, and each
figure is the median of the turns. Guardian takes seconds, so it runs once in each of the first.

"portal first" is the first time a session is asked: the question is built and planned. After that
it is only executed (core/prepared.py). `--rebuild` makes the database anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from bench.kept import ROOT, kept

DATABASE = "portal_bench_worklist"
TURNS = {"floor": 31, "portal": 31, "portal first": 31, "guardian": 3}
QUICKEST_OF = {"floor": 5, "portal": 5, "portal first": 1, "guardian": 1}
MOST = 1001
GOALS = {"list": 1.25, "detail": 1.5}
FAILURE = 1.5
VIEWERS = {"large": (0,), "small": (49,), "three-agency": (1, 5, 20)}
STATES = ("CSE_TEAM_MANAGED", "SCREENING", "MASE_CYCLE", "WITH_SOCIAL_CARE", "OUTCOME_SET")


@dataclass(frozen=True)
class Measure:
    """One thing measured three ways; the first is the floor."""

    name: str
    ways: dict[str, Callable[[], Any]]


def main() -> int:
    made = kept(DATABASE, fill)
    import django

    django.setup()
    print(f"1,000,000 cases over 50 agencies: {made}")
    worst = 0.0
    for measure in measures():
        for way, ratio, took in ratios(measure):
            goal = GOALS.get(measure.name.split()[0]) if way == "portal" else None
            aim = f" (goal {goal})" if goal else ""
            print(f"{measure.name} {way} p50 {took:.2f} ms ratio {ratio:.2f}{aim}", flush=True)
            if way == "portal" and measure.name.startswith("list"):
                worst = max(worst, ratio)
    return 1 if worst > FAILURE else 0


def fill(cursor: Any) -> None:
    """One statement a transaction: a table that is being filled cannot be altered."""
    for statement in (ROOT / "bench" / "data" / "worklist.sql").read_text().split(";\n")[:-1]:
        cursor.execute(statement)


def measures() -> Iterator[Measure]:
    """List, count and detail, for each viewer, in one state and in five."""
    for name, numbers in VIEWERS.items():
        who = person(name, numbers)
        for states in (STATES[:1], STATES):
            yield from lists(f"{name} {len(states)} state{'s' * (len(states) > 1)}", who, states)
        yield details(name, who)


def person(name: str, numbers: tuple[int, ...]) -> Any:
    """A social worker in each of these agencies; made once."""
    from datetime import UTC, datetime

    from agencies.models import Agency, User
    from agencies.roles import Role
    from agencies.services import appoint

    who, new = User.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name})
    for number in numbers if new else ():
        agency = Agency.objects.select_related("authority").get(code=f"BENCH_{number}")
        at = datetime(2026, 1, 5, 9, tzinfo=UTC)
        appoint(who, agency=agency, role=Role.SOCIAL_WORKER, from_on=at.date(), by=None, at=at)
    return User.objects.get(pk=who.pk)


def lists(name: str, who: Any, states: tuple[str, ...]) -> Iterator[Measure]:
    from agencies.worklist import ORDER
    from cases.models import Case
    from cases.selectors import cases_counted, cases_page

    rows = Case.objects.select_related("child", "authority").filter(status__in=states)
    ordered = rows.order_by(*ORDER)
    floor = Measure(
        f"list {name}",
        {
            "floor": lambda: list(ordered[:50]),
            **portal(lambda: cases_page(who, statuses=states).rows),  # type: ignore[arg-type]
            "guardian": lambda: list(granted(who, ordered)[:50]),
        },
    )
    same(floor)
    yield floor
    count = Measure(
        f"count {name}",
        {
            "floor": lambda: rows[:MOST].count(),
            **portal(lambda: cases_counted(who, statuses=states)),  # type: ignore[arg-type]
            "guardian": lambda: granted(who, rows)[:MOST].count(),
        },
    )
    same(count)
    yield count


def details(name: str, who: Any) -> Measure:
    from cases.models import Case
    from cases.selectors import case_for, cases_page

    pk = cases_page(who, statuses=STATES).rows[-1].pk  # type: ignore[arg-type]
    rows = Case.objects.select_related("child", "authority")
    measure = Measure(
        f"detail {name}",
        {
            "floor": lambda: rows.get(pk=pk),
            **portal(lambda: case_for(who, pk)),
            "guardian": lambda: granted(who, rows).get(pk=pk),
        },
    )
    same(measure)
    return measure


def portal(run: Callable[[], Any]) -> dict[str, Callable[[], Any]]:
    """The portal's way in a session that was asked before, and in one that was not."""
    from agencies.access.decide import _one
    from agencies.worklist.pages import _count, _page
    from core.prepared import forget

    def first() -> Any:
        for question in (_one, _page, _count):
            question.cache_clear()
        forget()
        return run()

    return {"portal": run, "portal first": first}


def granted(who: Any, rows: Any) -> Any:
    """The rows guardian says the person holds the permission for."""
    from guardian.shortcuts import get_objects_for_user

    return get_objects_for_user(who, "cases.view_case", klass=rows)


def same(measure: Measure) -> None:
    """Stop unless the portal and guardian give the same answer."""
    if measure.ways["portal"]() != measure.ways["guardian"]():
        raise SystemExit(f"{measure.name}: the portal and guardian differ")


def ratios(measure: Measure) -> Iterator[tuple[str, float, float]]:
    """Each way: the medians of its ratio to the floor of the same turn, and of its time in ms."""
    took: dict[str, list[float]] = {way: [] for way in measure.ways}
    for turn in range(max(TURNS.values())):
        for way, run in measure.ways.items():
            if turn < TURNS[way]:
                took[way].append(min(timed(run) for _ in range(QUICKEST_OF[way])))
    floors = took["floor"]
    for way, times in took.items():
        ratio = median(time / floor for time, floor in zip(times, floors, strict=False))
        yield way, ratio, median(times) * 1000


def timed(run: Callable[[], Any]) -> float:
    """How long one run took, in seconds."""
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
