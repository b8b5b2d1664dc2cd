"""The two database roles: what the owner makes, `portal_app` may use but never own or empty."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection

from agencies.models import Agency
from tests import template
from tests.agencies.factories import AgencyFactory
from tests.database import empty_tables, owner_connection

pytestmark = pytest.mark.django_db


def one(statement: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def test_tests_run_as_the_app_role() -> None:
    assert one("SELECT current_user") == "portal_app"
    assert (
        one(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles "
            "WHERE rolname = current_user"
        )
        is False
    )


def test_app_role_owns_nothing() -> None:
    assert (
        one(
            "SELECT count(*) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner "
            "WHERE rolname = 'portal_app'"
        )
        == 0
    )
    assert (
        one(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
            "AND tableowner = 'portal_owner'"
        )
        > 10
    )


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE django_session",
        "DROP TABLE django_session",
        "ALTER TABLE django_session DISABLE TRIGGER ALL",
        "CREATE TABLE mine (id int)",
    ],
)
def test_app_role_cannot_change_the_schema(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "extension", ["pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist", "citext"]
)
def test_extension_is_there(extension: str) -> None:
    assert one("SELECT count(*) FROM pg_extension WHERE extname = %s", extension) == 1


@pytest.mark.django_db(transaction=True)
def test_empty_tables_gets_past_a_guard_and_leaves_it_standing() -> None:
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE guarded (id int)")
        cursor.execute("INSERT INTO guarded VALUES (1)")
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'refused'; END $$"
        )
        cursor.execute("CREATE TRIGGER keep BEFORE TRUNCATE ON guarded EXECUTE FUNCTION refuse()")
    try:
        empty_tables()
        assert one("SELECT count(*) FROM guarded") == 0
        assert one("SELECT tgenabled FROM pg_trigger WHERE tgname = 'keep'") == "O"
    finally:
        with owner_connection() as owner, owner.cursor() as cursor:
            cursor.execute("DROP TABLE guarded; DROP FUNCTION refuse()")


@pytest.mark.django_db(transaction=True)
def test_what_a_test_adds_to_a_reference_table_goes_and_what_was_shipped_stays() -> None:
    before = set(Agency.objects.values_list("code", flat=True))
    AgencyFactory(code="LEFT_BEHIND")
    empty_tables()
    assert set(Agency.objects.values_list("code", flat=True)) == before


def test_a_database_that_stays_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(statement: str) -> None:
        raise ProgrammingError("the vacuum is in it")

    monkeypatch.setattr(template, "run", refuse)
    monkeypatch.setattr(template.time, "sleep", lambda seconds: None)
    with pytest.warns(UserWarning, match=r"test_x is still there after 20 tries: the vacuum"):
        template.drop("test_x")
