"""The packet of a hand-over: what goes, what stays, and why. Apps above add their parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cases.models import ActionStatus, Case, HandOverKind, RiskLevel, WishStatus
from children.kinds import TITLES, FactKind
from children.selectors.facts import card
from core import codes
from core.calendar import local_day
from core.templatetags.portal import uk_date, uk_datetime


@dataclass(frozen=True)
class Part:
    """One part of a packet: the lines that go, and what stays with the reason."""

    title: str
    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


Read = Callable[[Case, HandOverKind, datetime], Part]
_parts: dict[str, tuple[int, Read]] = {}

INTELLIGENCE_STAYS = "What is marked as intelligence: the police decide who reads it."
HEALTH_STAYS = "Health detail: it is opened to whoever may read it, never sent."
SAFE_STAYS = "A safe address: told by word of mouth, to who needs it."


def register(name: str, order: int, read: Read) -> None:
    """Add a part; a name is taken once."""
    if name in _parts:
        raise RuntimeError(f"the part {name} of the packet is there already")
    _parts[name] = (order, read)


def packet_of(case: Case, kind: HandOverKind, *, at: datetime) -> tuple[Part, ...]:
    """Every part of the packet as it would go now."""
    reads = [read for _, read in sorted(_parts.values(), key=lambda part: part[0])]
    return tuple(read(case, kind, at) for read in reads)


def frozen(parts: tuple[Part, ...]) -> tuple[list[dict[str, Any]], str]:
    """The packet as it is kept, and its SHA-256."""
    kept = [{name: _listed(value) for name, value in asdict(part).items()} for part in parts]
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return kept, hashlib.sha256(text.encode()).hexdigest()


def thawed(kept: list[dict[str, Any]]) -> tuple[Part, ...]:
    """A kept packet as parts."""
    return tuple(Part(one["title"], tuple(one["goes"]), tuple(one["stays"])) for one in kept)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _child(case: Case, kind: HandOverKind, at: datetime) -> Part:
    child = case.child
    born = uk_date(child.born_on) if child.born_on else "not known"
    facts = (
        f"Name: {child.full_name}",
        f"Date of birth: {born}{' (estimated)' if child.born_on_estimated else ''}",
        *_said("Sex", "gender", child.sex),
        *_said("Ethnicity", "ethnicity", child.ethnicity),
        *((f"Language: {child.language}",) if child.language else ()),
    )
    lines, safe = [], False
    for one in FactKind:
        for fact in card(child, one, today=local_day(at)).current:
            safe = safe or fact.masked
            if not fact.masked:
                rows = (row for row in fact.rows if row.value != fact.title)
                more = "; ".join(f"{row.key}: {row.value}" for row in rows)
                tail = f" ({more})" if more else ""
                lines.append(f"{TITLES[one]}: {fact.title}{tail}")
    return Part("The child", (*facts, *lines), (SAFE_STAYS,) if safe else ())


def _said(label: str, name: str, code: str) -> tuple[str, ...]:
    return (f"{label}: {codes.labels(name).get(code, code)}",) if code else ()


def _risk(case: Case, kind: HandOverKind, at: datetime) -> Part:
    rows = case.levels.filter(superseded_at=None, from_at__lte=at)
    levels = tuple(
        f"{RiskLevel(row.level).label} since {uk_datetime(row.from_at)}"
        for row in rows.order_by("-from_at", "-recorded_at")[:3]
    )
    opened = f"Case {case.reference}, open since {uk_date(local_day(case.last_opened_at))}"
    return Part("The risk", (opened, *(levels or ("Not yet screened",))))


def _plan(case: Case, kind: HandOverKind, at: datetime) -> Part:
    plan = getattr(case, "plan", None)
    if plan is None:
        return Part("The plan", ("There is no plan yet.",))
    actions = plan.actions.filter(status=ActionStatus.OPEN).order_by("due_on", "number")
    todo = (f"To do by {uk_date(action.due_on)}: {action.what}" for action in actions)
    safe = (f"Keeping safe: {plan.keeping_safe}",) if plan.keeping_safe else ()
    return Part("The plan", (f"Aim: {plan.aim}", *safe, *todo))


def _voice(case: Case, kind: HandOverKind, at: datetime) -> Part:
    standing = case.voices.standing()
    latest = standing.order_by("heard_on", "recorded_at").last()
    said = (f"On {uk_date(latest.heard_on)}: {latest.words}",) if latest else ()
    wishes = [
        f"Wish: {wish.said}"
        for voice in standing.prefetch_related("wishes")
        for wish in voice.wishes.all()
        if wish.status == WishStatus.OPEN
    ]
    return Part("What the child says", (*said, *wishes) or ("The child was not yet heard.",))


def _records(case: Case, kind: HandOverKind, at: datetime) -> Part:
    notes = case.notes.filter(correction=None).count()
    where = (
        "they are asked for one by one, each with its reason"
        if kind == HandOverKind.AUTHORITY
        else "they are read in the file once the case is accepted, as far as the role reads notes"
    )
    stays = [f"{notes} notes: {where}."] if notes else []
    if case.notes.exclude(intelligence="").exists():
        stays.append(INTELLIGENCE_STAYS)
    if case.notes.filter(health_part__isnull=False).exists():
        stays.append(HEALTH_STAYS)
    return Part("The file", () if stays else ("There are no notes yet.",), tuple(stays))


register("child", 10, _child)
register("risk", 20, _risk)
register("plan", 50, _plan)
register("voice", 60, _voice)
register("records", 90, _records)
