"""The child and what is true of a child over time."""

from children.models.child import Alias, Child, ChildDisability, Identifier, Identity
from children.models.life import Address, CareStatus, KeyPerson, Placement, SafeContact, Schooling
from children.models.merge import Merge
from children.models.pair import PAIR_PATHWAY, MatchPair, PairStatus

__all__ = [
    "PAIR_PATHWAY",
    "Address",
    "Alias",
    "CareStatus",
    "Child",
    "ChildDisability",
    "Identifier",
    "Identity",
    "KeyPerson",
    "MatchPair",
    "Merge",
    "PairStatus",
    "Placement",
    "SafeContact",
    "Schooling",
]
