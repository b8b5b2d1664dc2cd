"""What a child said, the plan that answers it, and the work that agencies do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from agencies.roles import Role
from cases import services
from cases.models import (
    ActionOutcome,
    AnsweredBy,
    Attendance,
    EndReason,
    HowHeard,
    Intervention,
    InterventionKind,
    Plan,
    PlanAction,
    PlanReview,
    Session,
    Voice,
    VoiceKind,
    Wish,
    WishStatus,
)
from core.calendar import local_day
from demo.replay.screenings import case_of
from demo.replay.stage import Row, Stage, Step

NO_OUTCOME = ""


def voice_steps(stage: Stage) -> Iterator[Step]:
    """What the child said, with the wishes in it; a wish answered later."""
    yield from _steps(stage, "voices", 40, "voice", _hear)
    for number, row in enumerate(stage.rows("wish_answers"), start=1):
        key = f"wish_answers:{number}"
        yield Step(stage.moment(row["at"]), 45, key, partial(_answer, stage, row))


def plan_steps(stage: Stage) -> Iterator[Step]:
    """A plan begun, its actions given and closed, its reviews."""
    yield from _steps(stage, "plans", 41, "plan", _begin)
    for row in stage.rows("plan_actions"):
        key = f"action:{row['action']}"
        yield Step(stage.moment(row["at"]), 42, key, partial(_add, stage, row))
        if row["closed_at"]:
            close = partial(_close, stage, row)
            yield Step(stage.moment(row["closed_at"]), 43, f"{key}/closed", close)
    yield from _steps(stage, "plan_reviews", 44, "review", _review)


def intervention_steps(stage: Stage) -> Iterator[Step]:
    """An intervention from its offer to its end, with its sessions."""
    for row in stage.rows("interventions"):
        key = f"intervention:{row['intervention']}"
        yield Step(stage.moment(row["at"]), 46, key, partial(_offer, stage, row))
        for column, rank, do in (
            ("answered_at", 47, _answer_offer),
            ("began_at", 48, _first_contact),
            ("ended_at", 50, _end),
        ):
            if row[column]:
                at = stage.moment(row[column])
                yield Step(at, rank, f"{key}/{column}", partial(do, stage, row))
    yield from _steps(stage, "sessions", 49, "session", _session)


def _steps(stage: Stage, name: str, rank: int, kind: str, do: Any) -> Iterator[Step]:
    for row in stage.rows(name):
        yield Step(stage.moment(row["at"]), rank, f"{kind}:{row[kind]}", partial(do, stage, row))


def _hear(stage: Stage, row: Row) -> Voice:
    at = stage.moment(row["at"])
    return services.hear_child(
        case_of(stage, row),
        heard_on=local_day(at),
        kind=VoiceKind(row["kind"]),
        how=HowHeard(row["how"]),
        words=row["words"],
        wishes=[said for said in row["wishes"].split("|") if said],
        heard_by_name=row["heard_by_name"],
        agency=stage.agency(row["agency"]) if row["agency"] else None,
        by=stage.who(row["by"]),
        at=at,
    )


def _answer(stage: Stage, row: Row) -> Wish:
    wish = _wish(stage, row)
    return services.answer_wish(
        wish,
        to=WishStatus(row["to"]),
        told=row["told"],
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _wish(stage: Stage, row: Row) -> Wish:
    return Wish.objects.select_related("voice__case").get(
        voice=stage.find(f"voice:{row['voice']}"), said=row["wish"]
    )


def _begin(stage: Stage, row: Row) -> Plan:
    at = stage.moment(row["at"])
    return services.begin_plan(
        case_of(stage, row),
        aim=row["aim"],
        keeping_safe=row["keeping_safe"],
        next_on=local_day(stage.moment(row["next_at"])),
        by=stage.who(row["by"]),
        at=at,
    )


def _add(stage: Stage, row: Row) -> PlanAction:
    person = stage.who(row["to"]) if row["to"] else None
    said = services.ActionSaid(
        what=row["what"],
        said_to_child=row["said_to_child"],
        indicators=tuple(row["indicators"].split()),
        wish=_wish(stage, row) if row["wish"] else None,
        no_wish_because=row["no_wish_because"],
        agency=stage.agency(row["agency"]),
        role=Role(row["role"]),
        person=person,
        due_on=local_day(stage.moment(row["due_at"])),
    )
    plan: Plan = stage.find(f"plan:{row['child']}")
    return services.add_action(plan, said, by=stage.who(row["by"]), at=stage.moment(row["at"]))


def _close(stage: Stage, row: Row) -> PlanAction:
    action: PlanAction = stage.find(f"action:{row['action']}")
    by, at = stage.who(row["closed_by"]), stage.moment(row["closed_at"])
    if row["outcome"] == NO_OUTCOME:
        return services.drop_action(action, because=row["evidence"], by=by, at=at)
    outcome = ActionOutcome(row["outcome"])
    return services.close_action(action, evidence=row["evidence"], outcome=outcome, by=by, at=at)


def _review(stage: Stage, row: Row) -> PlanReview:
    at = stage.moment(row["at"])
    return services.review_plan(
        stage.find(f"plan:{row['child']}"),
        held_on=local_day(at),
        took_part=row["took_part"],
        summary=row["summary"],
        next_on=local_day(stage.moment(row["next_at"])),
        by=stage.who(row["by"]),
        at=at,
    )


def _offer(stage: Stage, row: Row) -> Intervention:
    at = stage.moment(row["at"])
    return services.offer_intervention(
        case_of(stage, row),
        provider=stage.agency(row["provider"]),
        kind=InterventionKind(row["kind"]),
        purpose=row["purpose"],
        offered_on=local_day(at),
        offered_by_name=row["offered_by_name"],
        by=stage.who(row["by"]),
        at=at,
    )


def _answer_offer(stage: Stage, row: Row) -> Intervention:
    at = stage.moment(row["answered_at"])
    return services.answer_offer(
        _running(stage, row),
        accepted=not row["because"],
        answered_on=local_day(at),
        answered_by=AnsweredBy(row["answered_by"]),
        because=row["because"],
        by=stage.who(row["by"]),
        at=at,
    )


def _first_contact(stage: Stage, row: Row) -> Intervention:
    at = stage.moment(row["began_at"])
    return services.record_first_contact(
        _running(stage, row),
        on=local_day(at),
        safe=row["safe_at_start"],
        by=stage.who(row["recorded_by"]),
        at=at,
    )


def _session(stage: Stage, row: Row) -> Session:
    at = stage.moment(row["at"])
    return services.record_session(
        _running(stage, row),
        on=local_day(at),
        attendance=Attendance(row["attendance"]),
        note=row["note"],
        by=stage.who(row["by"]),
        at=at,
    )


def _end(stage: Stage, row: Row) -> Intervention:
    at = stage.moment(row["ended_at"])
    return services.end_intervention(
        _running(stage, row),
        on=local_day(at),
        reason=EndReason(row["end_reason"]),
        note=row["end_note"],
        safe=row["safe_at_end"],
        by=stage.who(row["recorded_by"]),
        at=at,
    )


def _running(stage: Stage, row: Row) -> Intervention:
    found: Intervention = stage.find(f"intervention:{row['intervention']}")
    return found
