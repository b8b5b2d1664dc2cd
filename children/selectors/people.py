"""The people around a child, read from both sides, and the two pictures of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies import access
from agencies.permissions import Permission
from children.drawing import Ecomap, Figure, Genogram, draw_ecomap, draw_genogram
from children.models import Child, KeyPerson
from children.relations import CIRCLES, Relation, relation, turned

YES_NO = {True: "Yes", False: "No", None: "Not known"}


@dataclass(frozen=True)
class PersonLine:
    """One person around the child, as the table and the pictures show them.

    `child_id` leads to a record the viewer may read. `entered_id` is the entry on this child's
    own record; an entry on the other child's record is changed there.
    """

    name: str
    relation: str
    circle: str
    parental_responsibility: str
    bond: str
    confidence: str
    source: str
    from_on: date | None
    until_on: date | None
    alarm: bool
    child_id: uuid.UUID | None
    entered_id: uuid.UUID | None


@dataclass(frozen=True)
class CircleOfPeople:
    """The people of one circle today."""

    title: str
    lines: tuple[PersonLine, ...]
    tells_responsibility: bool = True


@dataclass(frozen=True)
class PeoplePage:
    """Who is around the child: circles of today, those who were, and both pictures."""

    child_id: uuid.UUID
    name: str
    circles: tuple[CircleOfPeople, ...]
    past: CircleOfPeople | None
    genogram: Genogram | None
    ecomap: Ecomap | None
    may_edit: bool


@dataclass(frozen=True)
class _Around:
    """One entry turned to face the child it is read for."""

    row: Any
    name: str
    kind: Relation
    words: str
    sex: str
    child_id: uuid.UUID | None
    entered_id: uuid.UUID | None

    def is_of_today(self, today: date) -> bool:
        return self.row.until_on is None or self.row.until_on >= today


def people_page(viewer: Any, child: Child, *, today: date) -> PeoplePage:
    """The people around a child whose record the viewer reads (CHILD_VIEW, asked by the door).

    A child who is restricted to others or barred to the viewer is in no line and no picture. An
    entry on another child's record is told only to those who read that record too.
    """
    around = [*_entered(viewer, child), *_named_elsewhere(viewer, child)]
    now = [one for one in around if one.is_of_today(today)]
    me = Figure(child.full_name, "the child", child.sex)
    return PeoplePage(
        child_id=child.pk,
        name=child.full_name,
        circles=tuple(
            CircleOfPeople(
                title,
                tuple(_line(one) for one in now if one.kind.circle == circle),
                tells_responsibility=circle in ("FAMILY", "CARER"),
            )
            for circle, title in CIRCLES.items()
        ),
        past=_past(around, today),
        genogram=draw_genogram(me, [_figure(one, today) for one in around]),
        ecomap=draw_ecomap(me, [_figure(one, today) for one in now]),
        may_edit=access.can(viewer, Permission.CHILD_EDIT, child),
    )


def children_to_relate(viewer: Any, child: Child, ids: Iterable[uuid.UUID]) -> list[Child]:
    """Other children, of those with these ids, whose records the viewer reads."""
    rows = Child.objects.filter(pk__in=list(ids)).exclude(identity_id=child.identity_id)
    return list(access.visible(viewer, Permission.CHILD_VIEW, rows).order_by("family_name", "pk"))


def _entered(viewer: Any, child: Child) -> list[_Around]:
    readable = access.visible(
        viewer, Permission.CHILD_VIEW, Child.objects.filter(pk=OuterRef("other_child_id"))
    )
    rows = _standing(child__identity=child.identity_id).annotate(readable=Exists(readable))
    rows = access.outside_barriers(viewer, rows, subject="other_child_id")
    return [
        _Around(
            row=row,
            name=row.name,
            kind=relation(row.kind),
            words=row.relation,
            sex=row.other_child.sex if row.other_child else relation(row.kind).sex,
            child_id=row.other_child_id if row.readable else None,
            entered_id=row.pk,
        )
        for row in rows.select_related("other_child")
    ]


def _named_elsewhere(viewer: Any, child: Child) -> list[_Around]:
    readable = access.visible(
        viewer, Permission.CHILD_VIEW, Child.objects.filter(pk=OuterRef("child_id"))
    )
    rows = _standing(other_child__identity=child.identity_id).filter(Exists(readable))
    return [
        _Around(
            row=row,
            name=row.child.full_name,
            kind=turned(row.kind, sex=row.child.sex),
            words=turned(row.kind, sex=row.child.sex).label,
            sex=row.child.sex,
            child_id=row.child_id,
            entered_id=None,
        )
        for row in rows.select_related("child")
    ]


def _past(around: Iterable[_Around], today: date) -> CircleOfPeople | None:
    lines = tuple(_line(one) for one in around if not one.is_of_today(today))
    return CircleOfPeople("Before", lines) if lines else None


def _standing(**asked: Any) -> QuerySet[Any]:
    rows = KeyPerson.objects.filter(Q(**asked), superseded_at=None)
    return rows.order_by("recorded_at", "pk")


def _line(one: _Around) -> PersonLine:
    row = one.row
    return PersonLine(
        name=one.name,
        relation=one.words or one.kind.label,
        circle=CIRCLES[one.kind.circle],
        parental_responsibility=YES_NO[row.parental_responsibility] if one.entered_id else "No",
        bond=row.get_bond_display(),
        confidence=row.get_confidence_display(),
        source=row.source,
        from_on=row.from_on,
        until_on=row.until_on,
        alarm=row.must_not_be_told if one.entered_id else False,
        child_id=one.child_id,
        entered_id=one.entered_id,
    )


def _figure(one: _Around, today: date) -> Figure:
    return Figure(
        name=one.name,
        relation=one.words or one.kind.label,
        sex=one.sex,
        family=one.kind.family,
        generation=one.kind.generation,
        circle=one.kind.circle,
        side=one.kind.side,
        bond=one.row.bond,
        confirmed=one.row.confidence != KeyPerson.Confidence.UNCONFIRMED,
        ended=not one.is_of_today(today),
    )
