"""Accounts, posts, restrictions and exclusions: every write of this floor but shares."""

from agencies.services.accounts import deactivate, end_all_sessions, open_account
from agencies.services.barriers import (
    carry_barriers,
    exclude,
    restrict,
    take_back_barriers,
)
from agencies.services.kept import keep_form, take_kept_form
from agencies.services.posts import add_agency, appoint, end_post

__all__ = [
    "add_agency",
    "appoint",
    "carry_barriers",
    "deactivate",
    "end_all_sessions",
    "end_post",
    "exclude",
    "keep_form",
    "open_account",
    "restrict",
    "take_back_barriers",
    "take_kept_form",
]
