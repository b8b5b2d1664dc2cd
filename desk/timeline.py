"""The trail of a case in plain words, as far as the viewer may read the records it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Q, QuerySet

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.roles import ROLE_NAMES
from cases.models import Case, CaseStatus, HandOverNote, RiskLevel, StrategyOutcome
from cases.selectors.handover import LACKS
from core import codes
from core.models import Event
from core.templatetags.portal import uk_datetime
from desk.records import PAGES, page_of
from duties.models import Clock

MOST = 200

WORDS = {
    "case.opened": "Case opened",
    "case.reopened": "Case reopened",
    "case.moved": "Case moved",
    "case.stepped_down": "Case stepped down",
    "strategy_discussion.held": "Strategy discussion held",
    "strategy_discussion.corrected": "Record of a strategy discussion corrected",
    "case.closing_entry": "Written down for closing",
    "case.closed": "Case closed",
    "case.closed_as_second": "Case closed as a second one of the child",
    "case.placed": "Case put on the record of the other child",
    "case.level_set": "Level of risk set",
    "case.allocated": "Case allocated",
    "case.allocation_ended": "Allocation ended",
    "case.shared": "Case shared",
    "case.share_ended": "Sharing ended",
    "case.disclosed": "Sent to another authority",
    "hand_over.offered": "Hand-over offered",
    "hand_over.accepted": "Hand-over accepted",
    "hand_over.declined": "Hand-over declined",
    "hand_over.withdrawn": "Hand-over taken back",
    "hand_over.noted": "Written down of the hand-over",
    "transition.entered": "Written down on the way to adult services",
    "voice.heard": "The child was heard",
    "voice.corrected": "What the child said was corrected",
    "voice.withdrawn": "What the child was said to have said was withdrawn",
    "wish.met": "A wish of the child was met",
    "wish.cannot_be_met": "The child was told why a wish cannot be met",
    "wish.opened_again": "A wish of the child is open again",
    "note.written": "Note",
    "note.corrected": "Note corrected",
    "plan.begun": "Plan begun",
    "plan.changed": "Text of the plan changed",
    "plan.reviewed": "Plan reviewed",
    "plan_action.added": "Action added to the plan",
    "plan_action.changed": "Action of the plan changed",
    "plan_action.done": "Action of the plan done",
    "plan_action.dropped": "Action of the plan dropped",
    "intervention.offered": "Intervention offered",
    "intervention.accepted": "Intervention accepted",
    "intervention.declined": "Intervention declined",
    "intervention.begun": "First contact in an intervention",
    "intervention.session": "Session of an intervention",
    "intervention.ended": "Intervention ended",
    "chronology.begun": "Chronology begun",
    "chronology.frozen": "Chronology frozen",
    "referral.child_tied": "Referral tied to the child",
    "referral.case_changed": "Referral taken into this case",
    "referral.more_asked": "More information asked for",
    "referral.request_chased": "More information asked for again",
    "referral.answered": "Question about the referral answered",
    "referral.not_cse": "Referral decided: not CSE",
    "referral.duplicate": "Referral decided: duplicate",
    "referral.outcome_ready": "Outcome ready for the referrer",
    "referral.referrer_told": "Referrer told the outcome",
    "referral.disagreed": "Referrer disagreed",
    "screening.referrer_ticked": "Signs ticked by the referrer",
    "screening.ticks_placed": "Ticks put on the record of the other child",
    "screening.taken_over": "Unfinished screening taken over",
    "screening.returned": "Screening sent back",
    "document.uploaded": "Document sent in",
    "document.released": "Document scanned, nothing found",
    "document.found_harmful": "Document found harmful and shut",
    "document.withdrawn": "Document withdrawn",
    "letter.written": "Letter written",
    "duty.opened": "To do",
    "duty.closed": "Done",
    "duty.cancelled": "No longer to do",
    "duty.stopped": "Clock stopped",
    "duty.resumed": "Clock running again",
    "duty.handed_over": "Handed over",
    "duty.due_changed": "To be done by another day",
    "routing_rule.in_force": "Routing rule in force",
    "routing_rule.ended": "Routing rule ended",
    "duty.raised": "Raised, because it was late or nobody had it",
    "duty.acknowledged": "Somebody has it",
    "duty.given": "Given to somebody to do",
}


KINDS = {
    "case": ("The case", ("case", "hand_over", "strategy_discussion", "transition")),
    "note": ("Notes and chronologies", ("note", "chronology")),
    "voice": ("What the child said", ("voice", "wish")),
    "referral": ("Referrals", ("referral",)),
    "screening": ("Screening", ("screening",)),
    "missing": ("Missing", ("episode",)),
    "duty": ("To do and done", ("duty",)),
}
"""What the timeline may be narrowed to: a label, and how the names of its events begin."""

OTHER = "other"

CODE_LISTS = {
    "kind": "note_kind",
    "reason": "case_closure_reason",
    "stopped_for": "clock_stop_reason",
}
"""The code list that a fact of an event is taken from, where it is one."""


@dataclass(frozen=True)
class Happening:
    """One event in words; `id` is the event's own.

    `happened_at` is when the thing itself happened, where the event is about writing it down.
    """

    id: int
    title: str
    at: datetime
    by: str
    text: str
    url: str
    url_label: str = "View"
    happened_at: datetime | None = None


@dataclass(frozen=True)
class Timeline:
    """What happened, the latest first; `more` when older things are not shown."""

    entries: tuple[Happening, ...]
    more: bool


def told_of(viewer: Viewer, case: Case) -> QuerySet[Event]:
    """The happenings of a case whose record the viewer reads; of others not even a count."""
    return access.about_readable(viewer, Event.objects.filter(case_id=case.pk), within=case)


def of_kinds(kinds: Iterable[str]) -> Q:
    """Events of some kinds; `other` is everything that no kind holds."""
    found = Q(pk__in=())
    for kind in kinds:
        found |= ~_of_kind(*KINDS) if kind == OTHER else _of_kind(kind)
    return found


def timeline_of(viewer: Viewer, case: Case, *, since: datetime | None = None) -> Timeline:
    """The latest happenings of a case, or those since a moment."""
    rows = told_of(viewer, case).order_by("-at", "-id")
    if since:
        rows = rows.filter(recorded_at__gte=since)
    latest = list(rows[: MOST + 1])
    return Timeline(entries=in_words(latest[:MOST]), more=len(latest) > MOST)


def in_words(events: Iterable[Event]) -> tuple[Happening, ...]:
    """Events as people read them; the same few questions for however many."""
    rows = list(events)
    names = agencies.names_of(event.by_id for event in rows)
    labels = _labels(rows)
    return tuple(
        _happening(event, labels, by=names.get(event.by_id, "") if event.by_id else "")
        for event in rows
    )


def words_for(name: str) -> str:
    """An event's name as people say it: `screening.signed` is “Screening signed”."""
    return WORDS.get(name) or name.replace(".", " ").replace("_", " ").capitalize()


