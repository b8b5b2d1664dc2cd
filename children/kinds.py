"""The kinds of dated fact a person records about a child, as their addresses name them."""

from __future__ import annotations

from enum import StrEnum

from children.models import (
    Address,
    Alias,
    CareStatus,
    ChildDisability,
    Identifier,
    KeyPerson,
    Placement,
    SafeContact,
    Schooling,
)
from children.models.child import ChildFact
from core.refusals import OutOfReach

ALIAS_KINDS = Alias.Kind.choices
IDENTIFIER_KINDS = Identifier.Kind.choices
CONTACTS = SafeContact.Whom.choices
BONDS = KeyPerson.Bond.choices
CONFIDENCE = KeyPerson.Confidence.choices
NHS = Identifier.Kind.NHS
OUTSIDE = "OUTSIDE"
"""The choice beside the authorities: the placement lies in none of the region."""


class FactKind(StrEnum):
    """One kind of fact; the value stands in the address of its page."""

    ADDRESS = "address"
    KEY_PERSON = "key-person"
    SAFE_CONTACT = "safe-contact"
    SCHOOLING = "schooling"
    CARE = "care"
    PLACEMENT = "placement"
    ALIAS = "alias"
    IDENTIFIER = "identifier"
    DISABILITY = "disability"


def kind_named(text: str) -> FactKind:
    """The kind an address names; OutOfReach for any other word."""
    if text not in set(FactKind):
        raise OutOfReach
    return FactKind(text)


TABLES: dict[FactKind, type[ChildFact]] = {
    FactKind.ADDRESS: Address,
    FactKind.KEY_PERSON: KeyPerson,
    FactKind.SAFE_CONTACT: SafeContact,
    FactKind.SCHOOLING: Schooling,
    FactKind.CARE: CareStatus,
    FactKind.PLACEMENT: Placement,
    FactKind.ALIAS: Alias,
    FactKind.IDENTIFIER: Identifier,
    FactKind.DISABILITY: ChildDisability,
}

TITLES = {
    FactKind.ADDRESS: "Addresses",
    FactKind.KEY_PERSON: "People around the child",
    FactKind.SAFE_CONTACT: "Safe contact",
    FactKind.SCHOOLING: "School and education",
    FactKind.CARE: "Legal status",
    FactKind.PLACEMENT: "Placements",
    FactKind.ALIAS: "Other names",
    FactKind.IDENTIFIER: "Numbers",
    FactKind.DISABILITY: "Disability",
}
"""What each kind is called on the page of a child, in the order they stand there."""

ONE = {
    FactKind.ADDRESS: "an address",
    FactKind.KEY_PERSON: "a person around the child",
    FactKind.SAFE_CONTACT: "a safe way to make contact",
    FactKind.SCHOOLING: "a school or other education",
    FactKind.CARE: "a legal status",
    FactKind.PLACEMENT: "a placement",
    FactKind.ALIAS: "another name",
    FactKind.IDENTIFIER: "a number",
    FactKind.DISABILITY: "a disability",
}
"""What one fact of each kind is called on a page that asks for it."""

ONE_OF = {
    FactKind.ADDRESS: "Address",
    FactKind.KEY_PERSON: "Somebody around the child",
    FactKind.SAFE_CONTACT: "Safe contact",
    FactKind.SCHOOLING: "School or education",
    FactKind.CARE: "Legal status",
    FactKind.PLACEMENT: "Placement",
    FactKind.ALIAS: "Other name",
    FactKind.IDENTIFIER: "Number",
    FactKind.DISABILITY: "Disability",
}
"""What one fact of a kind is called where its kind alone is told."""
