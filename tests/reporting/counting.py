"""Count within the test's own transaction, by the connection that holds its facts."""

from __future__ import annotations

from agencies.models import Authority
from reporting.measures import Counted, count_all
from reporting.selectors.sources import SOURCES, facts_for
from reporting.selectors.toolkits import toolkit_for
from reporting.toolkit import Period
from tests.agencies.factories import authority
from tests.reporting.factories import AUTUMN


def counted(where: Authority | None = None, period: Period = AUTUMN) -> dict[str, Counted]:
    """Every figure of the toolkit, by code."""
    facts = facts_for(where or authority(), period, SOURCES, using="default")
    return {figure.code: figure for figure in count_all(toolkit_for(period), facts)}


def values(where: Authority | None = None, period: Period = AUTUMN) -> dict[str, int | None]:
    """Every value, by code."""
    return {code: figure.value for code, figure in counted(where, period).items()}


def cells(figure: Counted, breakdown: str) -> dict[str, int]:
    """The cells of one breakdown that hold anything, by key."""
    found = (cell for cell in figure.cells if cell.breakdown == breakdown)
    return {cell.key: cell.value for cell in found if cell.value}
