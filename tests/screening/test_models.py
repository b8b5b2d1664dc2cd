"""The steps of a screening and of a tool, walked whole."""

from __future__ import annotations

import itertools

import pytest

from core.refusals import NotNow
from core.workflow import Workflow
from screening.models import (
    PATHWAY,
    TOOL_PATHWAY,
    Screening,
    ScreeningStatus,
    ToolStatus,
    ToolVersion,
)
from tests.screening.factories import NOW, make_draft, tool_version

TABLES = [(PATHWAY, ScreeningStatus), (TOOL_PATHWAY, ToolStatus)]


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_every_state_is_in_the_table_and_can_be_reached(
    table: Workflow, states: type[ScreeningStatus] | type[ToolStatus]
) -> None:
    assert set(table.steps) == set(states.values)
    reached = {after for _, after in table.pairs()} | {table.start}
    assert reached == set(states.values)


def test_a_superseded_or_abandoned_screening_and_a_retired_tool_go_nowhere() -> None:
    assert [state for state, after in PATHWAY.steps.items() if not after] == [
        ScreeningStatus.SUPERSEDED,
        ScreeningStatus.ABANDONED,
    ]
    assert not TOOL_PATHWAY.steps[ToolStatus.RETIRED]


CLOSED = [
    pair
    for pair in itertools.product(ScreeningStatus.values, repeat=2)
    if not PATHWAY.allows(*pair)
]


@pytest.mark.django_db
def test_every_step_outside_the_table_is_refused() -> None:
    draft = make_draft()
    for before, to in CLOSED:
        standing = Screening(pk=draft.pk, status=before)
        with pytest.raises(NotNow):
            PATHWAY.move(standing, to=to, by=None, at=NOW)


@pytest.mark.django_db
def test_a_published_tool_is_not_drafted_again() -> None:
    version = tool_version()
    with pytest.raises(NotNow):
        TOOL_PATHWAY.move(version, to=ToolStatus.DRAFT, by=None, at=NOW)
    assert ToolVersion.objects.get(pk=version.pk).status == ToolStatus.PUBLISHED
