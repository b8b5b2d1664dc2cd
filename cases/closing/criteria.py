"""The criteria that a case itself answers (pathway sections 5 to 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.urls import reverse

from cases.closing.checklist import Answer, Criterion, register
from cases.closing.reasons import TO_WRITE, leaves_so
from cases.models import (
    Case,
    CaseStatus,
    ClosingEntry,
    ClosingStep,
    HandOver,
    HandOverEntry,
    HandOverKind,
    HandOverNote,
    HandOverStatus,
    RiskLevel,
    StepDown,
    TransitionStep,
)
from cases.policies import owed_before_closing, receiver_of
from cases.selectors.transition import ADULT_AT, birthday, step_done
from core.calendar import local_day
from core.templatetags.portal import uk_date


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
    latest = case.voices.standing().order_by("heard_on", "recorded_at").last()
    if latest:
        return Answer(True, f"Heard on {uk_date(latest.heard_on)}")
    return Answer(False, "Not yet heard", reverse("cases:hear", args=[case.pk]))


def _accepted(kind: HandOverKind) -> Callable[[Case, datetime], Answer]:
    """Accepted by the other side, or a manager says why not (pathway section 5)."""
    return lambda case, at: _taken(case, kind)


def _taken(case: Case, kind: HandOverKind) -> Answer:
    taken = accepted_hand_over(case, kind)
    if taken:
        day = uk_date(local_day(taken.answered_at)) if taken.answered_at else ""
        url = reverse("cases:hand_over", args=[taken.pk])
        return Answer(True, f"{receiver_of(taken)} accepted on {day}", url)
    row = latest_entry(case, ClosingStep.OVERRIDE)
    if row:
        return Answer(True, f"{uk_date(row.on)}: {row.words}")
    url = reverse("cases:closing_entry", args=[case.pk, ClosingStep.OVERRIDE.lower()])
    return Answer(False, "Not yet accepted. A manager may close it without, and says why.", url)


def _grown_up(case: Case, at: datetime) -> Answer:
    """18, with YPSE, the Care Act decision, services and fresh consent (pathway section 6)."""
    url = reverse("desk:case_section", args=[case.pk, "hand-over"])
    eighteen = birthday(case.child, ADULT_AT)
    if eighteen is None or eighteen > local_day(at):
        when = f" The birthday is {uk_date(eighteen)}." if eighteen else ""
        return Answer(False, f"Not yet 18.{when}", url)
    left = [step.label for step in TransitionStep if step_done(case, step) is None]
    if left:
        return Answer(False, f"Not yet written down: {'; '.join(left)}", url)
    return Answer(True, f"18 on {uk_date(eighteen)}; all four steps are written down", url)


def _force_told(case: Case, at: datetime) -> Answer:
    """The receiving force is told when an at-risk child moves (pathway section 5)."""
    rows = HandOverEntry.objects.filter(
        hand_over__case=case,
        hand_over__kind=HandOverKind.AUTHORITY,
        hand_over__status__in=(HandOverStatus.OFFERED, HandOverStatus.ACCEPTED),
        kind=HandOverNote.FORCE_TOLD,
        recorded_at__gte=case.last_opened_at,
    )
    last = rows.order_by("recorded_at").last()
    if last:
        return Answer(True, f"{uk_date(last.on)}: {last.words}")
    return Answer(
        False, "Not yet written down", reverse("desk:case_section", args=[case.pk, "hand-over"])
    )


def accepted_hand_over(case: Case, kind: HandOverKind) -> HandOver | None:
    """The hand-over by which the case leaves, if it was accepted since it was last opened."""
    rows = case.hand_overs.filter(
        status=HandOverStatus.ACCEPTED,
        kind=kind,
        offered_at__gte=case.last_opened_at,
    )
    return rows.select_related("to_authority", "to_agency", "to_user").order_by("offered_at").last()


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
    entries = ClosingEntry.objects.filter(case=case, step=step)
    rows = entries.filter(recorded_at__gte=case.last_opened_at)
    return rows.order_by("recorded_at").last()


register(Criterion("RISK", "No current risk, or the step down is accepted", 10, _risk))
register(Criterion("OWED", "Nothing is owed, or it is handed over by name", 40, _owed))
register(Criterion("VOICE", "The voice of the child is recorded", 50, _voice))
for kind, name in ((HandOverKind.AUTHORITY, "ACCEPTED"), (HandOverKind.ADULT, "LEAD")):
    register(
        Criterion(
            name,
            "The other side accepted the case",
            15,
            _accepted(kind),
            partial(leaves_so, kind),
        )
    )
register(
    Criterion(
        "FORCE",
        "The receiving force was told",
        35,
        _force_told,
        partial(leaves_so, HandOverKind.AUTHORITY),
    )
)
register(
    Criterion(
        "ADULT",
        "The young person is 18, and the way to adult services is written down",
        16,
        _grown_up,
        partial(leaves_so, HandOverKind.ADULT),
    )
)
for one in TO_WRITE:
    register(Criterion(one.step, one.label, one.order, _entry(one.step)))
