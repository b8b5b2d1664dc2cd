"""A prepared question is planned once, answers anew each time, and outlives its session."""

from __future__ import annotations

import uuid

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import F, UUIDField
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Authority
from core import prepared
from core.models import Event
from core.prepared import Given, Question, QuestionOfRows, forget

pytestmark = pytest.mark.django_db
TWICE = Question("SELECT %s::int * 2, '100%%'", [Given("number")])


def in_session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def one_agency() -> QuestionOfRows[Agency]:
    rows = Agency.objects.select_related("authority").annotate(says=F("name"))
    return QuestionOfRows(rows.filter(pk=Given("pk", UUIDField())))


def test_a_question_is_asked_with_the_values_of_now() -> None:
    assert [TWICE.ask(number=4), TWICE.ask(number=5)] == [[(8, "100%")], [(10, "100%")]]


def test_the_first_asking_is_one_query_as_every_other_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    question = Question("SELECT %s::int", [Given("number")])
    forget()
    before = in_session()
    for number in range(3):
        with django_assert_num_queries(1):
            assert question.ask(number=number) == [(number,)]
    assert in_session() == before + 1


def test_a_question_without_values_is_asked_too() -> None:
    assert Question("SELECT 1", []).ask() == [(1,)]


def test_an_answer_is_never_kept() -> None:
    question, agency = one_agency(), Agency.objects.filter(active=True)[0]
    assert question.ask(pk=agency.pk)[0].active
    Agency.objects.filter(pk=agency.pk).update(active=False)
    assert not question.ask(pk=agency.pk)[0].active


def test_rows_are_the_instances_the_queryset_would_give(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    agency = Agency.objects.exclude(authority=None)[0]
    with django_assert_num_queries(1):
        found = one_agency().ask(pk=agency.pk)[0]
        authority: Authority | None = found.authority
    assert vars(found) == {**vars(agency), "_state": found._state, "says": agency.name}
    assert (found._state.db, found._state.adding) == ("default", False)
    assert authority == agency.authority
    assert one_agency().ask(pk=uuid.uuid4()) == []


def test_a_question_that_can_have_no_answer_is_not_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert QuestionOfRows(Agency.objects.none()).ask() == []


def test_rows_that_django_converts_on_reading_are_refused() -> None:
    with pytest.raises(TypeError, match="Event"):
        QuestionOfRows(Event.objects.all())


def test_a_session_holds_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    before = in_session()
    monkeypatch.setattr(prepared, "MOST_IN_A_SESSION", max(before, 2))
    for number in range(before + 5):
        assert Question(f"SELECT {number} + %s::int", [1]).ask() == [(number + 1,)]
    assert in_session() == max(before, 2)


@pytest.mark.django_db(transaction=True)
def test_a_session_that_lost_its_statements_prepares_them_again() -> None:
    assert TWICE.ask(number=1)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert TWICE.ask(number=2) == [(4, "100%")]


@pytest.mark.django_db(transaction=True)
def test_a_new_session_prepares_for_itself() -> None:
    assert TWICE.ask(number=1)
    connection.close()
    assert in_session() == 0
    assert TWICE.ask(number=2) == [(4, "100%")]


@pytest.mark.django_db(transaction=True)
def test_a_table_that_changed_is_planned_again() -> None:
    question = Question("SELECT one FROM for_a_while", [])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE for_a_while AS SELECT 1 AS one")
        assert question.ask() == [(1,)]
        cursor.execute("ALTER TABLE for_a_while ALTER one TYPE text")
        assert question.ask() == [("1",)]
        cursor.execute("DROP TABLE for_a_while")


def test_in_a_transaction_a_lost_statement_is_an_error_once() -> None:
    assert TWICE.ask(number=1)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(OperationalError), transaction.atomic():
        TWICE.ask(number=2)
    assert TWICE.ask(number=3) == [(6, "100%")]
