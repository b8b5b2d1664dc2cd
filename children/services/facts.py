"""Dated facts about a child: recorded, ended, corrected by a row that supersedes, never edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from agencies.models import Authority, User
from children.events import ChildEvent
from children.identifiers import nhs_number
from children.models import (
    Address,
    Alias,
    CareStatus,
    Child,
    ChildDisability,
    Identifier,
    KeyPerson,
    Placement,
    SafeContact,
    Schooling,
)
from children.models.child import ChildFact
from children.relations import relation as relation_of
from children.relations import relation_said
from core import trail
from core.refusals import Invalid, NotNow

F = TypeVar("F", bound=ChildFact)
OF_THE_ROW = frozenset(
    {
        *("id", "child", "recorded_at", "recorded_by", "superseded_at"),
        *("instead_of", "is_correction", "because"),
    }
)
"""What belongs to one row of a fact and not to what it says."""


def add_alias(child: Child, *, name: str, kind: str, by: User | None, at: datetime) -> Alias:
    """Record another name the child is known by; the same name twice is one alias."""
    same = Alias.objects.filter(child=child, name__iexact=name.strip(), superseded_at=None).first()
    return same or _record(Alias, child, by=by, at=at, name=name.strip(), kind=kind)


def add_identifier(
    child: Child,
    *,
    kind: str,
    value: str,
    source: str,
    by: User | None,
    at: datetime,
    verified_on: date | None = None,
) -> Identifier:
    """Record a number and where it came from. Raises Invalid for a wrong NHS check digit."""
    return _record(
        Identifier,
        child,
        by=by,
        at=at,
        kind=kind,
        value=value,
        source=source,
        verified_on=verified_on,
    )


def set_address(
    child: Child, *, lines: str, from_on: date | None, by: User | None, at: datetime, **more: Any
) -> Address:
    """Record where the child lives from a day on; the address before ends the day before."""
    return _follow(Address, child, from_on=from_on, by=by, at=at, lines=lines, **more)


def set_schooling(
    child: Child,
    *,
    status: str,
    from_on: date | None,
    by: User | None,
    at: datetime,
    school: str = "",
) -> Schooling:
    """Record where and how the child is educated from a day on."""
    return _follow(Schooling, child, from_on=from_on, by=by, at=at, status=status, school=school)


@transaction.atomic
def set_disabilities(
    child: Child, *, codes: Iterable[str], by: User | None, at: datetime
) -> list[ChildDisability]:
    """Record every disability code. NONE stands alone; no code twice (CIN rules 8790, 8794)."""
    wanted = list(codes)
    if len(set(wanted)) != len(wanted):
        raise Invalid("Choose each disability once.", field="disabilities")
    if "NONE" in wanted and len(wanted) > 1:
        raise Invalid("“No disability” cannot go with another answer.", field="disabilities")
    standing = ChildDisability.objects.filter(child=child, superseded_at=None, until_on=None)
    standing.update(superseded_at=at)
    return [_record(ChildDisability, child, by=by, at=at, code=code) for code in wanted]


def look_after(
    child: Child,
    *,
    legal_status: str,
    responsible: Authority,
    from_on: date,
    by: User | None,
    at: datetime,
    until_on: date | None = None,
) -> CareStatus:
    """The child is looked after by an authority from a day on."""
    return _follow(
        CareStatus,
        child,
        from_on=from_on,
        until_on=until_on,
        by=by,
        at=at,
        legal_status=legal_status,
        responsible=responsible,
    )


def place(
    child: Child,
    *,
    placement_type: str,
    from_on: date,
    by: User | None,
    at: datetime,
    lies_in: Authority | None = None,
    outside_region: bool = False,
    until_on: date | None = None,
    provider: str = "",
) -> Placement:
    """Place a looked-after child. Which authority the placement lies in is chosen, not guessed."""
    return _follow(
        Placement,
        child,
        from_on=from_on,
        until_on=until_on,
        by=by,
        at=at,
        placement_type=placement_type,
        lies_in=lies_in,
        outside_region=outside_region,
        provider=provider,
    )


def add_key_person(
    child: Child,
    *,
    name: str,
    by: User | None,
    at: datetime,
    relation: str = "",
    kind: str = "",
    **more: Any,
) -> KeyPerson:
    """Record somebody around the child, and whether they must not be told.

    `kind` is a code of `children.relations`; without one it is read from the words of `relation`,
    and the words stand where the list has none.
    """
    kind = kind or relation_said(relation)
    words = relation or relation_of(kind).label
    return _record(KeyPerson, child, by=by, at=at, name=name, kind=kind, relation=words, **more)


@transaction.atomic
def set_safe_contact(
    child: Child, *, whom: str, way: str, by: User | None, at: datetime, time: str = ""
) -> SafeContact:
    """Record the safe way and time to contact the child or a carer; it replaces the last."""
    before = None
    for before in SafeContact.objects.filter(child=child, whom=whom, superseded_at=None):
        _supersede(before, at=at)
    said: dict[str, Any] = {"whom": whom, "way": way, "time": time}
    return _record(SafeContact, child, by=by, at=at, instead_of=before, **said)


@transaction.atomic
def end_fact(fact: F, *, on: date, by: User | None, at: datetime) -> F:
    """A fact stops being true after `on`. The row as it stood is superseded."""
    return correct(fact, by=by, at=at, event=ChildEvent.FACT_ENDED, until_on=on)


@transaction.atomic
def correct(
    fact: F,
    *,
    by: User | None,
    at: datetime,
    event: ChildEvent = ChildEvent.FACT_CORRECTED,
    because: str = "",
    **new: Any,
) -> F:
    """Write a fact again as it should have been; the wrong row stays, superseded.

    Raises NotNow where somebody has corrected or ended the fact meanwhile.
    """
    _supersede(fact, at=at)
    old = {f.name: getattr(fact, f.name) for f in fact._meta.fields if f.name not in OF_THE_ROW}
    said = {**old, **new, "because": because, "instead_of": fact}
    corrects = event == ChildEvent.FACT_CORRECTED
    return _record(
        type(fact), fact.child, by=by, at=at, event=event, is_correction=corrects, **said
    )


def _supersede(fact: ChildFact, *, at: datetime) -> None:
    rows = type(fact)._default_manager.select_for_update()
    if not rows.filter(pk=fact.pk, superseded_at=None).first():
        raise NotNow("Somebody has changed this meanwhile.")
    fact.superseded_at = at
    fact.save(update_fields=["superseded_at"])


@transaction.atomic
def _follow(
    model: type[F],
    child: Child,
    *,
    from_on: date | None,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> F:
    """Record a fact that replaces the open one: a child lives in one place at a time."""
    rows = model._default_manager.filter(child=child, until_on=None, superseded_at=None)
    before = rows.order_by("-recorded_at").first()
    if before and from_on and (before.from_on is None or before.from_on < from_on):
        end_fact(before, on=from_on - timedelta(days=1), by=by, at=at)
    return _record(model, child, by=by, at=at, from_on=from_on, **facts)


@transaction.atomic
def _record(
    model: type[F],
    child: Child,
    *,
    by: User | None,
    at: datetime,
    event: ChildEvent = ChildEvent.FACT_RECORDED,
    **facts: Any,
) -> F:
    said = _checked(model, facts)
    fact = model._default_manager.create(child=child, recorded_at=at, recorded_by=by, **said)
    trail.record(event, child, by=by, at=at, facts={"fact": model._meta.model_name})
    return fact


def _checked(model: type[ChildFact], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a row that can be true together, as they are kept, or Invalid."""
    start, end = facts.get("from_on"), facts.get("until_on")
    if start and end and end < start:
        raise Invalid("The end must not be before the start.", field="until_on")
    if model is Placement and (facts["lies_in"] is None) != facts["outside_region"]:
        raise Invalid(
            "Say which authority the placement lies in, or that it is outside the region.",
            field="lies_in",
        )
    if model is Identifier:
        nhs = facts["kind"] == Identifier.Kind.NHS
        return {**facts, "value": nhs_number(facts["value"]) if nhs else facts["value"].strip()}
    return facts
