"""Which subjects are one: the floor that knows children says so once, at start-up.

A barrier is set on one record of a child and holds for every record of that child. This floor
knows ids only, so it asks; nobody who sets a barrier has to think of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

Together = Callable[[UUID], Collection[UUID]]

_rules: list[Together] = []


def register_subjects(rule: Together) -> None:
    """`rule` gives every record of the same child, and holds them until the transaction ends."""
    if _rules:
        raise RuntimeError("somebody says already which subjects are one")
    _rules.append(rule)


def records_of_one(subject_id: UUID) -> set[UUID]:
    """Every record of the same child, this one included; an id nobody knows stands alone."""
    return {subject_id, *(one for rule in _rules for one in rule(subject_id))}
