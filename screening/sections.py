"""The screenings of a case, as its file, pack, print and plan show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from agencies.access import Decision, Viewer
from agencies.permissions import Permission
from cases import indicators, packets
from cases.indicators import Indicator, Ticked
from cases.models import Case, HandOverKind, RiskLevel
from cases.packets import HEALTH_STAYS, Part
from cases.sections import Section, register
from children.belongings import Kind
from children.belongings import register as register_belonging
from core.templatetags.portal import uk_date
from screening import policies
from screening.models import ReferrerTicks, Screening
from screening.selectors import case_screenings, latest_standing
from screening.selectors.standing import screenings_on, ticks_on
from screening.services import place_ticks


@dataclass(frozen=True)
class ScreeningRow:
    """One screening in the list of a case."""

    pk: uuid.UUID
    completed_on: date | None
    level: str
    form: str
    screener: str
    status: str


@dataclass(frozen=True)
class ScreeningSection:
    """The screenings of a case, latest first, and whether another may be started."""

    case_id: uuid.UUID
    rows: tuple[ScreeningRow, ...]
    may_start: Decision


def read(viewer: Viewer, case: Case, since: datetime | None) -> ScreeningSection:
    """What the viewer may read of a case's screenings; a pack asks for those since a moment."""
    rows = case_screenings(viewer, case)
    return ScreeningSection(
        case_id=case.pk,
        rows=tuple(
            ScreeningRow(
                pk=row.pk,
                completed_on=row.completed_on,
                level=row.chosen if row.signed else "",
                form=row.version.name,
                screener=row.screener.name if row.screener else "",
                status=row.get_status_display(),
            )
            for row in rows
            if since is None or row.started_at >= since
        ),
        may_start=policies.may_start(viewer, case),
    )


def last_ticked(case: Case) -> Ticked | None:
    """What the last signed screening ticked, for the plan that should reduce it."""
    last = latest_standing(case)
    if last is None or last.completed_on is None:
        return None
    ticked = set(last.answers.exclude(windows=[]).values_list("indicator", flat=True))
    return Ticked(
        screening_id=last.pk,
        version_id=last.version_id,
        on=last.completed_on,
        indicators=tuple(
            Indicator(one.code, one.label, one.health)
            for _, one in last.version.tool.indicators()
            if one.code in ticked
        ),
    )


def packet_part(case: Case, kind: HandOverKind, at: datetime) -> Part:
    """The last signed screening, as a hand-over tells it: never what is of health."""
    last = latest_standing(case)
    if last is None or last.completed_on is None:
        return Part("The last screening", ("Not yet screened.",))
    ticked = set(last.answers.exclude(windows=[]).values_list("indicator", flat=True))
    given = [one for _, one in last.version.tool.indicators() if one.code in ticked]
    lines = (
        f"{last.version.name}, {uk_date(last.completed_on)}: {RiskLevel(last.chosen).label}",
        f"Why: {last.rationale}",
        *(f"Ticked: {one.label}" for one in given if not one.health),
    )
    hidden = any(one.health for one in given)
    return Part("The last screening", lines, (HEALTH_STAYS,) if hidden else ())


packets.register("screening", 30, packet_part)
indicators.register(last_ticked)
register(
    Section(
        name="screening",
        title="Screening",
        order=40,
        permission=Permission.SCREENING_VIEW,
        template="screening/_section.html",
        read=read,
    )
)
register_belonging(Kind(Screening, screenings_on, route="screening:detail"))
register_belonging(Kind(ReferrerTicks, ticks_on, place_ticks))
