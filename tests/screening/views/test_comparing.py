"""Screenings compared, also across versions of the form: by code, never guessed, health masked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import MATRIX, Role
from cases.models import Case, RiskLevel
from cases.services import allocate
from children.models import Child
from core.models import ReadEvent
from screening import selectors, services
from screening.models import Screening, ToolVersion
from screening.scoring import unasked
from screening.selectors import definition_of
from screening.tool import SCORE_BANDS
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.screening.factories import NOW, make_draft, make_signed, person, tool_version

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=90)
HEALTH = "Sexually transmitted infections"
COUNTING = "WM-SUGGEST-1"


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


def agreed(version: ToolVersion) -> None:
    """The authority uses a version and has agreed the counting rule for it."""
    services.agree_rule(
        authority(),
        version=version,
        rule=COUNTING,
        agreed_by="The board",
        agreed_on=date(2015, 9, 1),
        by=person(Role.COORDINATOR),
        at=NOW - timedelta(days=1),
    )


def next_version(change: Callable[[dict[str, Any]], None]) -> ToolVersion:
    """The second version of the Dudley form, changed and published."""
    by = person(Role.SYS_ADMIN)
    draft = services.draft_tool(tool_version(), by=by, at=NOW)
    definition = definition_of(draft)
    change(definition)
    draft = services.revise_tool(draft, definition=definition, by=by, at=NOW)
    return services.publish_tool(draft, by=by, at=NOW)


def reworded(definition: dict[str, Any]) -> None:
    """R02 in other words, R03 gone, and a new R16."""
    group = next(one for one in definition["groups"] if one["code"] == "RISK")
    rows = [one for one in group["indicators"] if one["code"] != "R03"]
    rows = [{**one, "label": "Out of school"} if one["code"] == "R02" else one for one in rows]
    group["indicators"] = [*rows, {"code": "R16", "label": "A second telephone"}]
    medium = next(one for one in definition["outcomes"] if one["level"] == "SIGNIFICANT")
    medium["label"] = "Amber"


def compared(client: Client, first: Screening, second: Screening) -> str:
    page = client.get(f"/screenings/{first.pk}/compare/{second.pk}/")
    assert page.status_code == 200
    return str(page.text)


def on(client: Client, screening: Screening, version: ToolVersion) -> str:
    page = client.get(f"/screenings/{screening.pk}/on/{version.pk}/")
    assert page.status_code == 200
    return str(page.text)


def page_of(viewer: Any, first: Screening, second: Screening) -> selectors.ComparisonPage:
    return selectors.compared_screenings(viewer, first.pk, second.pk)


@pytest.fixture
def case() -> Case:
    return make_case()


def second_screening(case: Case, version: ToolVersion, *ticked: str, **more: Any) -> Screening:
    """A later screening of a case on one very version of the form."""
    return make_signed(case=case, version=version, ticked=ticked, at=LATER, **more)


def test_two_versions_stand_side_by_side_by_code(
    client: Client, coordinator: User, case: Case
) -> None:
    first = make_signed(case=case, ticked=("R02", "R03"))
    version = next_version(reworded)
    ticked = ("S01", "R02", "R16")
    second = second_screening(case, version, *ticked, level=RiskLevel.SIGNIFICANT)
    page = page_of(None, second, first)
    both = {line.code: line for line in page.both}
    assert (both["R02"].left[:7], both["R02"].right) == ("Absence", "Out of school")
    assert both["R02"].reworded
    assert [line.code for line in page.only_left] == ["R03"]
    assert [line.code for line in page.only_right] == ["R16"]
    assert page.only_left[0].left_ticked == ("ticked",)
    words = {line.level: (line.left, line.right) for line in page.outcomes}
    assert words["Significant risk"] == ("Medium", "Amber")
    risk = page.groups[1]
    assert (risk.left_ticked, risk.left_all) == (2, 15)
    assert (risk.right_ticked, risk.right_all) == (2, 15)
    text = compared(client, first, second)
    for said in ("Worded differently", "Out of school", "A second telephone", "Amber"):
        assert said in text


def test_the_same_words_under_another_code_are_never_merged(case: Case) -> None:
    def moved(definition: dict[str, Any]) -> None:
        group = next(one for one in definition["groups"] if one["code"] == "RISK")
        group["indicators"][1] = {**group["indicators"][1], "code": "R20"}

    first = make_signed(case=case, ticked=("R02",))
    second = second_screening(case, next_version(moved), "R20")
    page = page_of(None, first, second)
    assert [line.code for line in page.only_left] == ["R02"]
    assert [line.code for line in page.only_right] == ["R20"]
    assert page.only_left[0].left == page.only_right[0].right


def test_a_rule_is_computed_only_where_everything_it_reads_was_asked(
    client: Client, coordinator: User, case: Case
) -> None:
    def shorter(definition: dict[str, Any]) -> None:
        group = next(one for one in definition["groups"] if one["code"] == "RISK")
        group["indicators"] = group["indicators"][:-1]

    version = next_version(shorter)
    agreed(version)
    signed = make_signed(case=case, ticked=("S01", "S02", "S03"), level=RiskLevel.SERIOUS)
    text = on(client, signed, version)
    assert "Would suggest: High (serious risk)" in text
    assert "Three or more significant indicators" in text
    back = second_screening(case, version, "S01", level=RiskLevel.SIGNIFICANT)
    agreed(tool_version())
    text = on(client, back, tool_version())
    assert "What it would suggest cannot be said." in text
    assert "R15: Peers involved in sexual exploitation / risky behaviour" in text
    assert "Would suggest" not in text


def test_what_was_suggested_on_signing_is_shown_as_kept(
    client: Client, coordinator: User, case: Case
) -> None:
    agreed(tool_version())
    signed = make_signed(case=case, ticked=("S01",), level=RiskLevel.AT_RISK)
    other = second_screening(case, next_version(reworded), "R02")
    text = compared(client, other, signed)
    assert "Suggested: Medium (significant risk)" in text
    assert "agreed by The board on 1 September 2015" in text
    assert "No outcome is suggested" in text


def test_points_are_not_added_up_over_boxes_that_were_not_there() -> None:
    dudley, seraf = tool_version().tool, tool_version("SERAF").tool
    missing = {tick.window for tick in unasked(seraf, SCORE_BANDS, on=dudley)}
    assert "LIFETIME" in missing
    assert unasked(dudley, "JUDGEMENT_ONLY", on=seraf) == ()
    assert unasked(dudley, COUNTING, on=dudley) == ()


def test_health_is_masked_in_lines_counts_and_reasons(client: Client, case: Case) -> None:
    agreed(tool_version("SANDWELL-2014"))
    first = make_signed(case=case, ticked=("R05", "R01"))
    second = second_screening(case, next_version(reworded), "R05")
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    assert HEALTH in compared(client, first, second)
    assert ReadEvent.objects.latest("id").data_class == "HEALTH"
    worker = masked_reader(case)
    sign_in(client, worker)
    text = compared(client, first, second)
    assert HEALTH not in text
    assert "R05" not in text
    assert page_of(worker, first, second).groups[1].left_ticked == 1
    assert ReadEvent.objects.latest("id").data_class == ""
    text = on(client, first, tool_version("SANDWELL-2014"))
    assert "1 health indicator, not shown to your role" in text
    assert "Recurring" not in text


def masked_reader(case: Case) -> User:
    """Somebody who reads screenings of the case and no health detail."""
    role = next(
        role
        for role in Role
        if MATRIX[role].get(Permission.SCREENING_VIEW)
        and not MATRIX[role].get(Permission.HEALTH_DETAIL_VIEW)
    )
    user: User = UserFactory(role=role)
    post = user.memberships.get()
    allocate(case, agency=post.agency, role=role, by=None, at=NOW)
    return user


def test_only_screenings_of_the_same_child_are_compared(
    client: Client, coordinator: User, case: Case
) -> None:
    signed, stranger = make_signed(case=case), make_signed()
    draft = make_draft(case=case, at=LATER)
    assert client.get(f"/screenings/{signed.pk}/compare/{stranger.pk}/").status_code == 404
    assert client.get(f"/screenings/{signed.pk}/compare/{signed.pk}/").status_code == 404
    page = client.get(f"/screenings/{signed.pk}/compare/")
    assert str(stranger.pk) not in page.text
    assert str(draft.pk) not in page.text
    assert "You may read no other signed screening of this child." in page.text


def test_a_draft_is_not_compared(client: Client, case: Case) -> None:
    screener = person(Role.SCREENER)
    draft = make_draft(case=case, by=screener)
    sign_in(client, screener)
    page = client.get(f"/screenings/{draft.pk}/compare/")
    assert (page.status_code, "Only a signed screening" in page.text) == (409, True)


def test_screenings_of_one_child_under_two_records_are_compared_as_far_as_reach_goes(
    client: Client, coordinator: User, case: Case
) -> None:
    again = make_case(where=authority(SANDWELL))
    Child.objects.filter(pk=again.child_id).update(identity=case.child.identity)
    here = make_signed(case=case)
    there = make_signed(
        case=again,
        by=UserFactory(role=Role.SCREENER, role__serving=authority(SANDWELL)),
        tool="SANDWELL-2014",
    )
    assert page_of(None, here, there).right.code in ("DUDLEY-2015", "SANDWELL-2014")
    assert client.get(f"/screenings/{here.pk}/compare/{there.pk}/").status_code == 404
    assert str(there.pk) not in client.get(f"/screenings/{here.pk}/compare/").text


def test_the_page_of_a_screening_leads_to_the_comparison(
    client: Client, coordinator: User, case: Case
) -> None:
    signed = make_signed(case=case)
    address = f"/screenings/{signed.pk}/compare/"
    assert address in client.get(f"/screenings/{signed.pk}/").text
    assert "Dudley sexual exploitation screening tool" in client.get(address).text
    assert "SERAF" not in client.get(address).text


def test_both_screenings_stand_in_the_read_audit(
    client: Client, coordinator: User, case: Case
) -> None:
    first = make_signed(case=case)
    second = make_signed(case=case, at=LATER)
    compared(client, first, second)
    seen = ReadEvent.objects.latest("id")
    assert (seen.record_ids, seen.subject_ids) == ([first.pk, second.pk], [case.child_id])


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked.captured_queries)


def test_the_pages_take_as_many_queries_with_many_screenings_and_ticks(
    client: Client, coordinator: User, case: Case
) -> None:
    first = make_signed(case=case, ticked=("R01",))
    second = make_signed(case=case, ticked=("R02",), at=NOW + timedelta(days=1))
    chooser, pair = (
        f"/screenings/{first.pk}/compare/",
        f"/screenings/{first.pk}/compare/{second.pk}/",
    )
    queries(client, chooser)
    few = queries(client, chooser), queries(client, pair)
    for day in range(2, 12):
        full = make_signed(
            case=case,
            ticked=tuple(f"R{place:02}" for place in range(1, 10)),
            at=NOW + timedelta(days=day),
        )
    assert few == (queries(client, chooser), queries(client, f"{chooser}{full.pk}/"))
