"""Reads of time limits and the ladder: what is shipped, and what an authority has of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies import selectors as agencies
from agencies.access import Viewer, viewer_of
from agencies.models import Authority
from agencies.permissions import SENTENCES, Permission, Reach
from agencies.roles import ROLE_NAMES, Role
from core.layout import Link
from core.paging import one_of
from core.refusals import NotAllowed, OutOfReach
from duties.models import Clock, ClockLimit, LimitChange, Rung

LONGEST = {
    ClockLimit.Unit.HOURS: 240,
    ClockLimit.Unit.WORKING_DAYS: 60,
    ClockLimit.Unit.MONTHS: 12,
}
LONGEST_SOURCE = "our choice, so that no clock is set aside by a figure"
LADDER_HOURS = 120
LADDER_URGENT_MINUTES = 720
MOST_CHANGES = 50


@dataclass(frozen=True)
class LimitLine:
    """One clock: the shipped limit, the authority's own, and where the shipped one comes from."""

    clock: str
    label: str
    shipped: str
    own: str
    longest: str
    source: str
    url: str


@dataclass(frozen=True)
class RungLine:
    """One step of the ladder as shipped, and as the authority has it."""

    number: int
    role: str
    shipped: str
    own: str
    told: bool
    after_hours: int
    urgent_minutes: int
    last: bool


@dataclass(frozen=True)
class ChangeLine:
    """What was changed, by whom, when and why."""

    what: str
    before: str
    after: str
    because: str
    by: str
    at: Any


@dataclass(frozen=True)
class LimitsPage:
    """Every limit of an authority, its ladder, and what was changed of them lately."""

    authority: Authority
    others: tuple[Link, ...]
    limits: tuple[LimitLine, ...]
    rungs: tuple[RungLine, ...]
    own_ladder: bool
    changes: tuple[ChangeLine, ...]
    ladder_url: str


@dataclass(frozen=True)
class LimitPage:
    """One limit of an authority, to change."""

    authority: Authority
    clock: Clock
    line: LimitLine
    amount: int
    unit: str
    changes: tuple[ChangeLine, ...]
    back_url: str


@dataclass(frozen=True)
class LadderPage:
    """The ladder of an authority, to change. `seen` tells it from a later one."""

    authority: Authority
    rungs: tuple[RungLine, ...]
    own: bool
    seen: str
    changes: tuple[ChangeLine, ...]
    back_url: str


def limit_authority(by: Any, authority: Authority) -> None:
    """Who coordinates or manages an authority sets its limits [D]. NotAllowed for anybody else.

    The rule book leaves them to each authority (pathway, section 4) and names nobody; a counting
    rule is agreed by the same two.
    """
    if authority.pk not in {one.pk for one in _authorities(viewer_of(by))}:
        raise NotAllowed(SENTENCES[Permission.LIMIT_SET])


def limits_page(viewer: Viewer, *, asked: str) -> LimitsPage:
    """The limits of the authority that is asked for, or of the viewer's first."""
    authority, others = _chosen(viewer, asked)
    rungs, own = _rungs(authority)
    return LimitsPage(
        authority=authority,
        others=tuple(Link(one.name, _address("duties:limits", one)) for one in others),
        limits=_limits(authority),
        rungs=rungs,
        own_ladder=own,
        changes=_changes(LimitChange.objects.filter(authority=authority)),
        ladder_url=_address("duties:ladder", authority),
    )


def limit_page(viewer: Viewer, clock: str, *, asked: str) -> LimitPage:
    """One of them; OutOfReach for a clock that there is not."""
    authority, _ = _chosen(viewer, asked)
    line = next((one for one in _limits(authority) if one.clock == clock), None)
    if line is None:
        raise OutOfReach
    rows = ClockLimit.objects.filter(clock=clock, authority__in=[authority])
    limit = rows.first() or ClockLimit.objects.get(clock=clock, authority=None)
    return LimitPage(
        authority=authority,
        clock=Clock(clock),
        line=line,
        amount=limit.amount,
        unit=str(limit.get_unit_display()),
        changes=_changes(LimitChange.objects.filter(authority=authority, clock=clock)),
        back_url=_address("duties:limits", authority),
    )


def ladder_page(viewer: Viewer, *, asked: str) -> LadderPage:
    """The ladder to change."""
    authority, _ = _chosen(viewer, asked)
    rungs, own = _rungs(authority)
    in_force = Rung.objects.filter(authority=authority if own else None).order_by("number")
    return LadderPage(
        authority=authority,
        rungs=rungs,
        own=own,
        seen=ladder_words(in_force),
        changes=_changes(LimitChange.objects.filter(authority=authority, clock="")),
        back_url=_address("duties:limits", authority),
    )


