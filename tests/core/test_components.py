"""The parts of a page: what they say, and that they say it safely."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string

from core.layout import Bar, Cell, Link, Row
from core.templatetags.portal import due_words, figure, risk_tag, uk_date, uk_datetime, uk_time
from tests.core.gallery import NOW, GalleryForm, gallery_context, shell

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
HOSTILE = "<img src=x onerror=alert(1)>\"'"


def render(source: str, **context: object) -> str:
    """A snippet of a page, as its author writes it."""
    return Template("{% load portal %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("gap", "words", "press"),
    [
        (timedelta(seconds=20), "under 1 min left", "soon"),
        (timedelta(hours=2, minutes=10), "2 h 10 min left", "soon"),
        (timedelta(hours=11), "11 h left", "soon"),
        (timedelta(days=1), "due tomorrow, 14:05", "soon"),
        (timedelta(days=9), "due 1 December 2026, 14:05", "ahead"),
        (timedelta(minutes=-5), "5 min late", "late"),
        (timedelta(days=-3), "3 days late", "late"),
    ],
)
def test_due_time_is_said_in_words(gap: timedelta, words: str, press: str) -> None:
    assert due_words(NOW + gap, NOW) == (words, press)


@pytest.mark.parametrize(
    ("day", "words", "press"),
    [
        (22, "due today", "soon"),
        (23, "due tomorrow", "soon"),
        (24, "due 24 November 2026", "ahead"),
        (21, "1 day late", "late"),
        (19, "3 days late", "late"),
    ],
)
def test_due_day_is_said_in_words(day: int, words: str, press: str) -> None:
    assert due_words(date(2026, 11, day), NOW) == (words, press)


def test_due_tag_takes_its_now_from_the_shell() -> None:
    html = render("{% due at %}", at=NOW + timedelta(hours=1), shell=shell())
    assert "1 h left" in html
    assert 'datetime="2026-11-22T15:05+00:00"' in html


def test_due_tag_says_that_there_is_no_time_limit() -> None:
    assert render("{% due at %}", at=None) == "no time limit"


def test_dates_are_written_as_people_in_england_write_them() -> None:
    summer = datetime(2026, 7, 2, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert uk_date(summer) == "3 July 2026"
    assert uk_time(summer) == "00:30"
    assert uk_datetime(date(2026, 11, 22)) == "22 November 2026"
    assert uk_datetime(NOW) == "22 November 2026, 14:05"
    assert uk_date(None) == ""


def test_figure_that_is_missing_is_never_zero() -> None:
    assert figure(None) == "not available"
    assert figure(0) == "0"
    assert figure(1234) == "1,234"


def test_nothing_recorded_is_said_and_zero_is_an_answer() -> None:
    rows = [Row("Visits", 0), Row("Phone", ""), Row("School", None)]
    html = render("{% include 'components/summary_list.html' %}", rows=rows)
    assert html.count("Not recorded") == 2
    assert '<dd class="govuk-summary-list__value">0</dd>' in html


def test_table_takes_text_figures_and_cells() -> None:
    rows = [["Sam", 0, Cell(None, numeric=True), Cell(0), Cell("New", colour="blue")]]
    html = render("{% include 'components/table.html' %}", rows=rows, columns=[])
    texts = [
        " ".join(cell.split("</td>")[0].split(">", 1)[1].split()) for cell in html.split("<td")[1:]
    ]
    assert texts[:4] == ["Sam", "0", "not available", "0"]
    assert "govuk-tag--blue" in texts[4]


def test_every_risk_level_is_told_in_words() -> None:
    codes = (Path(settings.BASE_DIR) / "core" / "data" / "codes.csv").read_text()
    for level in ("NO_CURRENT_RISK", "AT_RISK", "SIGNIFICANT", "SERIOUS"):
        assert level in codes
        assert "Not yet screened" not in risk_tag(level)
    assert "Not yet screened" in risk_tag("")


@pytest.mark.parametrize(
    "source",
    [
        "{% tag bad %}",
        "{% tag 'Draft' bad %}",
        "{% bar_chart bad bars bad %}",
        "{% card bad %}{{ bad }}{% endcard %}",
        "{% row bad bad bad %}{{ bad }}{% endrow %}",
        "{% details bad %}{{ bad }}{% enddetails %}",
        "{% scroll bad %}{{ bad }}{% endscroll %}",
        "{% include 'components/summary_card.html' with title=bad tag=bad %}",
        "{% include 'components/alert.html' with title=bad text=bad title_shown=True %}",
        "{% include 'components/reference.html' with reference=bad %}",
        "{% include 'components/identity_bar.html' with name=bad legal_status=bad %}",
        "{% include 'components/empty_state.html' with title=bad why=bad url=bad action=bad %}",
        "{% include 'components/panel.html' with title=bad reference=bad %}",
        "{% include 'components/danger_card.html' with text=bad telephone=bad %}",
        "{% include 'components/ticket_panel.html' with title=bad refusal=bad %}",
        "{% include 'components/chart.html' with title=bad %}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    html = render(source, bad=HOSTILE, bars=[Bar(HOSTILE, 1)], rows=[Row(HOSTILE, HOSTILE)])
    assert "<img" not in html
    assert "&lt;img" in html


def test_chart_says_its_figures_in_words() -> None:
    bars = [Bar("At risk", 12), Bar("Not known", None)]
    html = render("{% bar_chart 'Levels' bars 'Children' %}", bars=bars)
    assert "<title>Levels</title>" in html
    assert "<desc>At risk: 12; Not known: not available (Children)</desc>" in html


def test_chart_of_nothing_is_drawn() -> None:
    assert "<svg" in render("{% bar_chart 'Levels' bars %}", bars=[])
    assert 'width="0"' in render("{% bar_chart 'Levels' bars %}", bars=[Bar("At risk", 0)])


def test_gallery_has_one_heading_and_inert_text() -> None:
    html = render_to_string("components/gallery.html", gallery_context())
    assert "Sam Invented, 14" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<h1") == 1


def test_page_with_errors_says_so_in_its_title_and_links_to_each_field() -> None:
    html = render_to_string("components/gallery.html", gallery_context(GalleryForm({})))
    assert "<title>Error: Style gallery" in html
    for name in ("full_name", "born", "started", "consent", "ticks", "sure"):
        assert f'<a href="#id_{name}">' in html
        assert html.count(f'id="id_{name}"') == 1


def test_page_without_errors_has_no_summary() -> None:
    html = render_to_string("components/gallery.html", gallery_context())
    assert "<title>Style gallery" in html
    assert "There is a problem" not in html


@pytest.mark.parametrize(
    ("level", "variant"),
    [
        (constants.SUCCESS, "success"),
        (constants.ERROR, "error"),
        (constants.WARNING, "warning"),
        (constants.INFO, "information"),
    ],
)
def test_message_is_shown_as_an_alert(level: int, variant: str) -> None:
    html = render_to_string("base.html", {"messages": [Message(level, "Recorded <b>")]})
    assert f"moj-alert--{variant}" in html
    assert "Recorded &lt;b&gt;" in html


def test_every_component_is_in_the_list_authors_read() -> None:
    listed = (COMPONENTS / "README.md").read_text()
    for template in COMPONENTS.glob("[!_]*.html"):
        assert f"`{template.stem}`" in listed or f"`{template.name}`" in listed


def test_demo_says_so_on_every_page() -> None:
    page = shell()
    assert "This is a demo" in render_to_string("base.html", {"shell": page})
    page.demo = False
    assert "This is a demo" not in render_to_string("base.html", {"shell": page})


def test_signing_out_is_a_post() -> None:
    html = render_to_string("base.html", {"shell": shell()})
    assert '<form method="post" action="/sign-out/">' in html


def test_every_page_carries_the_handling_line_and_who_printed_it() -> None:
    html = render_to_string("base.html", {"shell": shell(), "print_reference": "CASE-26-0007"})
    assert html.count("OFFICIAL-SENSITIVE") == 2
    assert "CASE-26-0007" in html
    assert "Printed by Pat Example, 22 November 2026, 14:05" in html


def test_gap_in_the_pages_is_no_link() -> None:
    pages = [Link("1", "#1", current=True), Link("", ""), Link("9", "#9")]
    html = render("{% include 'components/pagination.html' %}", pages=pages)
    assert html.count("<a ") == 2
    assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize("name", ["400", "403", "404", "403_csrf", "500", "503", "refused"])
def test_error_page_stands_on_its_own(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1


def test_refusal_is_answered_with_its_sentence() -> None:
    html = render_to_string("403.html", {"exception": "You made this screening. <b>"})
    assert "You made this screening. &lt;b&gt;" in html


def test_failure_names_the_number_to_tell_support() -> None:
    assert "7f3a9c" in render_to_string("500.html", {"correlation_id": "7f3a9c"})
