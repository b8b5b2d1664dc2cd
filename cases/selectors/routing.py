"""Which open cases a set of routing rules would move, and to whom (capability 16)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as When_
from django.db.models import Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import UUIDField
from django.urls import reverse

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.models import Authority
from agencies.permissions import Permission, Reach
from agencies.roles import ROLE_NAMES, Role
from agencies.selectors import PostHeld
from cases.models import Allocation, Case, CaseStatus, RiskLevel, RoutingRule
from cases.selectors.case import cases_for
from core.refusals import OutOfReach

MOST_SHOWN = 100
ROUTED_TO = (Role.SCREENER, Role.SOCIAL_WORKER)
"""Teams whose work is to hold cases [D]. Everybody else is given one by hand, or a share of it
with its ground: a rule never opens files to another agency by the dozen.
"""
LEVELS_TO_ROUTE = tuple((level.value, str(level.label)) for level in RiskLevel)


@dataclass(frozen=True)
class RuleLine:
    """One rule in words."""

    id: uuid.UUID
    place: int
    which: str
    team: str
    by: str


@dataclass(frozen=True)
class Move:
    """An open case that would move, whose it is now, and whose it would be."""

    case_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    reference: str
    level: str
    now: str
    then: str
    url: str


@dataclass(frozen=True)
class RoutingPage:
    """The rules of an authority in their order, and what a new one would move, once asked."""

    authority: Authority
    rules: tuple[RuleLine, ...]
    posts: tuple[PostHeld, ...]
    moves: tuple[Move, ...] = ()
    more: bool = False
    tried: bool = False


def authority_to_route(viewer: Viewer) -> Authority:
    """The authority whose cases the viewer gives out; OutOfReach for whoever gives out none."""
    for post in viewer.posts:
        if post.authority_id and Reach.AUTHORITY in post.reaches(Permission.CASE_ALLOCATE):
            return agencies.authority_with(post.authority_id)
    raise OutOfReach


def rules_in_force(authority_id: uuid.UUID) -> list[RoutingRule]:
    """The rules of an authority in the order in which they are asked."""
    rows = RoutingRule.objects.filter(authority=authority_id, until_at=None)
    return list(rows.select_related("agency", "by").order_by("place", "from_at", "id"))


def rule_for(viewer: Any, rule_id: uuid.UUID) -> RoutingRule:
    """A rule within reach that is in force; OutOfReach for any other."""
    rows = RoutingRule.objects.filter(until_at=None)
    rule = access.find(viewer, Permission.CASE_ALLOCATE, rows, rule_id)
    if rule is None:
        raise OutOfReach
    return rule


def routing_page(viewer: Viewer, *, on: date, trying: RoutingRule | None = None) -> RoutingPage:
    """The rules, and the open cases the viewer may read that they would move with a new one.

    A case the viewer may not read is routed as well, and is neither shown nor counted.
    """
    authority = authority_to_route(viewer)
    rules = rules_in_force(authority.pk)
    posts = tuple(agencies.posts_held(authority.pk, roles=ROUTED_TO, on=on))
    page = RoutingPage(authority, tuple(_line(rule) for rule in rules), posts)
    if trying is None:
        return page
    asked = in_order([*rules, trying])
    rows = would_move(cases_for(viewer).filter(authority=authority), asked, on=on)
    found = list(rows.select_related("child").order_by("reference")[: MOST_SHOWN + 1])
    moves = _moves(found[:MOST_SHOWN], {rule.pk: rule for rule in asked})
    return RoutingPage(
        authority, page.rules, posts, moves, more=len(found) > MOST_SHOWN, tried=True
    )


def in_order(rules: Sequence[RoutingRule]) -> list[RoutingRule]:
    """Rules as they are asked: by place, the earlier first."""
    return sorted(rules, key=lambda rule: (rule.place, rule.from_at, rule.pk))


def would_move(cases: QuerySet[Case], rules: Sequence[RoutingRule], *, on: date) -> QuerySet[Case]:
    """The open ones of some cases whose team is not the one of the first rule that fits.

    Each is marked with that rule as `rule_id`.
    """
    if not rules:
        return cases.none()
    fitting = When_(
        *(When(fits(rule, on=on), then=Value(rule.pk)) for rule in rules),
        default=None,
        output_field=UUIDField(),
    )
    held = Q()
    for rule in rules:
        given = Allocation.objects.filter(
            case=OuterRef("pk"), agency=rule.agency_id, role=rule.role, until_at=None
        )
        held |= Q(Exists(given), rule_id=rule.pk)
    rows = cases.exclude(status=CaseStatus.CLOSED).annotate(rule_id=fitting)
    return rows.exclude(rule_id=None).exclude(held)


def fits(rule: RoutingRule, *, on: date) -> Q:
    """The cases a rule is about, by the level and the age they have on a day."""
    total = Q(level__in=rule.levels) if rule.levels else Q()
    if rule.from_age is not None:
        total &= Q(child__born_on__lte=_years_before(on, rule.from_age))
    if rule.to_age is not None:
        total &= Q(child__born_on__gt=_years_before(on, rule.to_age + 1))
    return total or ~Q(pk__in=[])


def _years_before(day: date, years: int) -> date:
    """Born on this day or before: so many years old on `day`. 29 February counts from 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _moves(cases: list[Case], rules: dict[uuid.UUID, RoutingRule]) -> tuple[Move, ...]:
    rows = Allocation.objects.filter(case__in=cases, until_at=None)
    now: dict[uuid.UUID, list[str]] = {}
    for row in rows.select_related("agency", "user").order_by("from_at"):
        name = row.user.name if row.user else ROLE_NAMES[Role(row.role)]
        now.setdefault(row.case_id, []).append(f"{row.agency.name}: {name}")
    return tuple(
        Move(
            case_id=case.pk,
            child_id=case.child_id,
            child=case.child.full_name,
            reference=case.reference,
            level=case.level,
            now="; ".join(now.get(case.pk, [])) or "Nobody",
            then=team_in_words(rules[case.rule_id]),  # type: ignore[attr-defined]
            url=reverse("desk:case", args=[case.pk]),
        )
        for case in cases
    )


def _line(rule: RoutingRule) -> RuleLine:
    return RuleLine(rule.pk, rule.place, which_in_words(rule), team_in_words(rule), rule.by.name)


def team_in_words(rule: RoutingRule) -> str:
    """The team of a rule as people name it."""
    return f"{rule.agency.name}: {ROLE_NAMES[Role(rule.role)]}"


def which_in_words(rule: RoutingRule) -> str:
    """Which cases a rule is about, as a sentence reads."""
    levels = " or ".join(str(RiskLevel(level).label).lower() for level in rule.levels)
    said = [levels or "any level"]
    if rule.from_age is not None and rule.to_age is not None:
        said.append(f"aged {rule.from_age} to {rule.to_age}")
    elif rule.from_age is not None:
        said.append(f"aged {rule.from_age} or older")
    elif rule.to_age is not None:
        said.append(f"aged {rule.to_age} or younger")
    return ", ".join(said)
