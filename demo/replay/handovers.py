"""A case offered to a team, an authority or an adult lead, the answer, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from agencies.roles import Role
from agencies.selectors import authority
from cases import services
from cases.models import (
    HandOver,
    HandOverEntry,
    HandOverKind,
    HandOverNote,
    TransitionEntry,
    TransitionOutcome,
    TransitionStep,
)
from core.calendar import local_day
from demo.replay.screenings import case_of
from demo.replay.stage import Row, Stage, Step


def hand_over_steps(stage: Stage) -> Iterator[Step]:
    """An offer, its answer, the steps and news written in it, and the way to adult services."""
    for row in stage.rows("hand_overs"):
        key = f"hand_over:{row['hand_over']}"
        yield Step(stage.moment(row["at"]), 51, key, partial(_offer, stage, row))
        if row["answered_at"]:
            answer = partial(_answer, stage, row)
            yield Step(stage.moment(row["answered_at"]), 52, f"{key}/answered", answer)
    for number, row in enumerate(stage.rows("hand_over_notes"), start=1):
        key = f"hand_over_note:{number}"
        yield Step(stage.moment(row["at"]), 53, key, partial(_note, stage, row))
    for number, row in enumerate(stage.rows("transitions"), start=1):
        key = f"transition:{number}"
        yield Step(stage.moment(row["at"]), 54, key, partial(_enter, stage, row))


def _offer(stage: Stage, row: Row) -> HandOver:
    case = case_of(stage, row)
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    kind = HandOverKind(row["kind"])
    if kind == HandOverKind.AUTHORITY:
        return services.offer_to_authority(
            case,
            authority=authority(row["to"]),
            contact=row["contact"],
            because=row["because"],
            by=by,
            at=at,
        )
    return services.offer_to_team(
        case,
        agency=stage.agency(row["to"]),
        role=Role(row["role"]),
        user=stage.who(row["person"]) if row["person"] else None,
        because=row["because"],
        kind=kind,
        by=by,
        at=at,
    )


def _answer(stage: Stage, row: Row) -> HandOver:
    offer: HandOver = stage.find(f"hand_over:{row['hand_over']}")
    by, at = stage.who(row["answered_by"]), stage.moment(row["answered_at"])
    answer = services.accept_hand_over if row["accepted"] else services.decline_hand_over
    return answer(offer, answer=row["answer"], by=by, at=at)


def _note(stage: Stage, row: Row) -> HandOverEntry:
    at = stage.moment(row["at"])
    return services.note_hand_over(
        stage.find(f"hand_over:{row['hand_over']}"),
        kind=HandOverNote(row["kind"]),
        on=local_day(at),
        words=row["words"],
        by=stage.who(row["by"]),
        at=at,
    )


def _enter(stage: Stage, row: Row) -> TransitionEntry:
    at = stage.moment(row["at"])
    return services.enter_transition(
        case_of(stage, row),
        step=TransitionStep(row["step"]),
        outcome=TransitionOutcome(row["outcome"]),
        on=local_day(at),
        words=row["words"],
        by=stage.who(row["by"]),
        at=at,
    )
