"""Reads of people, agencies and the permission matrix."""

from agencies.selectors.matrix import MatrixRow, permission_matrix
from agencies.selectors.people import (
    PostHeld,
    active_agencies,
    agency,
    agency_names,
    agency_with,
    authorities,
    authorities_at_work,
    authority,
    is_restricted,
    named_for,
    names_of,
    person,
    person_with,
    posts_held,
    posts_in_words,
    role_name,
    team_of,
)

__all__ = [
    "MatrixRow",
    "PostHeld",
    "active_agencies",
    "agency",
    "agency_names",
    "agency_with",
    "authorities",
    "authorities_at_work",
    "authority",
    "is_restricted",
    "named_for",
    "names_of",
    "permission_matrix",
    "person",
    "person_with",
    "posts_held",
    "posts_in_words",
    "role_name",
    "team_of",
]
