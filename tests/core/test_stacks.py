"""A list that stands on end: each cell carries the name of its column, and it stays a table."""

import pytest
from playwright.sync_api import Page

from core.layout.stacks import stacked
from tests.core.test_look import gallery
from tests.looking import show

TABLE = """<table class="govuk-table"><thead><tr>
  <th scope="col">Child</th><th scope="col">Due &amp; owed <span aria-hidden="true">↕</span></th>
</tr></thead><tbody>%s</tbody></table>"""


def test_cell_carries_the_name_of_its_column() -> None:
    html = stacked(TABLE % '<tr><th scope="row">Sam</th><td>today</td></tr>')
    assert '<tr role="row"><th role="rowheader" scope="row">Sam</th>' in html
    assert '<td role="cell" data-label="Due &amp; owed">today</td>' in html


def test_first_cell_of_every_row_heads_it() -> None:
    html = stacked(TABLE % "<tr><td>Sam</td><td>1</td></tr>\n<tr><td>Jo</td><td>2</td></tr>")
    assert html.count("data-label") == 2
    assert '<td role="cell">Jo</td>' in html


def test_headings_have_no_name_of_their_own() -> None:
    head = stacked(TABLE % "").partition("</thead>")[0]
    assert 'role="columnheader" scope="col"' in head
    assert "data-label" not in head


def test_cell_across_all_columns_has_no_name() -> None:
    assert "data-label" not in stacked(TABLE % '<tr><td colspan="2">Nothing waits.</td></tr>')


def test_name_with_a_quote_stays_in_its_attribute() -> None:
    table = (TABLE % "<tr><td>Sam</td><td>1</td></tr>").replace("owed", "&quot; onclick=&quot;x")
    assert 'data-label="Due &amp; &quot; onclick=&quot;x"' in stacked(table)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_list_is_a_table_at_every_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(page, gallery())
    table = page.get_by_role("table", name="Referrals that wait for triage")
    assert table.get_by_role("columnheader").count() == 6
    assert table.get_by_role("row").count() == 4
    assert table.get_by_role("cell").count() == 18


@pytest.mark.browser
def test_narrow_list_needs_no_sideways_scroll_and_names_its_cells(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    show(page, gallery())
    region = page.get_by_role("region", name="Referrals that wait for triage")
    assert region.evaluate("e => e.scrollWidth <= e.clientWidth")
    drawn = "e => getComputedStyle(e, '::before').content"
    assert region.get_by_role("cell").nth(3).evaluate(drawn).startswith('"Due"')
    assert region.get_by_role("link", name="Child").is_visible()


@pytest.mark.browser
def test_list_on_paper_stands_side_by_side(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    show(page, gallery())
    page.emulate_media(media="print")
    cell = page.get_by_role("region", name="Referrals that wait for triage").locator("td").first
    assert cell.evaluate("e => getComputedStyle(e).display") == "table-cell"
