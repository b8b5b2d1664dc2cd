"""A case beside its file: allocation, sharing, step up, closing, notes, chronologies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from agencies import access
from agencies.models import Share
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import (
    Case,
    Chronology,
    HandOver,
    HandOverKind,
    Intervention,
    Note,
    PlanAction,
    RoutingRule,
    Voice,
)
from cases.services import allocate, freeze_chronology, review_plan, step_up
from tests.access.urls.entry import Entry, by_id
from tests.agencies.factories import agency
from tests.cases.factories import HEARD, discuss, hear, make_plan

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def a_hand_over(case: Any) -> dict[str, Any]:
    row = HandOver.objects.create(
        reference="HO-LETT-ER00",
        case=case,
        kind=HandOverKind.TEAM,
        because="Invented.",
        to_agency=agency("PHASE"),
        to_role=Role.DIRECT_WORKER,
        packet=[],
        packet_hash="0" * 64,
        offered_at=NOW,
    )
    return {"hand_over_id": row.pk}


def a_letter(case: Any) -> dict[str, Any]:
    of = a_hand_over(case)["hand_over_id"]
    return {"case_id": case.pk, "letter": "packet", "of": of}


def an_allocation(case: Any) -> dict[str, Any]:
    row = allocate(case, agency=agency("DUE"), role=Role.LICENSING, by=None, at=NOW)
    return {"allocation_id": row.pk}


def a_share(case: Any) -> dict[str, Any]:
    row = access.share(
        case,
        agency=agency("DUE"),
        role=Role.LICENSING,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Premises.",
        by=None,
        at=NOW,
    )
    return {"share_id": row.pk}


def a_closing_step(case: Any) -> dict[str, Any]:
    return {"case_id": case.pk, "step": "agreed"}


def a_wish(case: Any) -> dict[str, Any]:
    return {"wish_id": hear(case, wishes=("An invented wish",)).wishes.get().pk}


def a_discussion(case: Any) -> dict[str, Any]:
    step_up(case, because="Invented.", by=None, at=NOW)
    return {"discussion_id": discuss(case, at=NOW).pk}


def a_plan(case: Any) -> dict[str, Any]:
    return {"plan_id": make_plan(case).pk}


def a_review(case: Any) -> dict[str, Any]:
    review = review_plan(
        make_plan(case),
        held_on=date(2015, 9, 16),
        took_part="Invented.",
        summary="Invented.",
        next_on=date(2015, 10, 16),
        by=None,
        at=HEARD,
    )
    return {"review_id": review.pk}


def an_entry(chronology: Any) -> dict[str, Any]:
    return {"entry_id": chronology.entries.get().pk}


def frozen(chronology: Any) -> dict[str, Any]:
    """Everybody who reads the case reads a chronology once it is frozen."""
    return {"chronology_id": freeze_chronology(chronology, by=None, at=NOW).pk}


BOTH = ("GET", "POST")
RECORD = Entry(Permission.INTERVENTION_RECORD, Intervention, by_id("intervention_id"), methods=BOTH)
DRAFT = by_id("chronology_id")
WRITE = Permission.CHRONOLOGY_WRITE
URLS = {
    "cases:allocate": Entry(Permission.CASE_ALLOCATE, Case, by_id("case_id"), methods=BOTH),
    "cases:share": Entry(Permission.CASE_ALLOCATE, Case, by_id("case_id"), methods=BOTH),
    "cases:step_up": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:strategy_record": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:strategy_correct": Entry(Permission.CASE_MOVE, Case, a_discussion, methods=BOTH),
    "cases:document_add": Entry(Permission.DOCUMENT_ADD, Case, by_id("case_id"), methods=BOTH),
    "cases:close_second": Entry(Permission.CASE_ALLOCATE, Case, by_id("case_id"), methods=BOTH),
    "cases:move": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:step_down": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:reopen": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:closing_entry": Entry(
        Permission.CASE_MOVE,
        Case,
        lambda case: {"case_id": case.pk, "step": "agreed"},
        methods=BOTH,
    ),
    "cases:hand_over_to_team": Entry(
        Permission.HAND_OVER_OFFER, Case, by_id("case_id"), methods=BOTH
    ),
    "cases:hand_over_across": Entry(
        Permission.HAND_OVER_OFFER, Case, by_id("case_id"), methods=BOTH
    ),
    "cases:hand_over_to_adult": Entry(
        Permission.HAND_OVER_OFFER, Case, by_id("case_id"), methods=BOTH
    ),
    "cases:hand_over": Entry(Permission.HAND_OVER_VIEW, HandOver, by_id("hand_over_id")),
    "cases:hand_over_answer": Entry(
        Permission.HAND_OVER_ANSWER, HandOver, by_id("hand_over_id"), methods=BOTH
    ),
    "cases:hand_over_note": Entry(
        Permission.HAND_OVER_NOTE, HandOver, by_id("hand_over_id"), methods=BOTH
    ),
    "cases:hand_over_take_back": Entry(
        Permission.HAND_OVER_OFFER, HandOver, by_id("hand_over_id"), methods=BOTH
    ),
    "cases:populations": Entry(Permission.CASE_ALLOCATE),
    "cases:routing": Entry(Permission.CASE_ALLOCATE, methods=BOTH),
    "cases:routing_end": Entry(
        Permission.CASE_ALLOCATE, RoutingRule, by_id("rule_id"), methods=("POST",)
    ),
    "cases:transitions": Entry(Permission.CASE_MOVE),
    "cases:transition_enter": Entry(
        Permission.CASE_MOVE,
        Case,
        lambda case: {"case_id": case.pk, "step": "care_act"},
        methods=BOTH,
    ),
    "cases:close": Entry(Permission.CASE_MOVE, Case, by_id("case_id"), methods=BOTH),
    "cases:allocation_end": Entry(Permission.CASE_ALLOCATE, Case, an_allocation, methods=("POST",)),
    "cases:note_add": Entry(Permission.NOTE_WRITE, Case, by_id("case_id"), methods=BOTH),
    "cases:note": Entry(Permission.NOTE_VIEW, Note, by_id("note_id")),
    "cases:note_correct": Entry(Permission.NOTE_CORRECT, Note, by_id("note_id"), methods=BOTH),
    "cases:note_heard": Entry(Permission.NOTE_CORRECT, Note, by_id("note_id"), methods=BOTH),
    "cases:chronology_begin": Entry(WRITE, Case, by_id("case_id"), methods=BOTH),
    "cases:chronology": Entry(Permission.CASE_VIEW, Chronology, frozen),
    "cases:chronology_print": Entry(Permission.CASE_VIEW, Chronology, frozen),
    "cases:chronology_edit": Entry(WRITE, Chronology, DRAFT, methods=BOTH),
    "cases:chronology_freeze": Entry(WRITE, Chronology, DRAFT, methods=BOTH),
    "cases:chronology_entry_add": Entry(WRITE, Chronology, DRAFT, methods=BOTH),
    "cases:chronology_entry": Entry(WRITE, Chronology, an_entry, methods=BOTH),
    "cases:chronology_entry_move": Entry(WRITE, Chronology, an_entry, methods=("POST",)),
    "cases:chronology_entry_remove": Entry(WRITE, Chronology, an_entry, methods=("POST",)),
    "cases:share_end": Entry(Permission.CASE_ALLOCATE, Case, a_share, methods=("POST",)),
    "cases:hear": Entry(Permission.VOICE_HEAR, Case, by_id("case_id"), methods=BOTH),
    "cases:offer": Entry(Permission.INTERVENTION_OFFER, Case, by_id("case_id"), methods=BOTH),
    "cases:interventions": Entry(Permission.INTERVENTION_VIEW),
    "cases:intervention": Entry(
        Permission.INTERVENTION_VIEW, Intervention, by_id("intervention_id")
    ),
    "cases:offer_answer": RECORD,
    "cases:first_contact": RECORD,
    "cases:session_add": RECORD,
    "cases:intervention_end": RECORD,
    "cases:plan_begin": Entry(Permission.PLAN_ADD, Case, by_id("case_id"), methods=BOTH),
    "cases:plan": Entry(Permission.PLAN_VIEW, Case, a_plan),
    "cases:plan_text": Entry(Permission.PLAN_CHANGE, Case, a_plan, methods=BOTH),
    "cases:plan_review": Entry(Permission.PLAN_REVIEW, Case, a_plan, methods=BOTH),
    "cases:letter_write": Entry(
        Permission.LETTER_WRITE, Case, by_id("case_id"), methods=("GET", "POST")
    ),
    "cases:letter": Entry(Permission.LETTER_WRITE, Case, a_letter, methods=("GET", "POST")),
    "cases:child_plan": Entry(Permission.PLAN_VIEW, Case, a_plan),
    "cases:action_add": Entry(Permission.PLAN_ADD, Case, a_plan, methods=BOTH),
    "cases:review": Entry(Permission.PLAN_VIEW, Case, a_review),
    "cases:action": Entry(Permission.PLAN_VIEW, PlanAction, by_id("action_id")),
    "cases:action_change": Entry(
        Permission.PLAN_CHANGE, PlanAction, by_id("action_id"), methods=BOTH
    ),
    "cases:action_close": Entry(
        Permission.PLAN_ACTION_CLOSE, PlanAction, by_id("action_id"), methods=BOTH
    ),
    "cases:action_drop": Entry(
        Permission.PLAN_CHANGE, PlanAction, by_id("action_id"), methods=BOTH
    ),
    "cases:voice_correct": Entry(Permission.VOICE_CORRECT, Voice, by_id("voice_id"), methods=BOTH),
    "cases:voice_withdraw": Entry(Permission.VOICE_CORRECT, Voice, by_id("voice_id"), methods=BOTH),
    "cases:answer_wish": Entry(Permission.VOICE_HEAR, Case, a_wish, methods=BOTH),
}
