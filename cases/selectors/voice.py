"""The voice of the child: the latest words first, wishes, and what was done about each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import (
    WISH_PATHWAY,
    ActionStatus,
    Case,
    HowHeard,
    PlanAction,
    Voice,
    VoiceKind,
    Wish,
    WishStatus,
)
from cases.selectors.case import case_for
from cases.selectors.movement import end_of
from core.refusals import OutOfReach

KINDS = [(kind.value, str(kind.label)) for kind in VoiceKind]
WAYS = [(how.value, str(how.label)) for how in HowHeard]
COLOURS = {WishStatus.OPEN: "blue", WishStatus.MET: "green", WishStatus.CANNOT: "grey"}


@dataclass(frozen=True)
class Did:
    """One action of the plan that cites a wish."""

    id: uuid.UUID
    what: str
    status: str
    due_at: datetime
    is_open: bool


@dataclass(frozen=True)
class WishLine:
    """One wish: what the child said, what is done about it, and what the child was told."""

    id: uuid.UUID
    said: str
    said_on: date
    status: str
    colour: str
    answer: str
    answered_at: datetime | None
    did: tuple[Did, ...]


@dataclass(frozen=True)
class VoiceLine:
    """What was heard once."""

    id: uuid.UUID
    heard_on: date
    own_words: bool
    words: str
    how: str
    who: str
    is_correction: bool
    may_correct: bool = False


@dataclass(frozen=True)
class StruckLine:
    """Words that stand no more, with their wishes: replaced or withdrawn, why, by whom and when."""

    voice: VoiceLine
    wishes: tuple[str, ...]
    replaced: bool
    because: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class VoiceSection:
    """The latest words, wishes with the open ones first, what was heard before, what is struck."""

    latest: VoiceLine | None
    wishes: tuple[WishLine, ...]
    earlier: tuple[VoiceLine, ...]
    struck: tuple[StruckLine, ...]
    may_hear: Decision


@dataclass(frozen=True)
class LatestVoice:
    """What stands first in the case file: the latest words and the open wishes."""

    voice: VoiceLine | None
    wishes: tuple[str, ...]


@dataclass(frozen=True)
class HearPage:
    """A case in which the viewer hears the child, and the agencies at work there."""

    case: Case
    agencies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WishPage:
    """One wish that the viewer may answer, and how it may stand from now on."""

    case: Case
    wish: Wish
    steps: tuple[tuple[str, str], ...]


def voice_section(viewer: Any, case: Case, since: datetime | None = None) -> VoiceSection:
    """What the child said in a case; a pack asks for what was written down since a moment."""
    access.require(viewer, Permission.VOICE_VIEW, case)
    rows = _voices(case)
    if since:
        rows = [row for row in rows if (row.struck_at or row.recorded_at) >= since]
    mine = access.visible(viewer, Permission.VOICE_CORRECT, case.voices.standing())
    may_correct = set(mine.values_list("pk", flat=True))
    lines = [line_of(row, may_correct=row.pk in may_correct) for row in rows if not row.struck_at]
    reads_plan = access.can(viewer, Permission.PLAN_VIEW, case)
    return VoiceSection(
        latest=lines[0] if lines else None,
        wishes=tuple(_wish_line(wish, reads_plan=reads_plan) for wish in wishes_of(case)),
        earlier=tuple(lines[1:]),
        struck=_struck([row for row in rows if row.struck_at]),
        may_hear=access.decide(viewer, Permission.VOICE_HEAR, case),
    )


def latest_voice(viewer: Any, case: Case) -> LatestVoice | None:
    """The latest words and the open wishes; None for those who do not read the child's voice."""
    if not access.can(viewer, Permission.VOICE_VIEW, case):
        return None
    rows = [row for row in _voices(case) if not row.struck_at]
    open_ones = [wish for wish in wishes_of(case) if wish.status == WishStatus.OPEN]
    return LatestVoice(line_of(rows[0]) if rows else None, tuple(wish.said for wish in open_ones))


def wishes_of(case: Case) -> list[Wish]:
    """The wishes of a child in a case that stand: the open ones first, then the latest."""
    rows = Wish.objects.standing().filter(voice__case=case).select_related("voice")
    rows = rows.prefetch_related("actions")
    return sorted(
        rows.order_by("-voice__heard_on", "-voice__recorded_at", "pk"),
        key=lambda wish: wish.status != WishStatus.OPEN,
    )


def _wish_line(wish: Wish, *, reads_plan: bool) -> WishLine:
    """“You said, we did”: a wish with the actions that cite it (capability 96)."""
    return WishLine(
        id=wish.pk,
        said=wish.said,
        said_on=wish.voice.heard_on,
        status=wish.get_status_display(),
        colour=COLOURS[WishStatus(wish.status)],
        answer=wish.answer,
        answered_at=wish.answered_at,
        did=tuple(_did(action) for action in wish.actions.all()) if reads_plan else (),
    )


def _did(action: PlanAction) -> Did:
    return Did(
        id=action.pk,
        what=action.what,
        status=action.get_status_display(),
        due_at=end_of(action.due_on),
        is_open=action.status == ActionStatus.OPEN,
    )


def case_to_hear(viewer: Any, case_id: uuid.UUID) -> HearPage:
    """A case in which the viewer may write down what the child said, and the agencies there."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.VOICE_HEAR, case)
    at_work = agencies.active_agencies(case.authority_id)
    return HearPage(case, tuple((str(agency.pk), agency.name) for agency in at_work))


def wish_to_answer(viewer: Any, wish_id: uuid.UUID) -> WishPage:
    """A wish of a case in which the viewer hears the child."""
    wish = Wish.objects.select_related("voice__case").filter(pk=wish_id).first()
    if wish is None:
        raise OutOfReach
    case = case_for(viewer, wish.voice.case_id)
    access.require(viewer, Permission.VOICE_HEAR, case)
    steps = [to for to in WishStatus if WISH_PATHWAY.allows(wish.status, to)]
    return WishPage(case, wish, tuple((to.value, WISH_PATHWAY.word(to)) for to in steps))


def _voices(case: Case) -> list[Voice]:
    rows = case.voices.select_related("agency", "correction")
    return list(rows.order_by("-heard_on", "-recorded_at", "pk"))


def line_of(row: Voice, *, may_correct: bool = False) -> VoiceLine:
    """Words as pages show them."""
    return VoiceLine(
        id=row.pk,
        heard_on=row.heard_on,
        own_words=row.kind == VoiceKind.VERBATIM,
        words=row.words,
        how=row.get_how_display(),
        who=f"{row.heard_by_name}, {row.agency.name}",
        is_correction=row.corrects_id is not None,
        may_correct=may_correct,
    )


def _struck(rows: list[Voice]) -> tuple[StruckLine, ...]:
    names = agencies.names_of(row.struck_by_id for row in rows)
    wishes: dict[uuid.UUID, list[str]] = {}
    for wish in Wish.objects.filter(voice__in=rows).order_by("pk") if rows else ():
        wishes.setdefault(wish.voice_id, []).append(wish.said)
    return tuple(
        StruckLine(
            voice=line_of(row),
            wishes=tuple(wishes.get(row.pk, ())),
            replaced=hasattr(row, "correction"),
            because=row.struck_because,
            by=names.get(row.struck_by_id, "") if row.struck_by_id else "",
            at=row.struck_at,
        )
        for row in rows
    )
