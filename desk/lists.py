"""The lists that can be narrowed: what each may be narrowed to, and the rows that are left.

A list's page, a saved filter, its count, its news and its export all read the same rows, as the
person who looks: nothing is counted, told or written out that the page would not show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from agencies.access import Viewer
from agencies.permissions import SENTENCES, Permission
from core import codes
from core.batch import asked_once
from core.paging import one_of
from core.refusals import NotAllowed, OutOfReach, Unreadable
from core.templatetags.portal import uk_datetime
from desk import worklist
from desk.queues import capped
from missing import selectors as missing
from referrals import selectors as referrals

P = Permission
Values = Mapping[str, Sequence[str]]
Choices = Sequence[tuple[str, str]]
Cells = tuple[str | int, ...]
GONE = "This list does not offer everything that was saved any more. Choose again on its page."


@dataclass(frozen=True)
class Option:
    """One thing a list may be narrowed by. `given` is what an address that says nothing means.

    `column` holds the choice of each row, `empty` the choice of a row where it holds nothing: by
    these a chart parts the rows. Without a column it is drawn by other things.
    """

    name: str
    label: str
    choices: Callable[[], Choices]
    many: bool = False
    given: str = ""
    column: str = ""
    empty: str = ""

    def read(self, said: Sequence[str]) -> list[str]:
        """What was chosen, in the order it is offered. Raises Unreadable for anything else."""
        if not any(said):
            return [self.given] if self.given else []
        offered = [value for value, _ in self.choices()]
        chosen = {one_of(value, offered, self.label.lower()) for value in said} - {""}
        if len(chosen) > 1 and not self.many:
            raise Unreadable(f"{self.label}: choose one.")
        return [value for value in offered if value in chosen]


@dataclass(frozen=True)
class FilteredList:
    """A list that can be narrowed. `one` and `many` name its rows; `kind` is what they are.

    `rows` is the one reading behind page, count, news and export; `cells` what a file shows of
    them under `columns`.
    """

    name: str
    title: str
    one: str
    many: str
    kind: str
    route: str
    permission: Permission
    options: tuple[Option, ...]
    rows: Callable[[Viewer, Values, datetime], QuerySet[Any]]
    columns: tuple[str, ...]
    cells: Callable[[QuerySet[Any], datetime], list[Cells]]
    count: Callable[[Viewer, Values, datetime], int] | None = None

    def asked(self, query: QueryDict) -> dict[str, list[str]]:
        """The filter an address says; places and the like are no part of it.

        Raises Unreadable for what is not offered.
        """
        return self.read({option.name: query.getlist(option.name) for option in self.options})

    def read(self, said: Values) -> dict[str, list[str]]:
        """A filter that was kept. Raises Unreadable for what is not, or no longer, offered."""
        if set(said) - {option.name for option in self.options}:
            raise Unreadable(GONE)
        read = {option.name: option.read(said.get(option.name, ())) for option in self.options}
        return {name: values for name, values in read.items() if values}

    def words(self, values: Values) -> tuple[str, ...]:
        """The filter as people read it; nothing chosen is the list as it opens."""
        return tuple(
            f"{option.label}: {', '.join(_labels(option, values[option.name])).lower()}"
            for option in self.options
            if values.get(option.name)
        )

    def how_many(self, viewer: Viewer, values: Values, now: datetime) -> int:
        """How many rows are left, counted to one more than people read."""
        if self.count:
            return self.count(viewer, values, now)
        return capped(self.rows(viewer, values, now))

    def url(self, values: Values) -> str:
        """The page with exactly these rows."""
        said = urlencode(dict(values), doseq=True)
        return f"{reverse(self.route)}?{said}" if said else reverse(self.route)


def list_for(viewer: Viewer, name: str) -> FilteredList:
    """A list by its name. Raises OutOfReach for an unknown one, NotAllowed for one not open."""
    if name not in LISTS:
        raise OutOfReach
    if not viewer.holds(LISTS[name].permission):
        raise NotAllowed(SENTENCES[LISTS[name].permission])
    return LISTS[name]


def _labels(option: Option, chosen: Sequence[str]) -> list[str]:
    return [label for value, label in option.choices() if value in chosen]


def _wanted(values: Values) -> worklist.Wanted:
    return worklist.Wanted(
        statuses=tuple(values.get("status", ())),
        levels=tuple(values.get("level", ())),
        late=bool(values.get("late")),
    )


def _case_cells(rows: QuerySet[Any], now: datetime) -> list[Cells]:
    lines = (worklist.line_of(case, now=now) for case in rows)
    levels = dict(worklist.LEVELS)
    return [
        (
            line.reference,
            line.name,
            _or_nothing(line.age),
            uk_datetime(line.due_at) if line.due_at else "",
            levels[line.level or "NONE"],
            line.status,
        )
        for line in lines
    ]


def _triaged(viewer: Viewer, values: Values) -> QuerySet[Any]:
    wanted = referrals.Wanted(
        view=_one(values, "view"),
        statuses=tuple(values.get("status", ())),
        urgent=bool(values.get("urgent")),
        source=_one(values, "source"),
    )
    return referrals.triaged(viewer, wanted)


def _referral_cells(rows: QuerySet[Any], now: datetime) -> list[Cells]:
    return [
        (
            row.reference,
            row.child.full_name,
            "Yes" if row.urgent else "No",
            uk_datetime(row.due_at) if row.due_at else "",
            row.get_status_display(),
            row.contact.organisation or row.agency.name,
            uk_datetime(row.received_at),
        )
        for row in rows
    ]


def _episode_cells(rows: QuerySet[Any], now: datetime) -> list[Cells]:
    return [
        (
            line.reference,
            line.child,
            _or_nothing(line.age),
            uk_datetime(line.started_at),
            uk_datetime(line.ended_at) if line.ended_at else "",
            uk_datetime(line.interview_due_at) if line.interview_due_at else "",
            line.setting,
        )
        for line in missing.lines_of(rows)
    ]


@asked_once
def _sources() -> Choices:
    return codes.choices("referral_source")


def _one(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _or_nothing(number: int | None) -> str | int:
    return "" if number is None else number


CASES = FilteredList(
    name="cases",
    title="Cases",
    one="case",
    many="cases",
    kind="cases.case",
    route="desk:cases",
    permission=P.CASE_VIEW,
    options=(
        Option("status", "Status", lambda: worklist.STATUSES, many=True, column="status"),
        Option(
            "level",
            "Level of risk",
            lambda: worklist.LEVELS,
            many=True,
            column="level",
            empty="NONE",
        ),
        Option("late", "Time limits", lambda: [("on", "Only what is late")]),
    ),
    rows=lambda viewer, values, now: worklist.cases_wanted(viewer, _wanted(values), now=now),
    count=lambda viewer, values, now: worklist.how_many(viewer, _wanted(values), now=now),
    columns=("Reference", "Child", "Age", "Next due", "Risk", "Status"),
    cells=_case_cells,
)
TRIAGE = FilteredList(
    name="triage",
    title="Triage",
    one="referral",
    many="referrals",
    kind="referrals.referral",
    route="referrals:triage",
    permission=P.REFERRAL_TRIAGE,
    options=(
        Option("view", "List", lambda: list(referrals.VIEWS.items()), given="waiting"),
        Option("status", "Status", lambda: referrals.STATUSES, many=True, column="status"),
        Option("urgent", "Urgency", lambda: [("1", "Urgent only")]),
        Option("source", "From", _sources, column="source"),
    ),
    rows=lambda viewer, values, now: _triaged(viewer, values),
    columns=("Reference", "Child", "Urgent", "Due", "Status", "Referred by", "Received"),
    cells=_referral_cells,
)
MISSING = FilteredList(
    name="missing",
    title="Missing children",
    one="episode",
    many="episodes",
    kind="missing.episode",
    route="missing:list",
    permission=P.EPISODE_VIEW,
    options=(
        Option("show", "List", lambda: list(missing.SHOW.items()), given="open"),
        Option("setting", "Missing from", missing.settings_to_choose, column="setting"),
    ),
    rows=lambda viewer, values, now: missing.episodes_narrowed(
        viewer, show=_one(values, "show"), setting=_one(values, "setting")
    ),
    columns=(
        "Reference",
        "Child",
        "Age",
        "Missing since",
        "Returned",
        "Return interview due",
        "Missing from",
    ),
    cells=_episode_cells,
)
LISTS = {listed.name: listed for listed in (CASES, TRIAGE, MISSING)}
"""Every list that can be narrowed and kept, by its name."""
