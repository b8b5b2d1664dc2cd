"""The doors of this floor: accounts, one's own sessions and password, and the matrix."""

from agencies.views.accounts import (
    Account,
    AccountClose,
    AccountOpen,
    Accounts,
    AccountSignOut,
    AccountWake,
    PostGive,
)
from agencies.views.matrix import PermissionMatrix
from agencies.views.passwords import PasswordChange
from agencies.views.posts import PostEnd, Proposal, Proposals
from agencies.views.sessions import (
    KeptForm,
    SessionEndAll,
    SessionEnded,
    SessionExtend,
    SessionKeep,
)

__all__ = [
    "Account",
    "AccountClose",
    "AccountOpen",
    "AccountSignOut",
    "AccountWake",
    "Accounts",
    "KeptForm",
    "PasswordChange",
    "PermissionMatrix",
    "PostEnd",
    "PostGive",
    "Proposal",
    "Proposals",
    "SessionEndAll",
    "SessionEnded",
    "SessionExtend",
    "SessionKeep",
]
