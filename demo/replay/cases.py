"""The steps of a case that follow no other fact, and facts put right later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Model

from agencies.models import User
from cases import services
from cases.models import Case, CaseStatus, StrategyDiscussion
from children.services import change_details, correct
from core.calendar import local_day
from demo.replay.screenings import case_of
from demo.replay.stage import Row, Stage, Step
from duties.selectors import open_for
from duties.services import cancel_duty
from missing.services import correct_episode


def case_steps(stage: Stage) -> Iterator[Step]:
    """Moved along the pathway, or closed with a reason."""
    for row in stage.rows("case_steps"):
        key = f"case:{row['child']}/{row['authority']}/{row['at']}/{row['to']}"
        yield Step(stage.moment(row["at"]), 12, key, partial(_step, stage, row))


def strategy_steps(stage: Stage) -> Iterator[Step]:
    """A strategy discussion; while an answer is owed the case is moved on by a step of its own."""
    for row in stage.rows("strategies"):
        key = f"strategy:{row['child']}/{row['at']}"
        yield Step(stage.moment(row["at"]), 12, key, partial(_discuss, stage, row))


def correction_steps(stage: Stage) -> Iterator[Step]:
    """A wrong date is put right."""
    for row in stage.rows("corrections"):
        key = f"correction:{row['key']}/{row['at']}"
        yield Step(stage.moment(row["at"]), 13, key, partial(_correct, stage, row))


def _step(stage: Stage, row: Row) -> Case:
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    case = case_of(stage, row)
    if row["to"] == CaseStatus.CLOSED:
        finish_on_paper(case, by=by, at=at)
        return services.close_case(case, reason=row["because"], by=by, at=at)
    return services.move_case(case, to=CaseStatus(row["to"]), because=row["because"], by=by, at=at)


def _discuss(stage: Stage, row: Row) -> StrategyDiscussion:
    at = stage.moment(row["at"])
    said = services.StrategySaid(
        held_on=local_day(at),
        attended=row["attended"].split("|"),
        team_told_on=local_day(stage.moment(row["told_at"])),
        shared=row["shared"],
        outcome=row["outcome"],
        because=row["because"],
    )
    return services.record_strategy(case_of(stage, row), said, by=stage.who(row["by"]), at=at)


def finish_on_paper(case: Case, *, by: User, at: datetime) -> None:
    """What a case of 2015 still owed, such as its return interviews, was finished on paper."""
    for duty in open_for(case.pk):
        record = apps.get_model(duty.record_kind)._default_manager.get(pk=duty.record_id)
        cancel_duty(duty.clock, about=record, by=by, at=at)  # type: ignore[arg-type]


def _correct(stage: Stage, row: Row) -> Model:
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    if row["what"] == "episode":
        episode = stage.find(f"episode:{row['key']}")
        new: dict[str, Any] = {row["field"]: stage.moment(row["value"])}
        return correct_episode(episode, because=row["because"], by=by, at=at, **new)
    new = {row["field"]: stage.day(row["value"])}
    if row["what"] == "child":
        return change_details(stage.find(f"child:{row['key']}"), by=by, at=at, **new)
    return correct(stage.find(f"placement:{row['key']}/ended"), by=by, at=at, **new)
