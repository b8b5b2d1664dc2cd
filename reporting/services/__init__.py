"""Every write of a return."""

from reporting.services.drafting import draft_return, revise_return
from reporting.services.requesting import (
    answer_request,
    request_last_quarter,
    request_return,
    request_revision,
)
from reporting.services.signing import sign_off_return

__all__ = [
    "answer_request",
    "draft_return",
    "request_last_quarter",
    "request_return",
    "request_revision",
    "revise_return",
    "sign_off_return",
]
