"""Accounts, one's own session, and the permission matrix."""

from agencies.models import Membership, ProposedPost, User
from agencies.permissions import Permission
from tests.access.urls.entry import Entry, by_id

MANAGE = Permission.ACCOUNT_MANAGE
BOTH = ("GET", "POST")
USER = by_id("user_id")
URLS = {
    "agencies:session_extend": Entry(methods=("POST",)),
    "agencies:session_keep": Entry(methods=("POST",)),
    "agencies:session_ended": Entry(public=True),
    "agencies:kept_form": Entry(foreign=True),
    "agencies:session_end_all": Entry(methods=("GET", "POST")),
    "agencies:permission_matrix": Entry(Permission.MATRIX_VIEW),
    "agencies:accounts": Entry(MANAGE, methods=BOTH),
    "agencies:account_open": Entry(MANAGE, methods=BOTH),
    "agencies:account": Entry(MANAGE, User, USER),
    "agencies:post_give": Entry(MANAGE, User, USER, methods=BOTH),
    "agencies:account_close": Entry(MANAGE, User, USER, methods=BOTH),
    "agencies:account_wake": Entry(MANAGE, User, USER, methods=BOTH),
    "agencies:account_sign_out": Entry(MANAGE, User, USER, methods=BOTH),
    "agencies:post_end": Entry(MANAGE, Membership, by_id("post_id"), methods=BOTH),
    "agencies:proposals": Entry(MANAGE),
    "agencies:proposal": Entry(MANAGE, ProposedPost, by_id("proposal_id"), methods=BOTH),
}
