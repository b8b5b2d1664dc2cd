"""A case at a moment: what was true then, and what we knew then, on one page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.access import viewer_of
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import MATRIX, Role
from cases.models import Case, CaseStatus, RiskLevel
from cases.services import allocate, correct_level, set_level, step_up
from children.kinds import TITLES, FactKind
from children.models import Child
from children.selectors import facts_then
from children.services import add_alias, correct, same_child, set_address, set_schooling
from core.models import ReadEvent
from desk.as_of import Aspect, case_then
from tests.access.relations import Relation, expected, stand
from tests.access.subjects import CASE
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import OPENED, make_case, make_note
from tests.children.factories import make_child
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SCHOOL = TITLES[FactKind.SCHOOLING]


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def aspects(case: Case, who: User, moment: datetime) -> dict[str, Aspect]:
    page = case_then(viewer_of(who), case.pk, moment)
    return {one.title: one for one in page.aspects}


def texts(said: Any) -> list[tuple[str, bool]]:
    return [(one.text, one.only) for one in said]


def school(child: Child, name: str, *, from_on: date, at: datetime) -> Any:
    return set_schooling(child, school=name, status="SCH", from_on=from_on, by=None, at=at)


def test_a_level_put_right_later_was_true_then_and_not_known_then(
    case: Case, coordinator: User
) -> None:
    row = set_level(
        case, level=RiskLevel.AT_RISK, from_at=OPENED + DAY, reached=case, by=None, at=OPENED + DAY
    )
    correct_level(
        row, level=RiskLevel.SIGNIFICANT, from_at=OPENED + DAY, by=None, at=OPENED + 9 * DAY
    )
    between = aspects(case, coordinator, OPENED + 5 * DAY)["Level of risk"]
    ((true, only_true),), ((known, only_known),) = texts(between.true), texts(between.known)
    assert true.startswith("Significant risk")
    assert known.startswith("At risk")
    assert only_true
    assert only_known
    assert between.differs
    after = aspects(case, coordinator, OPENED + 10 * DAY)["Level of risk"]
    assert not after.differs
    assert not aspects(case, coordinator, OPENED)["Level of risk"].true


def test_a_screening_signed_late_was_true_from_its_day_and_known_from_its_signature(
    case: Case, coordinator: User
) -> None:
    signed = make_signed(case=case, at=OPENED + 9 * DAY, completed_on=(OPENED + DAY).date())
    assert signed.completed_on == (OPENED + DAY).date()
    between = aspects(case, coordinator, OPENED + 5 * DAY)["Signed screenings"]
    assert ([len(between.true), len(between.known)], between.differs) == ([1, 0], True)
    after = aspects(case, coordinator, OPENED + 10 * DAY)["Signed screenings"]
    assert ([len(after.true), len(after.known)], after.differs) == ([1, 1], False)
    before = aspects(case, coordinator, OPENED)["Signed screenings"]
    assert (before.true, before.known) == ((), ())


def test_a_fact_recorded_late_was_true_then_and_not_known_then(
    case: Case, coordinator: User
) -> None:
    school(case.child, "Invented Grove", from_on=OPENED.date(), at=OPENED + 9 * DAY)
    then = aspects(case, coordinator, OPENED + 5 * DAY)[SCHOOL]
    assert len(then.true) == 1
    assert then.known == ()
    assert not aspects(case, coordinator, OPENED + 10 * DAY)[SCHOOL].differs
    assert aspects(case, coordinator, OPENED - DAY)[SCHOOL].true == ()


def test_what_was_wrong_was_known_until_it_was_put_right(case: Case, coordinator: User) -> None:
    wrong = school(case.child, "Wrong Lane", from_on=OPENED.date(), at=OPENED)
    correct(wrong, school="Right Lane", because="Misread.", by=None, at=OPENED + 9 * DAY)
    then = aspects(case, coordinator, OPENED + 5 * DAY)[SCHOOL]
    assert [text.split(";")[0] for text, _ in texts(then.true)] == ["Right Lane"]
    assert [text.split(";")[0] for text, _ in texts(then.known)] == ["Wrong Lane"]


def test_before_a_merge_the_other_record_was_not_known_to_be_this_child(case: Case) -> None:
    other = make_child()
    school(other, "Invented Grove", from_on=OPENED.date(), at=OPENED)
    same_child(other, as_=case.child, because="Same.", by=None, at=OPENED + 9 * DAY)
    child = Child.objects.get(pk=case.child_id)
    before = next(one for one in facts_then(child, OPENED + DAY) if one.kind is FactKind.SCHOOLING)
    after = next(
        one for one in facts_then(child, OPENED + 10 * DAY) if one.kind is FactKind.SCHOOLING
    )
    assert (len(before.true), len(before.known)) == (1, 0)
    assert (len(after.true), len(after.known)) == (1, 1)
    theirs = Child.objects.get(pk=other.pk)
    known = next(one for one in facts_then(theirs, OPENED + DAY) if one.kind is FactKind.SCHOOLING)
    assert len(known.known) == 1


def test_state_holder_and_what_is_owed_are_those_of_the_moment(
    case: Case, coordinator: User
) -> None:
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=OPENED + 2 * DAY)
    step_up(case, by=None, at=OPENED + 4 * DAY, because="Invented.")
    early, late = (aspects(case, coordinator, OPENED + n * DAY) for n in (1, 5))
    assert texts(early["State of the case"].known) == [("Screening", False)]
    assert texts(late["State of the case"].known) == [(CaseStatus.WITH_SOCIAL_CARE.label, False)]
    assert not early["Held by"].true
    assert "Social worker" in late["Held by"].true[0].text


def test_a_note_written_later_is_listed_apart(case: Case, coordinator: User) -> None:
    make_note(case, happened_at=OPENED, at=OPENED + 9 * DAY)
    page = case_then(viewer_of(coordinator), case.pk, OPENED + 5 * DAY)
    assert len(page.written_later) == 1
    assert case_then(viewer_of(coordinator), case.pk, OPENED + 10 * DAY).written_later == ()
    assert case_then(viewer_of(coordinator), case.pk, OPENED - DAY).written_later == ()


def test_a_safe_address_is_masked_also_of_a_day_when_it_was_not_safe(
    case: Case, coordinator: User
) -> None:
    street = "1 CANARY Street"
    row = set_address(case.child, lines=street, from_on=OPENED.date(), by=None, at=OPENED)
    correct(row, safe=True, because="Invented.", by=None, at=OPENED + DAY)
    page = case_then(viewer_of(coordinator), case.pk, OPENED + timedelta(hours=1))
    assert "CANARY" not in repr(page)


AT = {"at_day": "15", "at_month": "9", "at_year": "2015", "at_time": "12:00"}


def test_looking_back_is_audited_with_the_moment(
    case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)
    address = f"/cases/{case.pk}/as-of"
    assert "True then" not in client.get(address).text.split("<table>")[0].split("</h1>")[0]
    page = client.get(address, AT).text
    assert "Known then" in page
    event = ReadEvent.objects.latest("pk")
    assert event.reason == "As of 15 September 2015, 12:00"
    assert list(event.record_ids) == [case.pk]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"at_year": "2999"}, "must not be in the future"),
        ({"at_day": "31"}, "must be a real date"),
        ({"at_time": ""}, "must include a time"),
        ({"at_time": "half past"}, "The moment"),
        ({"at_day": "\x00"}, "The moment"),
    ],
)
def test_a_moment_that_is_none_is_answered_in_words(
    wrong: dict[str, str], sentence: str, case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)
    answer = client.get(f"/cases/{case.pk}/as-of", {**AT, **wrong})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "<table>" not in answer.text


def test_who_may_not_read_the_record_of_the_child_is_shown_the_case_alone() -> None:
    role = next(
        role
        for role, row in MATRIX.items()
        if row.get(Permission.CASE_VIEW) and not row.get(Permission.CHILD_VIEW)
    )
    relation = next(one for one in Relation if expected(CASE, role, Permission.CASE_VIEW, one))
    user, record = stand(CASE, role, relation)
    shown = aspects(cast(Case, record), user, OPENED + DAY)
    assert "State of the case" in shown
    assert SCHOOL not in shown


def test_the_page_asks_as_often_whatever_the_case_holds(
    case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/cases/{case.pk}/as-of", AT).status_code == 200
        return len(queries)

    school(case.child, "One", from_on=OPENED.date(), at=OPENED)
    make_note(case)
    asked()
    few = asked()
    for number in range(30):
        add_alias(case.child, name=f"Name {number}", kind="NICKNAME", by=None, at=OPENED)
        make_note(case, happened_at=OPENED, at=datetime(2015, 10, 1, 9, number, tzinfo=UTC))
    assert asked() == few
