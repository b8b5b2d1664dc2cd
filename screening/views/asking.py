"""A page with one form about a screening, and the read event of a screening."""

from __future__ import annotations

import uuid
from typing import Any

from agencies import doors
from agencies.doors import WRONG, put_on
from core.audit import Action, Viewed

__all__ = ["WRONG", "Asking", "put_on", "viewed"]


class Asking(doors.Asking):
    """A page with one form; its read event is that of the screening it is about."""

    def viewed(self, page: Any) -> Viewed | None:
        return viewed(page.screening.pk, page.whose.child_id)


def viewed(*records: uuid.UUID, action: Action = Action.VIEW, data_class: str = "") -> Viewed:
    """The read event of one screening: its id, then the child's."""
    *screenings, child = records
    return Viewed(
        "screening.screening", tuple(screenings), (child,), action=action, data_class=data_class
    )
