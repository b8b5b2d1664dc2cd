"""Accounts, posts, restrictions and exclusions: every write of this floor but shares."""

from agencies.services.accounts import close_account, end_all_sessions, open_account, wake
from agencies.services.barriers import (
    carry_barriers,
    exclude,
    restrict,
    take_back_barriers,
)
from agencies.services.by_hand import (
    approve_by_hand,
    close_account_by_hand,
    decline_by_hand,
    end_post_by_hand,
    end_sessions_by_hand,
    give_post,
    open_account_by_hand,
    wake_by_hand,
)
from agencies.services.kept import keep_form, take_kept_form
from agencies.services.posts import PostAsked, add_agency, appoint, end_post

__all__ = [
    "PostAsked",
    "add_agency",
    "appoint",
    "approve_by_hand",
    "carry_barriers",
    "close_account",
    "close_account_by_hand",
    "decline_by_hand",
    "end_all_sessions",
    "end_post",
    "end_post_by_hand",
    "end_sessions_by_hand",
    "exclude",
    "give_post",
    "keep_form",
    "open_account",
    "open_account_by_hand",
    "restrict",
    "take_back_barriers",
    "take_kept_form",
    "wake",
    "wake_by_hand",
]
