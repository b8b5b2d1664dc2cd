"""Django's `migrate`, rendering each state of the models at most once.

Once Django has rendered the models of a state it keeps them in step with every later operation,
related models included. With histories beside most tables that is most of the time of migrating.
Here each migration starts unrendered: only one that asks for the models pays for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db.migrations import Migration


class Command(Migrate):
    help = Migrate.help

    def handle(self, *args: Any, **options: Any) -> None:
        apply = Migration.apply
        Migration.apply = _unrendered(apply)  # type: ignore[method-assign]
        try:
            super().handle(*args, **options)
        finally:
            Migration.apply = apply  # type: ignore[method-assign]


def _unrendered(apply: Callable[..., Any]) -> Callable[..., Any]:
    def from_unrendered(migration: Migration, state: Any, *args: Any, **kwargs: Any) -> Any:
        state.__dict__.pop("apps", None)
        return apply(migration, state, *args, **kwargs)

    return from_unrendered