Labels = Mapping[str, Mapping[str, str]]


def said_by(facts: Mapping[str, object], labels: Labels) -> str:
    """The codes of an event as labels; ids and what has no label are left out."""
    known = labels.get("", {})
    said = {
        name: label
        for name, value in facts.items()
        if (label := labels.get(name, known).get(str(value), ""))
    }
    if {"from", "to"} <= said.keys():
        return f"From “{said['from']}” to “{said['to']}”"
    return "; ".join(said.values())


def _happening(event: Event, labels: Labels, *, by: str) -> Happening:
    """One happening; what is to do or done is said in the title itself."""
    title, text = words_for(event.name), said_by(event.facts, labels)
    if text and event.name.startswith(("duty.", "note.")):
        title, text = f"{title}: {text}", ""
    said = event.facts.get("happened_at")
    happened_at = datetime.fromisoformat(said) if said else None
    if happened_at:
        text = f"Happened {uk_datetime(happened_at)}"
    return Happening(event.pk, title, event.at, by, text, _page(event), happened_at=happened_at)


def _labels(events: Iterable[Event]) -> Labels:
    """The labels of each fact by its name; under no name those that any fact may have."""
    ids = {str(event.facts["agency"]) for event in events if event.facts.get("agency")}
    lists = codes.labels_in(*CODE_LISTS.values())
    return {
        "": dict(
            chain(CaseStatus.choices, RiskLevel.choices, Clock.choices, StrategyOutcome.choices)
        ),
        "step": {**dict(HandOverNote.choices), **LACKS},
        "role": {str(role): name for role, name in ROLE_NAMES.items()},
        "agency": agencies.agencies_by_id(ids) if ids else {},
        **{fact: lists[name] for fact, name in CODE_LISTS.items()},
    }


def _of_kind(*kinds: str) -> Q:
    found = Q(pk__in=())
    for kind in kinds:
        for prefix in KINDS[kind][1]:
            found |= Q(name__startswith=f"{prefix}.")
    return found


def _page(event: Event) -> str:
    """The page of the record, for records that have one beside the case file itself."""
    if event.record_kind == "cases.case" or event.record_kind not in PAGES:
        return ""
    return page_of(event.record_kind, event.record_id)
