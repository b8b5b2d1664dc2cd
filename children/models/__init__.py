"""The child and what is true of a child over time."""

from children.models.child import Alias, Child, ChildDisability, Identifier, Identity
from children.models.life import Address, CareStatus, KeyPerson, Placement, SafeContact, Schooling
from children.models.merge import Merge

__all__ = [
    "Address",
    "Alias",
    "CareStatus",
    "Child",
    "ChildDisability",
    "Identifier",
    "Identity",
    "KeyPerson",
    "Merge",
    "Placement",
    "SafeContact",
    "Schooling",
]
