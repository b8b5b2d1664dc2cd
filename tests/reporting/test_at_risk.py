"""Children at risk as at the last second of a period, from dated rows alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import services as cases
from cases.models import RiskLevel
from children import services as children
from children.models import CareStatus, Child
from core.models import Code
from reporting.toolkit import Period
from tests.agencies.factories import SANDWELL, authority
from tests.children.factories import make_child
from tests.reporting.counting import cells, counted, values
from tests.reporting.factories import AUTUMN, SET, at_risk, looked_after

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2016, 1, 1, tzinfo=UTC)
LAST_SECOND = MIDNIGHT - timedelta(seconds=1)
LATER = datetime(2016, 1, 20, 9, tzinfo=UTC)
SUMMER = Period("Summer", date(2016, 4, 1), date(2016, 6, 30))
SUMMER_MIDNIGHT = datetime(2016, 6, 30, 23, tzinfo=UTC)
"""Local midnight at the end of June, in British Summer Time."""


def test_medium_to_high_is_significant_and_serious_and_low_stands_apart() -> None:
    for level in (*[RiskLevel.SIGNIFICANT] * 3, *[RiskLevel.SERIOUS] * 2, RiskLevel.AT_RISK):
        at_risk(level)
    at_risk(RiskLevel.NO_CURRENT_RISK)
    found = values()
    assert [found[code] for code in ("M001", "M002", "M003", "M004")] == [5, 2, 3, 1]


@pytest.mark.parametrize(
    ("set_at", "period", "counts"),
    [
        (LAST_SECOND, AUTUMN, 1),
        (MIDNIGHT, AUTUMN, 0),
        (SUMMER_MIDNIGHT - timedelta(seconds=1), SUMMER, 1),
        (SUMMER_MIDNIGHT, SUMMER, 0),
    ],
)
def test_a_level_counts_until_the_last_second_in_local_time(
    set_at: datetime, period: Period, counts: int
) -> None:
    at_risk(RiskLevel.SERIOUS, from_at=set_at)
    assert values(period=period)["M002"] == counts


@pytest.mark.parametrize(("closed_at", "counts"), [(LAST_SECOND, 0), (MIDNIGHT, 1)])
def test_a_case_counts_unless_it_was_closed_by_the_last_second(
    closed_at: datetime, counts: int
) -> None:
    case = at_risk()
    cases.move_case(case, to="OUTCOME_SET", by=None, at=SET)  # type: ignore[arg-type]
    cases.close_case(case, reason="RISK_REDUCED", by=None, at=closed_at)
    assert values()["M001"] == counts


def test_what_happens_after_the_period_changes_no_figure_of_it() -> None:
    case = at_risk(RiskLevel.SERIOUS)
    before = counted()
    cases.set_level(
        case, level=RiskLevel.NO_CURRENT_RISK, from_at=LATER, reached=case, by=None, at=LATER
    )
    cases.move_case(case, to="OUTCOME_SET", by=None, at=LATER)  # type: ignore[arg-type]
    cases.close_case(case, reason="RISK_REDUCED", by=None, at=LATER)
    assert counted() == before


def test_a_corrected_level_counts_as_it_should_have_been() -> None:
    case = at_risk(RiskLevel.SERIOUS)
    wrong = case.levels.get()
    cases.correct_level(wrong, level=RiskLevel.AT_RISK, from_at=SET, by=None, at=LATER)
    found = values()
    assert (found["M001"], found["M004"]) == (0, 1)


def test_a_merged_child_counts_once_at_the_highest_level() -> None:
    first, second = at_risk(RiskLevel.SIGNIFICANT), at_risk(RiskLevel.SERIOUS)
    Child.objects.filter(pk=second.child_id).update(identity=first.child.identity_id)
    found = values()
    assert [found[code] for code in ("M001", "M002", "M003")] == [1, 1, 0]


def test_our_looked_after_children_are_split_by_where_the_placement_lies() -> None:
    dudley, sandwell = authority(), authority(SANDWELL)
    looked_after(at_risk().child, lies_in=dudley)
    looked_after(at_risk().child, lies_in=sandwell)
    looked_after(at_risk().child, outside_region=True)
    looked_after(at_risk().child)
    at_risk()
    found = values()
    assert [found[code] for code in ("M001", "M010", "M011", "M012")] == [5, 2, 1, 0]


def test_a_child_of_another_authority_living_here_is_in_m012_only() -> None:
    dudley, sandwell = authority(), authority(SANDWELL)
    looked_after(at_risk().child, by=sandwell, lies_in=dudley)
    found = counted()
    assert [found[code].value for code in ("M001", "M010", "M011", "M012")] == [0, 0, 0, 1]
    assert cells(found["M012"], "placing_authority") == {SANDWELL: 1}
    assert values(sandwell)["M001"] == 1
    assert values(sandwell)["M010"] == 1


def test_a_child_placed_elsewhere_by_another_authority_is_not_ours() -> None:
    sandwell = authority(SANDWELL)
    looked_after(at_risk().child, by=sandwell, lies_in=sandwell)
    found = values()
    assert (found["M001"], found["M012"]) == (0, 0)


def test_every_child_is_one_authority_s() -> None:
    dudley, sandwell = authority(), authority(SANDWELL)
    held_here, held_there = at_risk(), at_risk(where=sandwell)
    looked_after(held_here.child, by=sandwell, lies_in=dudley)
    looked_after(held_there.child, by=dudley, lies_in=sandwell)
    at_risk(where=sandwell)
    assert values(dudley)["M001"] == 1
    assert values(sandwell)["M001"] == 2


def test_care_counts_if_it_ended_on_the_last_day_and_not_if_the_day_before() -> None:
    dudley = authority()
    looked_after(at_risk().child, lies_in=dudley, until_on=date(2015, 12, 31))
    looked_after(at_risk().child, lies_in=dudley, until_on=date(2015, 12, 30))
    looked_after(at_risk().child, lies_in=dudley, from_on=date(2016, 1, 1))
    assert values()["M011"] == 1


def test_a_corrected_care_date_counts_as_it_should_have_been() -> None:
    case = at_risk()
    looked_after(case.child, lies_in=authority(), until_on=date(2015, 11, 30))
    wrong = CareStatus.objects.get(child=case.child, superseded_at=None)
    children.correct(wrong, by=None, at=LATER, until_on=None)
    placed = case.child.placement_rows.get(superseded_at=None)
    children.correct(placed, by=None, at=LATER, until_on=None)
    assert values()["M011"] == 1


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (date(2006, 1, 1), "0-9"),
        (date(2005, 12, 31), "10-12"),
        (date(2002, 12, 31), "13-15"),
        (date(1999, 12, 31), "16-17"),
        (date(1998, 1, 1), "16-17"),
        (date(1997, 12, 31), "18+"),
        (None, "NOT_KNOWN"),
    ],
)
def test_age_is_as_the_period_ends(born_on: date | None, band: str) -> None:
    at_risk(child=make_child(born_on=born_on))
    assert cells(counted()["M001"], "age_band") == {band: 1}


@pytest.mark.parametrize(
    ("codes", "key"), [((), "NOT_KNOWN"), (("NONE",), "NO"), (("LD", "AUT"), "YES")]
)
def test_disability_is_yes_no_or_not_known(codes: tuple[str, ...], key: str) -> None:
    child = at_risk().child
    children.set_disabilities(child, codes=codes, by=None, at=SET)
    assert cells(counted()["M001"], "disability") == {key: 1}


def test_ethnicity_is_reported_in_five_groups_and_not_known() -> None:
    codes = Code.objects.filter(list="ethnicity").values_list("code", flat=True)
    for code in codes:
        at_risk(child=make_child(ethnicity=code))
    assert cells(counted()["M001"], "ethnicity") == {
        "White": 5,
        "Mixed": 4,
        "Asian or Asian British": 5,
        "Black or Black British": 3,
        "Other": 1,
        "NOT_KNOWN": 2,
    }


def test_a_ward_is_shown_unless_the_address_is_kept_safe() -> None:
    for ward, safe in (("Lye", False), ("Lye", True), ("", False)):
        children.set_address(
            at_risk().child, lines="1", ward=ward, safe=safe, from_on=None, by=None, at=SET
        )
    at_risk()
    assert cells(counted()["M001"], "ward") == {"Lye": 1, "SAFE": 1, "NOT_KNOWN": 2}


def test_two_records_of_one_child_fill_each_other_s_gaps() -> None:
    vague = make_child(sex="0", born_on=None, ethnicity="NOBT", verified=False)
    known = make_child(sex="2", born_on=date(2000, 1, 5), ethnicity="MWBC")
    at_risk(child=vague)
    Child.objects.filter(pk=known.pk).update(identity=vague.identity_id)
    found = counted()["M001"]
    assert cells(found, "gender") == {"2": 1}
    assert cells(found, "age_band") == {"13-15": 1}
    assert cells(found, "ethnicity") == {"Mixed": 1}


def test_the_number_of_queries_does_not_grow_with_the_children() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            counted()
        return len(captured)

    at_risk()
    few = queries()
    for _ in range(9):
        looked_after(at_risk().child, lies_in=authority())
    assert queries() == few
