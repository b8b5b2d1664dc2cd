"""Migrating renders no models that nobody asks for, and leaves Django as it was."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState

from core.management.commands.migrate import _unrendered
from tests.database import as_owner


def test_a_migration_starts_from_a_state_that_is_not_rendered() -> None:
    seen = []

    def apply(migration: Migration, state: ProjectState, editor: object) -> ProjectState:
        seen.append("apps" in state.__dict__)
        return state

    state = ProjectState()
    assert state.apps
    assert _unrendered(apply)(Migration("one", "core"), state, None) is state
    assert seen == [False]


@pytest.mark.django_db(transaction=True)
def test_migrating_leaves_djangos_own_way_in_place() -> None:
    from django.db import connection

    before = Migration.apply
    with as_owner(connection):
        call_command("migrate", "core", verbosity=0, interactive=False)
    assert Migration.apply is before
