"""What the table says of one address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from agencies.permissions import Permission


def by_id(name: str) -> Callable[[Any], dict[str, Any]]:
    """The record's own id under the name that the address has for it."""
    return lambda record: {name: record.pk}


def nothing(record: Any) -> dict[str, Any]:
    """An address without an id."""
    return {}


@dataclass(frozen=True)
class Entry:
    """One address: what it takes to knock, and which record stands behind it.

    `permission` None means any signed-in person. `needs` is the permission the record itself is
    reached with, where that differs from the knock. `public` addresses ask for no sign-in.
    `foreign` addresses belong to a library and keep their own rules.
    """

    permission: Permission | None = None
    subject: type[Model] | None = None
    kwargs: Callable[[Any], dict[str, Any]] = nothing
    methods: tuple[str, ...] = ("GET",)
    needs: Permission | None = None
    public: bool = False
    foreign: bool = False
    data: dict[str, Any] = field(default_factory=dict)
