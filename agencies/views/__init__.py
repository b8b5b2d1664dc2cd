"""The doors of this floor: one's own sessions, and the permission matrix."""

from agencies.views.matrix import PermissionMatrix
from agencies.views.sessions import (
    KeptForm,
    SessionEndAll,
    SessionEnded,
    SessionExtend,
    SessionKeep,
)

__all__ = [
    "KeptForm",
    "PermissionMatrix",
    "SessionEndAll",
    "SessionEnded",
    "SessionExtend",
    "SessionKeep",
]
