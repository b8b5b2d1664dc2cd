"""Put a routing rule in force, end it, and give a case to the team that the rules name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import RoutingEvent
from cases.models import Allocation, Case, RiskLevel, RoutingRule
from cases.selectors.routing import ROUTED_TO, authority_to_route, rules_in_force, would_move
from cases.services.people import allocate, end_allocation
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow


@dataclass(frozen=True)
class RuleSaid:
    """A rule as somebody wrote it: which cases, to which team, at which place in the order."""

    place: int
    levels: tuple[RiskLevel, ...]
    from_age: int | None
    to_age: int | None
    agency: Agency
    role: Role


def rule_of(said: RuleSaid, *, by: User, at: datetime) -> RoutingRule:
    """The rule before it is in force, to try it.

    Raises Invalid for ages the wrong way round, and for a team whose work is not to hold cases.
    """
    if said.role not in ROUTED_TO:
        raise Invalid("Choose a team that holds cases.", field="team")
    if said.from_age is not None and said.to_age is not None and said.to_age < said.from_age:
        raise Invalid("The older age comes second.", field="to_age")
    return RoutingRule(
        authority=authority_to_route(access.viewer_of(by)),
        place=said.place,
        levels=list(said.levels),
        from_age=said.from_age,
        to_age=said.to_age,
        agency=said.agency,
        role=said.role,
        from_at=at,
        by=by,
    )


@transaction.atomic
def put_in_force(said: RuleSaid, *, move_open: bool, by: User, at: datetime) -> int:
    """Cases that are opened or get a level from now on go by the rule; how many open ones moved.

    Open cases move at once only where that is asked for. Nobody who holds a case by hand loses it.
    """
    rule = rule_of(said, by=by, at=at)
    rule.save(force_insert=True)
    trail.record(RoutingEvent.IN_FORCE, rule, by=by, at=at, facts={"place": rule.place})
    if not move_open:
        return 0
    rules = rules_in_force(rule.authority_id)
    cases = Case.objects.filter(authority=rule.authority_id)
    moving = _moving(cases, rules, at)
    for case in moving:
        _route(case, rules, by=by, at=at)
    return len(moving)


@transaction.atomic
def end_rule(rule: RoutingRule, *, by: User, at: datetime) -> RoutingRule:
    """The rule gives nothing out from now on; what it gave stays given."""
    access.require(by, Permission.CASE_ALLOCATE, rule)
    rule = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if rule.until_at:
        raise NotNow("This rule has ended already.")
    rule.until_at = at
    rule.save(update_fields=["until_at"])
    trail.record(RoutingEvent.ENDED, rule, by=by, at=at)
    return rule


@transaction.atomic
def route_case(case_id: uuid.UUID, *, at: datetime) -> bool:
    """Give an open case to the team of the first rule that fits; False where nothing moves."""
    held = Case.objects.select_for_update(of=("self",)).filter(pk=case_id)
    case = held.first()
    rules = rules_in_force(case.authority_id) if case else []
    moving = _moving(held, rules, at)
    for one in moving:
        _route(one, rules, by=None, at=at)
    return bool(moving)


def _moving(cases: QuerySet[Case], rules: Sequence[RoutingRule], at: datetime) -> list[Case]:
    return list(would_move(cases, rules, on=local_day(at)))


def _route(case: Case, rules: Sequence[RoutingRule], *, by: User | None, at: datetime) -> None:
    rule = next(rule for rule in rules if rule.pk == case.rule_id)  # type: ignore[attr-defined]
    given = Allocation.objects.filter(case=case, until_at=None, rule__isnull=False)
    for row in given.select_for_update(of=("self",)).select_related("case"):
        end_allocation(row, by=by, at=at)
    row = allocate(case, agency=rule.agency, role=Role(rule.role), by=by, at=at)
    row.rule = rule
    row.save(update_fields=["rule"])
