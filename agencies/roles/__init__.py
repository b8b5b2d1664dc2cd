"""Roles, and which of them may do what: pages to be read aloud, without logic."""

from agencies.roles.matrix import MATRIX
from agencies.roles.names import CSE_TEAM_ROLES, ROLE_NAMES, Role

__all__ = ["CSE_TEAM_ROLES", "MATRIX", "ROLE_NAMES", "Role"]
