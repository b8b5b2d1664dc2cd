"""Steps as a table beside the model: what may follow what, and the one way to move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from core.models import StatusChange, kind_of
from core.refusals import NotNow
from core.trail import Person


class Workflow:
    """A state machine over a `status` column, printed in the README and walked by a test."""

    def __init__(
        self, steps: Mapping[Any, AbstractSet[Any]], *, start: Any, words: Mapping[str, str]
    ) -> None:
        self.steps = {str(a): frozenset(map(str, to)) for a, to in steps.items()}
        self.start = str(start)
        self.words = words

    def allows(self, before: str, to: str) -> bool:
        """May `to` follow `before`?"""
        return str(to) in self.steps.get(str(before), frozenset())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every step, for the diagram and for the test that walks all of it."""
        for before, after in self.steps.items():
            yield from ((before, to) for to in sorted(after))

    def begin(self, about: models.Model, *, by: Person | None, at: datetime) -> None:
        """Write the first row of the status history of a new record."""
        _remember(about, "", str(about.status), by=by, at=at, because="")  # type: ignore[attr-defined]

    def move(
        self,
        about: models.Model,
        *,
        to: str,
        by: Person | None,
        at: datetime,
        because: str = "",
        also: Mapping[str, Any] | None = None,
    ) -> None:
        """Take one step, by compare-and-set: of two people at once exactly one wins.

        `also` holds columns that change with the step. Raises NotNow when the step is not open,
        or when the record moved in the meantime, and says who took which step.
        """
        before, to = str(about.status), str(to)  # type: ignore[attr-defined]
        if not self.allows(before, to):
            wish = f"This cannot become “{self.word(to)}” while it is “{self.word(before)}”."
            raise NotNow(f"{wish} {self._last_step(about)}".strip())
        rows = (
            type(about)
            ._default_manager.filter(pk=about.pk, status=before)
            .update(status=to, **(also or {}))
        )
        if not rows:
            raise NotNow(f"{self._last_step(about)} Look again before you decide.".strip())
        about.status = to  # type: ignore[attr-defined]
        _remember(about, before, to, by=by, at=at, because=because)

    def _last_step(self, about: models.Model) -> str:
        """Who took the latest step, which and when, for the person who came second."""
        last = history(about).last()
        if last is None:
            return ""
        people = get_user_model()._default_manager.filter(pk__in=[last.by_id])
        who = next((person.get_full_name() for person in people), "The portal")
        when = timezone.localtime(last.at)
        day = f"{when.day} {when:%B %Y}, {when:%H:%M}"
        return f"{who} has recorded “{self.word(last.to_status)}” ({day})."

    def word(self, status: str) -> str:
        """The label people read for a status."""
        return self.words.get(str(status), str(status))

    def diagram(self) -> str:
        """The pathway as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {before} --> {to}" for before, to in self.pairs()]
        lines += [f"    {before} --> [*]" for before, after in self.steps.items() if not after]
        return "\n".join(lines)


def history(about: models.Model) -> models.QuerySet[StatusChange]:
    """The status history of one record, oldest first."""
    return StatusChange.objects.filter(record_id=about.pk).order_by("at", "id")


def _remember(
    about: models.Model,
    before: str,
    to: str,
    *,
    by: Person | None,
    at: datetime,
    because: str,
) -> None:
    StatusChange.objects.create(
        record_kind=kind_of(about),
        record_id=about.pk,
        from_status=before,
        to_status=to,
        by_id=by.pk if by else None,
        at=at,
        because=because,
    )
