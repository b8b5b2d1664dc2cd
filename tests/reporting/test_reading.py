"""The pages that show a return, who reads them, and what leaves the portal."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client

from agencies.roles import Role
from cases.models import RiskLevel
from core import references
from core.models import ReadEvent
from missing.models import Setting
from reporting.models import FigureCell, Return
from tests.agencies.factories import SANDWELL, authority
from tests.children.factories import make_child
from tests.missing.factories import make_episode
from tests.reporting.factories import AUTUMN, NOW, at_risk, draft, sign
from tests.reporting.pages import PAGES, WINTER, as_role, queries_of, text_of, url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("page", [*PAGES, "figure", "figure_rows", "cell_rows", "download"])
def test_nobody_of_another_authority_learns_of_a_return(client: Client, page: str) -> None:
    record = draft()
    for role in (Role.ANALYST, Role.COORDINATOR):
        as_role(client, role, where=SANDWELL)
        more: tuple[object, ...] = ()
        if page.startswith("figure"):
            more = ("M001",)
        if page == "cell_rows":
            cells = FigureCell.objects.filter(figure__of=record)
            more = (cells.values_list("pk", flat=True)[0],)
        ask = client.post if page == "download" else client.get
        here = ask(url(page, record.pk, *more), {"format": "csv"})
        nowhere = ask(url(page, uuid4(), *more), {"format": "csv"})
        assert here.status_code == nowhere.status_code
        assert here.status_code in (403, 404)
    assert text_of(client.get(url("list"))).count("Quarter 3") == 0


@pytest.mark.parametrize("role", [Role.REFERRER, Role.SCREENER, Role.SOCIAL_WORKER, Role.SYS_ADMIN])
def test_a_role_without_returns_is_told_so(client: Client, role: Role) -> None:
    as_role(client, role)
    answer = client.get(url("list"))
    assert answer.status_code == 403
    assert "The quarterly return is not open to your role." in text_of(answer)


@pytest.mark.parametrize("page", [*PAGES, "figure_rows"])
def test_an_unknown_return_is_not_found(client: Client, page: str) -> None:
    as_role(client, Role.COORDINATOR if page != "revise" else Role.ANALYST)
    more = ("M001",) if page == "figure_rows" else ()
    assert client.get(url(page, uuid4(), *more)).status_code == 404


def test_a_figure_shows_its_breakdowns_and_links_to_its_rows(client: Client) -> None:
    at_risk(RiskLevel.SERIOUS)
    record = draft()
    as_role(client, Role.COORDINATOR)
    answer = client.get(url("figure", record.pk, "M001"))
    cell = record.figures.get(code="M001").cells.get(breakdown="level", key="SERIOUS")
    assert url("cell_rows", record.pk, cell.pk) in answer.content.decode()
    assert "The groups need not add up to 1." in text_of(answer)


def test_an_analyst_reads_figures_and_not_the_rows(client: Client) -> None:
    at_risk()
    record = draft()
    as_role(client, Role.ANALYST)
    assert "/rows/" not in client.get(url("detail", record.pk)).content.decode()
    answer = client.get(url("figure_rows", record.pk, "M001"))
    assert answer.status_code == 403
    assert "The rows behind a figure are not open to your role." in text_of(answer)


def test_the_page_says_why_home_and_care_do_not_add_up(client: Client) -> None:
    both, home, nowhere = make_child(), make_child(), make_child()
    for child, setting in (
        (both, Setting.HOME),
        (both, Setting.CARE),
        (home, Setting.HOME),
        (nowhere, Setting.UNKNOWN),
    ):
        day = 3 if setting == Setting.HOME else 8
        make_episode(
            child=child,
            setting=setting,
            started_at=NOW.replace(year=2015, month=10, day=day),
            ended_at=NOW.replace(year=2015, month=10, day=day + 1),
        )
    record = draft()
    as_role(client, Role.ANALYST)
    answer = text_of(client.get(url("detail", record.pk)))
    assert (
        "2 from home and 1 from care are not 3 because 1 child went missing from both and counts "
        "once in each and 1 child went missing only from education, or from where is not known."
    ) in answer
    assert (
        "2 episodes from home and 1 from care are not 4 because 1 episode does not say what the "
        "child was missing from."
    ) in answer


def test_a_return_is_compared_with_the_one_before(client: Client) -> None:
    at_risk()
    sign(draft())
    at_risk(from_at=NOW.replace(month=1), opened_at=NOW.replace(month=1))
    later = draft(period=WINTER)
    as_role(client, Role.ANALYST)
    answer = text_of(client.get(url("compare", later.pk)))
    assert "M001: Children known to be at risk of CSE (medium to high) 1 2 +1" in answer
    assert "The two periods share days" not in answer
    assert "The two periods are not of the same length" in answer


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_a_file_holds_the_figures_and_no_child_and_is_written_down(
    client: Client, format: str
) -> None:
    case = at_risk(child=make_child(given_name="Canary"))
    record = draft()
    reader = as_role(client, Role.ANALYST)
    answer = client.post(url("download", record.pk), {"format": format})
    assert answer["Content-Disposition"].endswith(f'filename="{record.reference}.{format}"')
    said = readable(answer, format)
    assert record.checksum in said
    for secret in ("Canary", case.reference, str(case.pk), str(case.child_id)):
        assert secret not in said
    seen = ReadEvent.objects.get(by_id=reader.pk)
    assert (seen.action, seen.record_ids, seen.reason) == ("EXPORT", [record.pk], format)


def readable(answer: Any, format: str) -> str:
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return str([[cell.value for cell in row] for row in book["Return"]])
    if format == "json":
        json.loads(answer.content)
    return answer.content.decode()


def test_an_unknown_format_is_answered_plainly(client: Client) -> None:
    record = draft()
    as_role(client, Role.ANALYST)
    answer = client.post(url("download", record.pk), {"format": "exe"})
    assert answer.status_code == 400
    assert "Choose CSV, Excel or JSON." in text_of(answer)


def make_returns(number: int) -> None:
    Return.objects.bulk_create(
        Return(
            reference=references.new("Q"),
            authority=authority(),
            label=f"Number {n}",
            start_on=AUTUMN.start,
            end_on=AUTUMN.end,
            standard_quarter=False,
            toolkit="west_midlands_1",
            status="SUPERSEDED",
            built_at=NOW,
        )
        for n in range(number)
    )


def test_the_list_asks_as_much_of_a_thousand_returns_as_of_ten(client: Client) -> None:
    as_role(client, Role.ANALYST)
    make_returns(10)
    client.get(url("list"))
    few = queries_of(client, url("list"))
    make_returns(990)
    assert queries_of(client, url("list")) == few


@pytest.mark.parametrize(
    ("page", "status"),
    [("99999", 200), *((said, 400) for said in ("0", "-1", "x", "99999999999999999999", "\0"))],
)
def test_a_page_past_the_end_is_the_last_and_what_is_none_is_refused(
    client: Client, page: str, status: int
) -> None:
    make_returns(30)
    as_role(client, Role.ANALYST)
    assert client.get(url("list"), {"page": page}).status_code == status
