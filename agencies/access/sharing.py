"""Widen reach: each share is its own ledger row; a grant stands while any share is live.

What went where no share reaches stands in the ledger too, and widens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as DjangoPermission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q

from agencies.access.policy import policy_of
from agencies.models import Agency, Disclosure, RoleGroup, Share, User
from agencies.roles import Role
from core.models import kind_of
from core.refusals import Invalid

PURPOSES = Share.Purpose.choices
"""What a share may be for (information sharing, rule 2)."""


@transaction.atomic
def share(
    record: Model,
    *,
    agency: Agency,
    role: Role | None = None,
    person: User | None = None,
    purpose: Share.Purpose,
    because: str,
    by: User | None,
    at: datetime,
    until: datetime | None = None,
) -> Share:
    """Share a record with one role of an agency or with one person, and write it down.

    The service that calls this has already required its own permission. Raises Invalid without
    a reason: a share that says nothing cannot be completed (information-sharing rule 7).
    """
    if not because.strip():
        raise Invalid("Say why you are sharing this.", field="because")
    row = Share.objects.create(
        record_kind=kind_of(record),
        record_id=record.pk,
        agency=agency,
        role=role or "",
        person=person,
        purpose=purpose,
        because=because,
        from_at=at,
        until_at=until,
        by=by,
    )
    _keep_grant(record, row)
    return row


@transaction.atomic
def decline_to_share(
    record: Model,
    *,
    agency: Agency,
    role: Role,
    purpose: Share.Purpose,
    because: str,
    by: User,
    at: datetime,
) -> Share:
    """Write down a decision not to share, with its reason."""
    if not because.strip():
        raise Invalid("Say why you are not sharing this.", field="because")
    return Share.objects.create(
        record_kind=kind_of(record),
        record_id=record.pk,
        agency=agency,
        role=role,
        decision=Share.Decision.NOT_SHARED,
        purpose=purpose,
        because=because,
        from_at=at,
        by=by,
    )


@transaction.atomic
def disclose(
    record: Model,
    *,
    recipient: str,
    items: Sequence[str],
    sha256: str,
    origin: Model,
    purpose: Share.Purpose,
    because: str,
    by: User | None,
    at: datetime,
    contact: str = "",
) -> Disclosure:
    """Write down what of a record went to somebody whom the portal does not reach; nothing opens.

    The service that calls this has already required its own permission. What went by one
    `origin` is written down once. Raises Invalid without a reason.
    """
    if not because.strip():
        raise Invalid("Say why this is sent.", field="because")
    row, _ = Disclosure.objects.get_or_create(
        origin_id=origin.pk,
        defaults={
            "origin_kind": kind_of(origin),
            "record_kind": kind_of(record),
            "record_id": record.pk,
            "recipient": recipient,
            "contact": contact,
            "purpose": purpose,
            "because": because,
            "items": list(items),
            "sha256": sha256,
            "at": at,
            "by": by,
        },
    )
    return row


@transaction.atomic
def end_share(record: Model, row: Share, *, at: datetime) -> None:
    """End one share; the grant goes only when no other live share stands behind it."""
    row.ended_at = at
    row.until_at = min(filter(None, (row.until_at, at)))
    row.save(update_fields=["ended_at", "until_at"])
    _keep_grant(record, row)


def group_of(agency: Agency, role: Role) -> Group:
    """The group of a role in an agency, made on first need."""
    found = RoleGroup.objects.filter(agency=agency, role=role).select_related("group").first()
    if found:
        return found.group
    group, _ = Group.objects.get_or_create(name=f"{agency.code}:{role}")
    RoleGroup.objects.get_or_create(agency=agency, role=role, defaults={"group": group})
    return group


def _keep_grant(record: Model, row: Share) -> None:
    """Make the grant row say exactly what the live shares behind it say."""
    policy = policy_of(type(record))
    if policy.grants is None:
        raise RuntimeError(f"{policy.model._meta.label} cannot be shared")
    by_group, by_person = policy.grants
    live = Share.objects.filter(
        Q(ended_at=None),
        record_id=record.pk,
        agency=row.agency,
        role=row.role,
        person=row.person,
        decision=Share.Decision.SHARED,
    )
    ends = list(live.values_list("until_at", flat=True))
    key: dict[str, Any] = {"content_object": record, "permission": _view_permission(type(record))}
    if row.person:
        table, key = by_person, {**key, "user": row.person}
    else:
        table, key = by_group, {**key, "group": group_of(row.agency, Role(row.role))}
    if not ends:
        table._default_manager.filter(**key).delete()
        return
    until = None if None in ends else max(end for end in ends if end)
    table._default_manager.update_or_create(**key, defaults={"until_at": until})


def _view_permission(model: type[Model]) -> DjangoPermission:
    meta = model._meta
    return DjangoPermission.objects.get(
        content_type=ContentType.objects.get_for_model(model), codename=f"view_{meta.model_name}"
    )
