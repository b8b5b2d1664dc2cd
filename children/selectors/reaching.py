"""Children by where they live or how they and their people are reached, within a viewer's reach."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Replace, Right, Upper

from agencies import access
from agencies.permissions import Permission
from children.models import Address, Child, KeyPerson

POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$")
SHORTEST_NUMBER, COMPARED = 7, 10
"""A telephone number has seven digits or more; the last ten are compared, however it begins."""

PLAIN_POSTCODE = Replace(Upper("postcode"), Value(" "), Value(""))
LAST_DIGITS = Right(
    Func("telephone", Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace"),
    COMPARED,
)
"""As the indexes of migration 0003 have them."""


def children_at(viewer: Any, text: str) -> QuerySet[Child]:
    """Children with a standing address of this postcode or number, or a person of this number.

    An address that is kept safe answers to nobody.
    """
    rows = access.visible(viewer, Permission.CHILD_VIEW, Child.objects.all())
    return rows.filter(pk__in=_ids(text))


def _ids(text: str) -> set[uuid.UUID]:
    plain = re.sub(r"\s", "", text).upper()
    addresses = Address.objects.filter(superseded_at=None, safe=False)
    if POSTCODE.match(plain):
        rows = addresses.exclude(postcode="").alias(plain=PLAIN_POSTCODE).filter(plain=plain)
        return set(rows.values_list("child_id", flat=True))
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) < SHORTEST_NUMBER or re.search(r"[^0-9+() .-]", text):
        return set()
    people = KeyPerson.objects.filter(superseded_at=None)
    return _of_number(addresses, digits) | _of_number(people, digits)


def _of_number(rows: QuerySet[Any], digits: str) -> set[uuid.UUID]:
    named = rows.exclude(telephone="").alias(digits=LAST_DIGITS)
    return set(named.filter(digits=digits[-COMPARED:]).values_list("child_id", flat=True))