def amount_words(amount: int, unit: str) -> str:
    """A limit as people say it: "1 working day", "72 hours"."""
    words = str(ClockLimit.Unit(unit).label)
    return f"{amount} {words.removesuffix('s') if amount == 1 else words}"


def rung_words(rung: Rung) -> str:
    """How long after the step before, and where it is urgent."""
    return f"{after_words(rung.after_hours)}; urgent: {rung.urgent_minutes} minutes"


def after_words(hours: int) -> str:
    """Hours of working days in words; a whole working day counts 24."""
    days, rest = divmod(hours, 24)
    if not hours:
        return "at once when it is late"
    if rest:
        return f"{hours} hours of working days"
    return "one working day" if days == 1 else f"{days} working days"


def ladder_words(rungs: Sequence[Rung] | QuerySet[Rung]) -> str:
    """A whole ladder in one line."""
    return ". ".join(f"{ROLE_NAMES[Role(rung.role)]}: {rung_words(rung)}" for rung in rungs)


def _authorities(viewer: Viewer) -> list[Authority]:
    """The authorities whose limits a viewer sets, by name."""
    ids = {
        post.authority_id
        for post in viewer.posts
        if Reach.AUTHORITY in post.reaches(Permission.LIMIT_SET)
    }
    return [one for one in agencies.authorities() if one.pk in ids]


def _chosen(viewer: Viewer, asked: str) -> tuple[Authority, list[Authority]]:
    """The one of the viewer's that an address asks for, and the others."""
    mine = {one.ons_code: one for one in _authorities(viewer)}
    if not mine:
        raise NotAllowed(SENTENCES[Permission.LIMIT_SET])
    chosen = mine[one_of(asked, mine, "authority") or next(iter(mine))]
    return chosen, [one for one in mine.values() if one != chosen]


def _limits(authority: Authority) -> tuple[LimitLine, ...]:
    rows = ClockLimit.objects.filter(authority=None) | ClockLimit.objects.filter(
        authority=authority
    )
    by_clock: dict[str, dict[bool, ClockLimit]] = {}
    for row in rows:
        by_clock.setdefault(row.clock, {})[row.authority_id is not None] = row
    return tuple(
        _limit_line(by_clock[clock][False], by_clock[clock].get(True), authority)
        for clock in Clock.values
        if clock in by_clock
    )


def _limit_line(shipped: ClockLimit, own: ClockLimit | None, authority: Authority) -> LimitLine:
    return LimitLine(
        clock=shipped.clock,
        label=shipped.get_clock_display(),
        shipped=amount_words(shipped.amount, shipped.unit),
        own=amount_words(own.amount, own.unit) if own else "",
        longest=_longest_words(shipped),
        source=shipped.source,
        url=_address("duties:limit", authority, shipped.clock),
    )


def _longest_words(shipped: ClockLimit) -> str:
    """The most that is allowed, and by whom: the rule book where it names one, else the portal."""
    if shipped.longest:
        return amount_words(shipped.longest, shipped.unit)
    most = LONGEST[ClockLimit.Unit(shipped.unit)]
    return f"{amount_words(most, shipped.unit)} (our choice)"


def _rungs(authority: Authority) -> tuple[tuple[RungLine, ...], bool]:
    """The shipped ladder with the authority's own beside it, and whether it has one."""
    shipped = list(Rung.objects.filter(authority=None).order_by("number"))
    own = {rung.number: rung for rung in Rung.objects.filter(authority=authority)}
    lines = []
    for rung in shipped:
        now = own.get(rung.number, rung)
        told = not own or rung.number in own
        said = rung_words(now) if told else "is not told"
        lines.append(
            RungLine(
                number=rung.number,
                role=ROLE_NAMES[Role(rung.role)],
                shipped=rung_words(rung),
                own=said if own else "",
                told=told,
                after_hours=now.after_hours,
                urgent_minutes=now.urgent_minutes,
                last=rung is shipped[-1],
            )
        )
    return tuple(lines), bool(own)


def _changes(rows: QuerySet[LimitChange]) -> tuple[ChangeLine, ...]:
    latest = rows.select_related("by").order_by("-at", "id")[:MOST_CHANGES]
    return tuple(
        ChangeLine(
            what=row.get_clock_display() if row.clock else "Who is told",
            before=row.before,
            after=row.after,
            because=row.because,
            by=row.by.name if row.by else "The portal",
            at=row.at,
        )
        for row in latest
    )


def _address(route: str, authority: Authority, *path: str) -> str:
    return f"{reverse(route, args=path)}?authority={authority.ons_code}"
