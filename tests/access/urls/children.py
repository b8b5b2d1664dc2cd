"""Search, and the record of a child."""

from __future__ import annotations

from typing import Any

from agencies.permissions import Permission
from children.models import Child, MatchPair
from children.services import add_alias, set_address
from tests.access.urls.entry import Entry, by_id
from tests.children.factories import RECORDED


def an_alias(child: Any) -> dict[str, Any]:
    fact = add_alias(child, name="Bex", kind="NICKNAME", by=None, at=RECORDED)
    return {"kind": "alias", "fact_id": fact.pk}


def a_safe_address(child: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"lines": "1 Hidden Lane", "safe": True}
    return {"address_id": set_address(child, from_on=None, by=None, at=RECORDED, **facts).pk}


BOTH = ("GET", "POST")
PAIR = Entry(Permission.CHILD_MATCH, MatchPair, by_id("pair_id"), methods=BOTH)
URLS = {
    "children:pairs": Entry(Permission.CHILD_MATCH),
    "children:pairs_decided": Entry(Permission.CHILD_MATCH),
    "children:pair": PAIR,
    "children:pair_not_same": PAIR,
    "children:pair_later": PAIR,
    "children:pair_separate": PAIR,
    "children:doubles": Entry(
        Permission.CHILD_MATCH, Child, by_id("child_id"), needs=Permission.CHILD_VIEW
    ),
    "children:search": Entry(Permission.CHILD_SEARCH, methods=BOTH),
    "children:detail": Entry(Permission.CHILD_VIEW, Child, by_id("child_id")),
    "children:people": Entry(Permission.CHILD_VIEW, Child, by_id("child_id")),
    "children:relate": Entry(Permission.CHILD_EDIT, Child, by_id("child_id"), methods=BOTH),
    "children:edit": Entry(Permission.CHILD_EDIT, Child, by_id("child_id"), methods=BOTH),
    "children:fact_add": Entry(
        Permission.CHILD_EDIT,
        Child,
        lambda child: {"child_id": child.pk, "kind": "alias"},
        methods=BOTH,
    ),
    "children:fact_end": Entry(Permission.CHILD_EDIT, Child, an_alias, methods=BOTH),
    "children:fact_correct": Entry(Permission.CHILD_EDIT, Child, an_alias, methods=BOTH),
    "children:address_reveal": Entry(
        Permission.SAFE_ADDRESS_REVEAL, Child, a_safe_address, methods=("POST",)
    ),
}
