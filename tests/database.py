"""Tests run as `portal_app`: made and emptied by the owner, used by the role that owns nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import environ
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.template import connect_to, copy_of_template, drop

ALWAYS_KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})

TABLES_WITH_ROWS = """
    SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %I)', relname, relname),
                      ' UNION ALL ')
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
REFERRING_TABLES = """
    WITH RECURSIVE reach(oid) AS (
        SELECT unnest(%s::text[])::regclass::oid
        UNION
        SELECT conrelid FROM pg_constraint JOIN reach ON confrelid = reach.oid
        WHERE contype = 'f'
    )
    SELECT oid::regclass::text, EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = reach.oid AND tgtype & 32 > 0 AND NOT tgisinternal
    ) FROM reach
"""


shipped: dict[type[Model], list[Any]] = {}
"""The rows that the load commands made in each reference table."""


def owner_login() -> dict[str, str]:
    """Who owns the tables, as the settings of a connection."""
    login = environ.Env().db_url("OWNER_DATABASE_URL", default="")
    return {key: login[key] for key in ("USER", "PASSWORD") if key in login}


@contextmanager
def as_owner(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a connection be the owner's for a while."""
    app_login = {key: database.settings_dict[key] for key in ("USER", "PASSWORD")}
    database.close()
    database.settings_dict.update(owner_login())
    try:
        yield
    finally:
        database.close()
        database.settings_dict.update(app_login)


@contextmanager
def owner_connection() -> Iterator[BaseDatabaseWrapper]:
    """A second connection to the same database, as the owner of its tables."""
    owner = connection.copy()
    owner.settings_dict.update(owner_login())
    try:
        yield owner
    finally:
        owner.close()


def remember_shipped() -> None:
    """Note which rows the reference tables hold before any test."""
    for model in apps.get_models():
        if model._meta.db_table in settings.REFERENCE_TABLES:
            shipped[model] = list(model._default_manager.values_list("pk", flat=True))


def empty_tables() -> None:
    """Empty every table, as only the owner can; of a reference table what a test has added.

    A table that refuses to be truncated (an audit table) has its guard set aside meanwhile.
    """
    kept = ALWAYS_KEPT | set(settings.REFERENCE_TABLES)
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(TABLES_WITH_ROWS)
        cursor.execute(cursor.fetchone()[0])
        filled = [name for (name,) in cursor.fetchall() if name not in kept]
        if filled:
            _truncate(cursor, filled, kept)
    for model, keys in reversed(shipped.items()):
        model._default_manager.exclude(pk__in=keys).delete()


def _truncate(cursor: CursorWrapper, filled: list[str], kept: frozenset[str]) -> None:
    cursor.execute(REFERRING_TABLES, [filled])
    found = cursor.fetchall()
    tables = ", ".join(name for name, _ in found)
    guarded = [name for name, has_guard in found if has_guard]
    changes = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in guarded]
    changes += [f"TRUNCATE {tables}"]
    changes += [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in guarded]
    cursor.execute("; ".join(["BEGIN", *changes, "COMMIT"]))
    if lost := {name for name, _ in found} & kept:
        raise AssertionError(f"{lost} are reference tables, yet refer to emptied tables")


def _empty_after_test(self: TransactionTestCase) -> None:
    empty_tables()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the database as the owner, then hand it to `portal_app`."""
    name = connection.settings_dict["NAME"]
    test_name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        with as_owner(connection):
            copy_of_template(test_name, afresh=request.config.getvalue("create_db"))
            for command in settings.REFERENCE_COMMANDS:
                call_command(command, stdout=StringIO())
            remember_shipped()
        TransactionTestCase._fixture_teardown = _empty_after_test  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock(), as_owner(connection):
        connect_to(name)
        drop(test_name)
