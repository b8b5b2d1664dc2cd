"""Screenings: filled in and signed, corrected, countersigned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from agencies.models import User
from cases.models import Case, RiskLevel
from cases.selectors import open_case_of
from core.calendar import LONDON
from demo.replay.stage import Row, Stage, Step
from screening import assessing, services
from screening.models import Screening, ThresholdDecision
from screening.services import AnswerGiven

TAKES = timedelta(minutes=40)
JUDGEMENT = "Weighed with the school and the family; see the evidence of each tick."
EVIDENCE = {
    "FACT": "Seen by a member of staff.",
    "REPORTED": "Told by a parent.",
    "OPINION": "The view of those who know the child.",
}


def screening_steps(stage: Stage) -> Iterator[Step]:
    """Each screening, and its second signature."""
    for row in stage.rows("screenings"):
        key = f"screening:{row['screening']}"
        yield Step(stage.moment(row["signed_at"]), 10, key, partial(_screen, stage, row))
        if row["countersigned_at"]:
            yield Step(
                stage.moment(row["countersigned_at"]),
                11,
                f"{key}/countersigned",
                partial(_countersign, stage, row),
            )


def _screen(stage: Stage, row: Row) -> Screening:
    by, at = stage.who(row["by"]), stage.moment(row["signed_at"])
    if row["corrects"]:
        old = stage.find(f"screening:{row['corrects']}")
        draft = services.correct_screening(old, because=row["because"], by=by, at=at - TAKES)
    else:
        draft = services.start_screening(case_of(stage, row), by=by, at=at - TAKES)
        draft = fill(draft, row["ticks"], by=by, at=at)
    return sign(draft, row["level"], row["open_to_social_care"] == "yes", by=by, at=at)


def case_of(stage: Stage, row: Row) -> Case:
    """The open case of a fact's child in the fact's authority."""
    child = stage.find(f"child:{row['child']}")
    case = open_case_of(child, stage.authority(row["authority"]))
    if case is None:
        raise LookupError(f"{row['child']} has no open case")
    return case


def fill(draft: Screening, ticks: str, *, by: User, at: datetime) -> Screening:
    """Tick what the fact says, each tick with what stands behind it: "S01:CURRENT_6M:FACT"."""
    parts = [tick.split(":") for tick in ticks.split()]
    return services.save_answers(
        draft,
        answers=[
            AnswerGiven(code, (window,), basis, EVIDENCE[basis]) for code, window, basis in parts
        ],
        completed_on=at.astimezone(LONDON).date(),
        by=by,
        at=at,
    )


def sign(
    draft: Screening, level: str, open_to_social_care: bool, *, by: User, at: datetime
) -> Screening:
    """Choose the outcome, discuss the threshold where it must be, and sign."""
    ready(draft, level, open_to_social_care, by=by, at=at)
    return services.sign_screening(draft, by=by, at=at)


def ready(
    draft: Screening, level: str, open_to_social_care: bool, *, by: User, at: datetime
) -> Screening:
    """Everything signing needs."""
    if assessing.prompts_of(draft):
        services.note_danger_shown(draft, by=by, at=at)
    chosen = services.choose_outcome(
        draft, level=RiskLevel(level), rationale=JUDGEMENT, by=by, at=at
    )
    if level == RiskLevel.SIGNIFICANT:
        leads = ThresholdDecision.SOCIAL_CARE_LEADS
        manages = ThresholdDecision.CSE_TEAM_MANAGES
        services.record_threshold_discussion(
            chosen,
            open_to_social_care=open_to_social_care,
            discussed_with="The duty manager of Children's Services",
            discussed_at=at,
            decision=leads if open_to_social_care else manages,
            because="Agreed on what is known today.",
            by=by,
            at=at,
        )
    return chosen


def _countersign(stage: Stage, row: Row) -> Screening:
    return services.countersign(
        stage.find(f"screening:{row['screening']}"),
        by=stage.who(row["countersigned_by"]),
        at=stage.moment(row["countersigned_at"]),
    )
