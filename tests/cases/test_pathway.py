"""Every step of the case's pathway, and every step it does not have."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from cases.models import PATHWAY, Case, CaseStatus
from cases.services import close_case, move_case, open_case, step_up
from core.refusals import NotNow
from core.workflow import history
from tests.agencies.factories import authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
OPEN = [status for status in CaseStatus if status != CaseStatus.CLOSED]
STEPS = list(PATHWAY.pairs())
MISSING = [pair for pair in product(CaseStatus, CaseStatus) if pair not in STEPS]


def case_in(status: str) -> Case:
    case = make_case()
    closed_at = NOW if status == CaseStatus.CLOSED else None
    Case.objects.filter(pk=case.pk).update(status=status, closed_at=closed_at)
    if closed_at:
        case.spells.update(closed_at=closed_at)
    case.refresh_from_db()
    return case


def take(case: Case, to: str) -> None:
    """The step by the service that takes it."""
    if to == CaseStatus.CLOSED:
        close_case(case, reason="RISK_REDUCED", by=None, at=NOW)
    elif case.status == CaseStatus.CLOSED:
        open_case(case.child, authority=authority(), by=None, at=NOW)
    else:
        move_case(case, to=CaseStatus(to), by=None, at=NOW)


@pytest.mark.parametrize(("before", "to"), STEPS)
def test_every_step_of_the_table_can_be_taken(before: str, to: str) -> None:
    case = case_in(before)
    take(case, to)
    case.refresh_from_db()
    assert case.status == to
    last = history(case).last()
    assert last
    assert (last.from_status, last.to_status) == (before, to)


@pytest.mark.parametrize(("before", "to"), MISSING)
def test_no_other_step_can_be_taken(before: CaseStatus, to: CaseStatus) -> None:
    case = case_in(before)
    with pytest.raises(NotNow):
        PATHWAY.move(case, to=to, by=None, at=NOW)
    case.refresh_from_db()
    assert case.status == before


@pytest.mark.parametrize("status", OPEN)
def test_step_up_is_one_action_from_every_open_state(status: CaseStatus) -> None:
    case = case_in(status)
    step_up(case, by=None, at=NOW, because="Section 47.")
    case.refresh_from_db()
    led_by_social_care = {CaseStatus.WITH_SOCIAL_CARE, CaseStatus.STRATEGY_AND_S47}
    assert case.status in led_by_social_care


def test_a_closed_case_is_not_moved_to_closed_without_a_reason() -> None:
    with pytest.raises(NotNow, match="closed with its reason"):
        move_case(case_in(CaseStatus.OUTCOME_SET), to=CaseStatus.CLOSED, by=None, at=NOW)


def test_the_pathway_starts_in_screening_and_every_state_is_reached() -> None:
    reached = {to for _, to in STEPS} | {PATHWAY.start}
    assert reached == set(CaseStatus.values)
