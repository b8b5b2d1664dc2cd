"""Authorities, agencies, people and posts; shares, restrictions and exclusions."""

from agencies.models.disclosed import Disclosure
from agencies.models.people import (
    POST_PATHWAY,
    Agency,
    Authority,
    KeptForm,
    Membership,
    ProposedPost,
    RoleGroup,
    User,
    serves,
)
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
    "POST_PATHWAY",
    "Agency",
    "Authority",
    "Barrier",
    "Disclosure",
    "Exclusion",
    "KeptForm",
    "Membership",
    "PersonGrant",
    "ProposedPost",
    "RecordGrant",
    "RestrictedTo",
    "Restriction",
    "RoleGroup",
    "Share",
    "User",
    "serves",
]
