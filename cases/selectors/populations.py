"""Three populations that are never mixed: ours here, ours elsewhere, others' here (section 5)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case as OneOf
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from cases.models import Case, CaseStatus
from cases.selectors.case import cases_for
from children.models import CareStatus, Placement

MOST_SHOWN = 200


class Population(StrEnum):
    OURS_HERE = "OURS_HERE"
    OURS_ELSEWHERE = "OURS_ELSEWHERE"
    OTHERS_HERE = "OTHERS_HERE"


TITLES = {
    Population.OURS_HERE: "Our children, here",
    Population.OURS_ELSEWHERE: "Our children, placed elsewhere",
    Population.OTHERS_HERE: "Children of other authorities, here",
}


@dataclass(frozen=True)
class Living:
    """One open case, the authority that is responsible for the child, and where the child lives."""

    case_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    reference: str
    authority: str
    responsible: str
    lives_in: str
    level: str


@dataclass(frozen=True)
class Group:
    """One population: how many, and its cases where they are listed; `more` are not shown."""

    name: str
    title: str
    count: int
    lines: tuple[Living, ...]
    more: bool


def populations(viewer: Any, *, today: date) -> tuple[Group, ...]:
    """The open cases the viewer may read, each in exactly one population of its own authority.

    The authority that looks after the child is responsible, else the one of the case. A child
    lives where the placement lies, else in the authority of the case. Our own children here are
    counted; their list is the worklist.
    """
    rows = by_population(cases_for(viewer).exclude(status=CaseStatus.CLOSED), today=today)
    return tuple(_group(rows.filter(population=name), name) for name in Population)


def by_population(rows: QuerySet[Case], *, today: date) -> QuerySet[Any]:
    """Cases with `population`, `responsible_name`, `lies_in_name` and `outside` of a day."""
    care = CareStatus.true_on(today).filter(child__identity=OuterRef("child__identity"))
    placed = Placement.true_on(today).filter(child__identity=OuterRef("child__identity"))
    latest = (F("from_on").desc(nulls_last=True), "pk")
    care, placed = care.order_by(*latest), placed.order_by(*latest)
    found = rows.annotate(
        responsible_id=Subquery(care.values("responsible_id")[:1]),
        responsible_name=Subquery(care.values("responsible__name")[:1]),
        lies_in_id=Subquery(placed.values("lies_in_id")[:1]),
        lies_in_name=Subquery(placed.values("lies_in__name")[:1]),
        outside=Subquery(placed.values("outside_region")[:1]),
    )
    others = Q(responsible_id__isnull=False) & ~Q(responsible_id=F("authority_id"))
    away = Q(outside=True) | (Q(lies_in_id__isnull=False) & ~Q(lies_in_id=F("authority_id")))
    return found.annotate(
        population=OneOf(
            When(others, then=Value(Population.OTHERS_HERE)),
            When(away, then=Value(Population.OURS_ELSEWHERE)),
            default=Value(Population.OURS_HERE),
            output_field=CharField(),
        )
    )


def _group(rows: QuerySet[Any], name: Population) -> Group:
    count = rows.count()
    if name == Population.OURS_HERE:
        return Group(name, TITLES[name], count, (), more=False)
    shown = rows.order_by("child__family_name", "child__given_name", "pk")[:MOST_SHOWN]
    return Group(name, TITLES[name], count, tuple(map(_living, shown)), more=count > MOST_SHOWN)


def _living(case: Any) -> Living:
    outside = "Outside the region" if case.outside else ""
    return Living(
        case_id=case.pk,
        child_id=case.child_id,
        name=case.child.full_name,
        reference=case.reference,
        authority=case.authority.name,
        responsible=case.responsible_name or case.authority.name,
        lives_in=case.lies_in_name or outside or case.authority.name,
        level=case.get_level_display() if case.level else "Not yet screened",
    )
