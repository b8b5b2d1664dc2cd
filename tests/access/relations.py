"""How a viewer may stand to a record, one relation at a time, and what it should open.

The expectation is plain: a relation opens a record exactly when the role's row of the matrix
holds the reach it stands for. It is worked out here without the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count

from django.db.models import Model
from django.utils import timezone

from agencies import access, services
from agencies.models import Agency, Authority, Share, User
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, Role
from cases.models import Case, Intervention
from cases.services import allocate
from duties.models import Cover
from tests.agencies.factories import SANDWELL, AgencyFactory, UserFactory, authority
from tests.cases.factories import make_intervention

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = datetime(2026, 1, 6, 9, tzinfo=UTC)
_number = count(1)


class Relation(StrEnum):
    HOME = "in the authority I serve"
    ELSEWHERE = "in another authority"
    OWN = "I made it, elsewhere"
    MINE = "its case is allocated to me, elsewhere"
    TEAM = "its case is allocated to my team, elsewhere"
    COVERED = "its case is allocated to a colleague I cover for, elsewhere"
    COVER_OVER = "its case is allocated to a colleague I covered for until yesterday, elsewhere"
    SHARED = "shared with my role in my agency, elsewhere"
    NAMED = "shared with me by name, elsewhere"
    PROVIDER = "my agency provides an intervention of its case, where I serve"
    EXPIRED = "was shared, elsewhere"
    OTHER_ROLE = "shared with another role of my agency, elsewhere"
    RESTRICTED = "everything holds, but the child is restricted to others"
    EXCLUDED = "everything holds, but I am barred"
    AGENCY_EXCLUDED = "everything holds, but my agency is barred"


OPENED_BY = {
    Relation.HOME: {Reach.AUTHORITY},
    Relation.OWN: {Reach.OWN},
    Relation.MINE: {Reach.CASE},
    Relation.TEAM: {Reach.CASE},
    Relation.COVERED: {Reach.CASE},
    Relation.SHARED: {Reach.SHARED},
    Relation.NAMED: {Reach.SHARED},
    Relation.PROVIDER: {Reach.AGENCY, Reach.AUTHORITY},
}
"""The reach each relation stands for; the others open nothing."""

BARRED = (Relation.RESTRICTED, Relation.EXCLUDED, Relation.AGENCY_EXCLUDED)


@dataclass(frozen=True)
class Subject:
    """A kind of record under test.

    `make(authority, by)` makes a record; `case_of` and `child_of` lead to its case and child;
    `reaches` are the reaches that mean something for it; `shared_with` is what a share is made
    on (the record itself, or its case).
    """

    make: Callable[[Authority, User | None], Model]
    case_of: Callable[[Model], Case | None]
    child_of: Callable[[Model], object]
    reaches: frozenset[Reach]
    permissions: tuple[Permission, ...]
    shared_with: Callable[[Model], Model | None]


def expected(subject: Subject, role: Role, permission: Permission, relation: Relation) -> bool:
    """Does the matrix open the record to the role that stands so?"""
    opening = OPENED_BY.get(relation, set()) & subject.reaches
    return bool(opening & MATRIX[role].get(permission, frozenset()))


def distinct(permission: Permission) -> Iterator[Role]:
    """One role for each different row of the matrix: every distinct answer, not every role."""
    seen: set[frozenset[Reach]] = set()
    for role in Role:
        reaches = MATRIX[role].get(permission, frozenset())
        if reaches not in seen:
            seen.add(reaches)
            yield role


def stand(subject: Subject, role: Role, relation: Relation) -> tuple[User, Model]:
    """A person in a role, and a record to which the person stands so."""
    agency = AgencyFactory(code=f"WORLD_{next(_number)}")
    user = UserFactory(role=role, role__agency=agency, role__serving=authority())
    everything = relation in BARRED
    home = everything or relation in (Relation.HOME, Relation.PROVIDER)
    made_by = user if everything or relation is Relation.OWN else None
    record = subject.make(authority() if home else authority(SANDWELL), made_by)
    for one in _given(relation):
        _give(one, subject, record, role, agency, user)
    _bar(relation, subject.child_of(record), agency, user)
    return User.objects.get(pk=user.pk), record


def _given(relation: Relation) -> tuple[Relation, ...]:
    if relation in BARRED:
        opening = (Relation.MINE, Relation.TEAM, Relation.COVERED, Relation.SHARED, Relation.NAMED)
        return (*opening, Relation.PROVIDER)
    return (relation,)


def _give(
    relation: Relation, subject: Subject, record: Model, role: Role, agency: Agency, user: User
) -> None:
    case, shared = subject.case_of(record), subject.shared_with(record)
    if relation in (Relation.MINE, Relation.TEAM) and case:
        person = user if relation is Relation.MINE else None
        allocate(case, agency=agency, role=role, user=person, by=None, at=NOW)
    if relation in (Relation.COVERED, Relation.COVER_OVER) and case:
        away = _covered(user, role, agency, last=0 if relation is Relation.COVERED else -1)
        allocate(case, agency=agency, role=role, user=away, by=None, at=NOW)
    if relation is Relation.PROVIDER and case:
        provided = record if isinstance(record, Intervention) else make_intervention(case)
        Intervention.objects.filter(pk=provided.pk).update(provider=agency)
    if shared is None or relation not in (
        Relation.SHARED,
        Relation.NAMED,
        Relation.EXPIRED,
        Relation.OTHER_ROLE,
    ):
        return
    other = next(r for r in Role if r != role)
    access.share(
        shared,
        agency=agency,
        role=None if relation is Relation.NAMED else other if _is_other(relation) else role,
        person=user if relation is Relation.NAMED else None,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="They need to know.",
        by=None,
        at=NOW,
        until=LATER if relation is Relation.EXPIRED else None,
    )


def _covered(user: User, role: Role, agency: Agency, *, last: int) -> User:
    """A colleague in the same post, for whom the person covers until so many days from today."""
    away = UserFactory(role=role, role__agency=agency, role__serving=authority())
    day = timezone.localdate()
    Cover.objects.create(
        person=away,
        cover=user,
        from_on=day - timedelta(days=9),
        until_on=day + timedelta(days=last),
        by=away,
    )
    return away


def _is_other(relation: Relation) -> bool:
    return relation is Relation.OTHER_ROLE


def _bar(relation: Relation, child: object, agency: Agency, user: User) -> None:
    if child is None:
        return
    if relation is Relation.RESTRICTED:
        services.restrict(child.pk, to=[UserFactory()], because="Named", by=None, at=NOW)  # type: ignore[attr-defined]
    if relation is Relation.EXCLUDED:
        services.exclude(child.pk, user=user, because="A relative", by=None, at=NOW)  # type: ignore[attr-defined]
    if relation is Relation.AGENCY_EXCLUDED:
        services.exclude(child.pk, agency=agency, because="Named", by=None, at=NOW)  # type: ignore[attr-defined]
