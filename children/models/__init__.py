"""The child and what is true of a child over time."""

from children.models.child import Alias, Child, ChildDisability, Identifier, Identity
from children.models.life import Address, CareStatus, KeyPerson, Placement, SafeContact, Schooling

__all__ = [
    "Address",
    "Alias",
    "CareStatus",
    "Child",
    "ChildDisability",
    "Identifier",
    "Identity",
    "KeyPerson",
    "Placement",
    "SafeContact",
    "Schooling",
]
