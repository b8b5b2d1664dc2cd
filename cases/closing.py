"""The checklist of closing (pathway section 7): each criterion says whether it is met, and how.

Apps above add what they know, such as an open missing episode. Which criteria a reason asks for is
a table: a child who died is not asked for a panel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cases.models import Case, CaseStatus, ClosingEntry, ClosingStep, RiskLevel, StepDown
from cases.policies import owed_before_closing
from core.refusals import OutOfReach
from core.templatetags.portal import uk_date


@dataclass(frozen=True)
class Answer:
    """Whether a criterion is met; `said` is how it is, in words, `url` where it can be met."""

    met: bool
    said: str
    url: str = ""


@dataclass(frozen=True)
class Criterion:
    """One line of the checklist, in the order of the pathway."""

    name: str
    label: str
    order: int
    ask: Callable[[Case, datetime], Answer]


@dataclass(frozen=True)
class Line:
    """A criterion as the checklist shows it."""

    label: str
    met: bool
    said: str
    url: str


_criteria: dict[str, Criterion] = {}

SPARED: dict[str, frozenset[str]] = {
    "DIED": frozenset({"RISK", ClosingStep.AGREED, ClosingStep.DISRUPTION, "VOICE"}),
    "DUPLICATE": frozenset({"RISK", "VOICE", *ClosingStep}),
    "NOT_CSE": frozenset({"RISK", ClosingStep.DISRUPTION}),
    "TRANSFER_LA": frozenset({"RISK"}),
    "TRANSITION_ADULT": frozenset({"RISK"}),
    "STEP_UP_CSC": frozenset({"RISK"}),
    "DISENGAGED": frozenset({"RISK"}),
}
"""What a reason does not ask for [D]: the risk is not said to have gone, or nobody is left."""


@dataclass(frozen=True)
class ToWrite:
    """A criterion that somebody writes down: what to say, and what is usually said."""

    step: ClosingStep
    hint: str
    suggested: str = ""

    @property
    def label(self) -> str:
        return self.step.label


TO_WRITE = (
    ToWrite(
        ClosingStep.AGREED,
        "The panel and who chaired it, or the two managers by name. Until panels are kept here, "
        "this entry stands for the discussion.",
    ),
    ToWrite(ClosingStep.DISRUPTION, "Finished, handed to police (to whom), or why there was none."),
    ToWrite(ClosingStep.TOLD, "Which agencies were told, and how."),
    ToWrite(
        ClosingStep.RETENTION,
        "CSE-75, 75 years from the date of birth, is the class of a closed CSE case. Say why if "
        "it is another one; a longer class of a looked-after child wins.",
        suggested="CSE-75",
    ),
)


def to_write(name: str) -> ToWrite:
    """The criterion that an address names; OutOfReach for any other word."""
    for one in TO_WRITE:
        if one.step == name.upper():
            return one
    raise OutOfReach


def register(criterion: Criterion) -> None:
    """Add a criterion; once for each name."""
    if criterion.name in _criteria:
        raise RuntimeError(f"the criterion {criterion.name} is there already")
    _criteria[criterion.name] = criterion


def checklist(case: Case, *, at: datetime, reason: str = "") -> tuple[Line, ...]:
    """Every criterion that a reason asks for, met or not; without a reason all of them."""
    spared = SPARED.get(reason, frozenset())
    asked = [one for one in _criteria.values() if one.name not in spared]
    answers = [(one, one.ask(case, at)) for one in sorted(asked, key=lambda one: one.order)]
    return tuple(Line(one.label, said.met, said.said, said.url) for one, said in answers)


def undone(case: Case, *, reason: str, at: datetime) -> tuple[str, ...]:
    """The labels of what a reason asks for and is not met."""
    return tuple(line.label for line in checklist(case, at=at, reason=reason) if not line.met)


def _risk(case: Case, at: datetime) -> Answer:
    if case.level == RiskLevel.NO_CURRENT_RISK:
        return Answer(True, "No current CSE risk")
    accepted = StepDown.objects.filter(case=case).order_by("at").last()
    if case.status == CaseStatus.STEPPED_DOWN and accepted:
        day = uk_date(accepted.accepted_on)
        return Answer(True, f"{accepted.accepted_by_name} accepted the step down on {day}")
    level = RiskLevel(case.level).label if case.level else "Not yet screened"
    return Answer(False, f"The level is “{level}”. Screen again, or step the case down.")


def _owed(case: Case, at: datetime) -> Answer:
    owed = owed_before_closing(case, at=at)
    if not owed:
        return Answer(True, "Nothing is owed")
    times = Counter(duty.get_clock_display() for duty in owed)
    said = (f"{clock} ({number} times)" if number > 1 else clock for clock, number in times.items())
    return Answer(False, "; ".join(said))


def _voice(case: Case, at: datetime) -> Answer:
    latest = case.voices.order_by("heard_on", "recorded_at").last()
    if latest:
        return Answer(True, f"Heard on {uk_date(latest.heard_on)}")
    return Answer(False, "Not yet heard", reverse("cases:hear", args=[case.pk]))


def _entry(step: ClosingStep) -> Callable[[Case, datetime], Answer]:
    def ask(case: Case, at: datetime) -> Answer:
        url = reverse("cases:closing_entry", args=[case.pk, step.lower()])
        row = latest_entry(case, step)
        if row is None:
            return Answer(False, "Not yet written down", url)
        return Answer(True, f"{uk_date(row.on)}: {row.words}", url)

    return ask


def latest_entry(case: Case, step: ClosingStep) -> ClosingEntry | None:
    """What was last written down of a step since the case was last opened."""
    spell = case.spells.order_by("opened_at").last()
    since = spell.opened_at if spell else case.opened_at
    rows = ClosingEntry.objects.filter(case=case, step=step, recorded_at__gte=since)
    return rows.order_by("recorded_at").last()


register(Criterion("RISK", "No current risk, or the step down is accepted", 10, _risk))
register(Criterion("AGREED", ClosingStep.AGREED.label, 20, _entry(ClosingStep.AGREED)))
register(Criterion("OWED", "Nothing is owed, or it is handed over by name", 40, _owed))
register(Criterion("VOICE", "The voice of the child is recorded", 50, _voice))
register(Criterion("DISRUPTION", ClosingStep.DISRUPTION.label, 60, _entry(ClosingStep.DISRUPTION)))
register(Criterion("TOLD", ClosingStep.TOLD.label, 70, _entry(ClosingStep.TOLD)))
register(Criterion("RETENTION", ClosingStep.RETENTION.label, 80, _entry(ClosingStep.RETENTION)))
