"""Children at risk, looked after, missing; and returns, made through the services."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from agencies.models import Authority, User
from agencies.roles import Role
from cases import services as cases
from cases.models import Case, RiskLevel
from children import services as children
from children.models import Child
from core import outbox
from core.models import Effect
from reporting import services
from reporting.models import Return
from reporting.selectors import contents
from reporting.toolkit import Period
from tests.agencies.factories import DUDLEY, UserFactory, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child

AUTUMN = Period("Quarter 3", date(2015, 9, 1), date(2015, 12, 31))
SET = datetime(2015, 10, 1, 9, tzinfo=UTC)
NOW = datetime(2016, 2, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


def at_risk(
    level: RiskLevel = RiskLevel.SIGNIFICANT,
    *,
    child: Child | None = None,
    where: Authority | None = None,
    from_at: datetime = SET,
    opened_at: datetime = SET,
) -> Case:
    """A child with an open case whose level is set."""
    case = make_case(child=child or make_child(), where=where, at=opened_at)
    cases.set_level(case, level=level, from_at=from_at, reached=case, by=None, at=from_at)
    return case


def looked_after(
    child: Child,
    *,
    by: Authority | None = None,
    lies_in: Authority | None = None,
    outside_region: bool = False,
    from_on: date = date(2015, 1, 5),
    until_on: date | None = None,
    placement_type: str = "U6",
) -> None:
    """Look a child after, placed in `lies_in` or outside the region; in neither it has no place."""
    facts: dict[str, Any] = {"from_on": from_on, "until_on": until_on, "by": None, "at": SET}
    children.look_after(child, legal_status="C2", responsible=by or authority(), **facts)
    if lies_in or outside_region:
        children.place(
            child,
            placement_type=placement_type,
            lies_in=lies_in,
            outside_region=outside_region,
            **facts,
        )


def draft(
    *,
    period: Period = AUTUMN,
    where: Authority | None = None,
    by: User | None = None,
    at: datetime = NOW,
) -> Return:
    """A draft; what it counts must be committed, so its test is a transaction test."""
    return services.draft_return(where or authority(), period=period, by=by, at=at)


def sign(record: Return, *, at: datetime = NOW) -> Return:
    """Sign a return off as a coordinator of its authority."""
    signer = UserFactory(role=Role.COORDINATOR, role__serving=record.authority)
    return services.sign_off_return(record, by=signer, at=at)


def analyst(code: str = DUDLEY) -> User:
    """An analyst who serves one authority."""
    return UserFactory(role=Role.ANALYST, role__serving=authority(code))


def coordinator() -> User:
    """A coordinator of the Dudley team."""
    return UserFactory(role=Role.COORDINATOR)


def value(record: Return, code: str) -> int | None:
    """One figure of a return."""
    return contents(record).value(code)


def set_level(case: Case, level: RiskLevel, *, at: datetime = LATER) -> None:
    """Set the level of a case as of October, known only now."""
    cases.set_level(case, level=level, from_at=SET, reached=case, by=None, at=at)


def carry_out_all() -> None:
    """Let every effect that waits happen, as a worker would."""
    for pk in Effect.objects.filter(done_at=None).values_list("pk", flat=True):
        assert outbox.carry_out(pk, now=NOW)
