"""The link between two children's records, as a person enters it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from children.models import Child, KeyPerson
from children.relations import BETWEEN_CHILDREN, relation
from children.services.facts import add_key_person
from core.refusals import Invalid


@transaction.atomic
def link_children(
    child: Child, other: Child, *, kind: str, by: User, at: datetime, **said: Any
) -> KeyPerson:
    """Say what another child is to this one: one entry, read from both records.

    Raises Invalid for one child under two records, for the same link twice, and for a relation
    that does not hold between children.
    """
    access.require(by, Permission.CHILD_EDIT, child)
    access.require(by, Permission.CHILD_VIEW, other)
    if child.identity_id == other.identity_id:
        raise Invalid("These are two records of one child.", field="kind")
    if relation(kind).family not in BETWEEN_CHILDREN:
        raise Invalid("Choose what one child can be to another.", field="kind")
    Child.objects.select_for_update().get(pk=child.pk)
    same = {"other_child": other, "kind": kind, "superseded_at": None, "until_on": None}
    if KeyPerson.objects.filter(child=child, **same).exists():
        raise Invalid("The two records are linked in this way already.", field="kind")
    return add_key_person(
        child, name=other.full_name, kind=kind, other_child=other, by=by, at=at, **said
    )
