"""Search first, for whoever refers: the children of the viewer's own records who may be meant.

A referrer learns no more than that the own words fit a referral the referrer made. What is
chosen travels as a reference, in words; the CSE team says which child it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case
from children.models import Child
from children.search import ChildQuery
from children.selectors import Candidate, find_children
from referrals.models import Referral
from referrals.selectors import words

NAMED = "the reference given leads here"


@dataclass(frozen=True)
class Earlier:
    """A child of an earlier record: its reference, since when, and why the child may be meant."""

    child_id: uuid.UUID
    reference: str
    name: str
    since: datetime
    own: bool
    why: tuple[str, ...]


def known_before(viewer: Viewer, query: ChildQuery) -> tuple[Earlier, ...]:
    """Who may be meant, best first: by the latest own referral, or by a case the viewer reads."""
    found = find_children(viewer, query)
    ids = [one.identity_id for one in found]
    referrals = access.visible(viewer, Permission.REFERRAL_FOLLOW, Referral.objects.all())
    cases = access.visible(viewer, Permission.CASE_VIEW, Case.objects.all())
    own, read = _latest(referrals, ids, "received_at"), _latest(cases, ids, "opened_at")
    earlier = []
    for one in found:
        if row := own.get(one.identity_id):
            name, since = words.said_name(row), row.received_at
        elif row := read.get(one.identity_id):
            name, since = row.child.full_name, row.opened_at
        else:
            continue
        own_row = one.identity_id in own
        earlier.append(Earlier(row.child_id, row.reference, name, since, own_row, one.why))
    return tuple(earlier)


def _latest(rows: QuerySet[Any], ids: Collection[uuid.UUID], since: str) -> dict[uuid.UUID, Any]:
    """The latest of these records of each child, by the child's identity."""
    of_them = rows.filter(child__identity__in=ids).select_related("child").order_by(since, "id")
    return {row.child.identity_id: row for row in of_them}


def candidates(viewer: Any, referral: Referral) -> tuple[Candidate, ...]:
    """Known children who may be meant, without the record made from these very words.

    Whom the referrer names by the reference of an earlier record comes first.
    """
    child = referral.child
    query = ChildQuery.of(child.given_name, child.family_name, child.born_on)
    found = {one.identity_id: one for one in find_children(viewer, query) if one.named}
    named = _named(viewer, referral.said.get("known_as", ""))
    for identity, one in named.items():
        like = found.pop(identity, one)
        named[identity] = replace(like, why=(NAMED, *like.why))
    ranked = {**named, **found}
    return tuple(one for identity, one in ranked.items() if identity != child.identity_id)


def _named(viewer: Any, reference: str) -> dict[uuid.UUID, Candidate]:
    """The children whose record the viewer reads and whom this reference leads to."""
    readable = access.visible(viewer, Permission.CHILD_VIEW, Child.objects.all())
    rows = readable.filter(identity__in=_identities(viewer, reference)) if reference else []
    return {
        row.identity_id: Candidate(
            row.pk,
            row.identity_id,
            score=0,
            why=(),
            certain=False,
            named=True,
            name=row.full_name,
            born_on=row.born_on,
            born_on_estimated=row.born_on_estimated,
        )
        for row in rows
    }


def _identities(viewer: Any, reference: str) -> set[uuid.UUID]:
    referrals = access.visible(viewer, Permission.REFERRAL_VIEW, Referral.objects.all())
    cases = access.visible(viewer, Permission.CASE_VIEW, Case.objects.all())
    return {
        identity
        for rows in (referrals, cases)
        for identity in rows.filter(reference=reference).values_list("child__identity", flat=True)
    }
