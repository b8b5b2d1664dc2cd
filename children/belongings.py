"""What stands on the record of a child: each app says what of its own does, and can be moved.

The two timelines of a merge are made of it, and the list of what was added since, when a merge is
undone. A belonging says what it is, when and where, and its reference: never what it holds,
because a data steward reads identity and not content.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from agencies import access
from agencies.models import User
from children.models import Child


@dataclass(frozen=True)
class Belonging:
    """One thing on a record: when it happened and when it was recorded.

    `goes_with` is the record it follows, such as its case: it is nobody's own choice. `stays` says
    why it cannot be moved.
    `came_by_merge` marks what the merge itself brought to the other record.
    """

    id: uuid.UUID
    child_id: uuid.UUID
    title: str
    at: datetime
    recorded_at: datetime
    goes_with: uuid.UUID | None = None
    stays: str = ""
    came_by_merge: bool = False


class Place(Protocol):
    """Put something on the record of a child, with what hangs on it."""

    def __call__(
        self, record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime
    ) -> object: ...


Read = Callable[[Collection[uuid.UUID], datetime | None], Iterable[Belonging]]
"""What stands on these records, or only what was recorded, or came there, since a moment."""


@dataclass(frozen=True)
class Kind:
    """A kind of belonging. `route` names its page, for those who may open it."""

    model: type[Model]
    read: Read
    place: Place | None = None
    route: str = ""

    def open_to(self, viewer: Any, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
        """Which of these have a page the viewer may open."""
        if not self.route:
            return set()
        view = access.policy_of(self.model).view
        rows = self.model._default_manager.filter(pk__in=ids)
        if view is None or not access.can(viewer, view):
            return set()
        return set(access.visible(viewer, view, rows).values_list("pk", flat=True))


_kinds: list[Kind] = []


def register(kind: Kind) -> None:
    """Add a kind of thing that stands on records of children."""
    _kinds.append(kind)


def kinds() -> tuple[Kind, ...]:
    """Every kind that was registered."""
    return tuple(_kinds)
