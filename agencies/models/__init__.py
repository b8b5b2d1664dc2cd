"""Authorities, agencies, people and posts; shares, restrictions and exclusions."""

from agencies.models.people import Agency, Authority, KeptForm, Membership, RoleGroup, User
from agencies.models.reach import (
    Barrier,
    Exclusion,
    PersonGrant,
    RecordGrant,
    RestrictedTo,
    Restriction,
    Share,
)

__all__ = [
    "Agency",
    "Authority",
    "Barrier",
    "Exclusion",
    "KeptForm",
    "Membership",
    "PersonGrant",
    "RecordGrant",
    "RestrictedTo",
    "Restriction",
    "RoleGroup",
    "Share",
    "User",
]
