"""The gallery in a real browser, under the portal's own content policy: no server, no database."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

from tests.core.gallery import GalleryForm, gallery_context
from tests.looking import Answers, barriers, show

pytestmark = pytest.mark.browser


def gallery(form: GalleryForm | None = None, **changes: object) -> str:
    """The gallery as the portal answers it, nonce and all."""
    request = SimpleNamespace(csp_nonce="n")
    context = {**gallery_context(form), "request": request, **changes}
    return render_to_string("components/gallery.html", context)


@pytest.mark.parametrize("posted", [None, {}], ids=["fresh", "errors"])
def test_gallery_has_no_barrier(page: Page, posted: dict[str, str] | None) -> None:
    form = None if posted is None else GalleryForm(posted)
    complaints = show(page, gallery(form))
    assert barriers(page) == []
    assert complaints == []


def test_barriers_are_looked_for_at_both_widths(page: Page) -> None:
    narrow = "<style nonce='n'>@media (min-width: 400px) { .narrow { display: none } }</style>"
    show(page, gallery().replace("</main>", f"{narrow}<img class='narrow' src='/x'></main>"))
    assert [found.partition(":")[0] for found in barriers(page)] == ["320"]


def test_error_link_takes_the_keyboard_to_its_field(page: Page) -> None:
    show(page, gallery(GalleryForm({})))
    for name in ("full_name", "born", "consent", "ticks"):
        page.locator(f'.govuk-error-summary a[href="#id_{name}"]').press("Enter")
        assert page.evaluate("document.activeElement.id") == f"id_{name}"


def test_radio_reveals_its_question_and_hides_it_again(page: Page) -> None:
    show(page, gallery())
    why = page.get_by_label("Why not")
    assert not why.is_visible()
    page.get_by_label("No", exact=True).check()
    assert why.is_visible()
    page.get_by_label("Yes", exact=True).check()
    assert not why.is_visible()


def test_f9_hides_the_screen_and_gives_it_back(page: Page) -> None:
    show(page, gallery())
    page.get_by_label("Full name").fill("Sam Invented")
    page.keyboard.press("F9")
    cover = page.locator("#hide-screen")
    assert cover.is_visible()
    assert page.title() == "Screen hidden"
    assert cover.bounding_box() == {"x": 0, "y": 0, **page.viewport_size}  # type: ignore[dict-item]
    page.keyboard.press("F9")
    assert not cover.is_visible()
    assert page.get_by_label("Full name").input_value() == "Sam Invented"
    assert page.evaluate("document.activeElement.id") == "id_full_name"


def test_screen_is_hidden_without_script(browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    show(page, gallery())
    page.get_by_text("Hide screen").first.click()
    assert page.locator("#hide-screen").is_visible()
    page.get_by_role("button", name="Show the page").click()
    assert not page.locator("#hide-screen").is_visible()
    page.close()


def test_every_question_is_there_without_script(browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    show(page, gallery())
    assert page.get_by_label("Why not").is_visible()
    assert page.get_by_role("button", name="Apply filters").is_visible()
    page.close()


def test_form_saves_itself_and_says_when(page: Page) -> None:
    sent: list[str] = []

    def save(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(status=204)

    html = gallery().replace('data-autosave-url="#save"', 'data-autosave-url="/save/"')
    show(page, html, {"/save/": save})
    page.get_by_label("Full name").fill("Sam Invented")
    page.get_by_label("E-mail address").focus()
    page.locator(".app-autosave", has_text="Saved").wait_for()
    assert len(sent) == 1
    assert "Sam Invented" in sent[0]


def test_form_says_when_it_could_not_be_saved(page: Page) -> None:
    html = gallery().replace('data-autosave-url="#save"', 'data-autosave-url="/save/"')
    show(page, html, {"/save/": lambda route: route.abort()})
    page.get_by_label("Full name").fill("Sam Invented")
    page.get_by_label("E-mail address").focus()
    page.get_by_text("Not saved: connection lost").wait_for()


def test_session_warning_is_extended_by_one_click(page: Page) -> None:
    session = {"idle": 3, "warn": 2, "extend_url": "/extend/", "ended_url": "/ended/"}
    context = gallery_context()
    context["shell"].session = session
    extended: list[str] = []

    def extend(route: Route) -> None:
        extended.append(route.request.method)
        route.fulfill(status=204)

    show(page, gallery(shell=context["shell"]), {"/extend/": extend})
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    dialog.wait_for()
    page.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")
    assert extended == ["POST"]


def test_session_that_ends_leaves_the_page(page: Page) -> None:
    context = gallery_context()
    context["shell"].session = {"idle": 1, "warn": 1, "extend_url": "/x/", "ended_url": "/ended/"}
    show(page, gallery(shell=context["shell"]))
    page.wait_for_url(lambda address: address.endswith("/ended/?next=%2Fpage%2F"))


def test_queue_says_when_the_connection_is_lost(page: Page) -> None:
    html = gallery().replace(
        'data-poll-url="#queue"', 'data-poll-url="/queue/" data-poll-seconds="1"'
    )
    show(page, html, {"/queue/": lambda route: route.abort()})
    page.get_by_text("Connection lost: this list may be out of date.").wait_for()


def test_queue_takes_in_what_is_new(page: Page) -> None:
    html = gallery().replace(
        'data-poll-url="#queue"', 'data-poll-url="/queue/" data-poll-seconds="1"'
    )
    fresh = '<div data-poll-url="/queue/"><p>REF-26-0099</p></div>'
    answers: Answers = {"/queue/": lambda route: route.fulfill(body=fresh)}
    show(page, html, answers)
    page.get_by_text("REF-26-0099").wait_for()


def test_table_on_the_page_is_sorted_by_keyboard(page: Page) -> None:
    show(page, gallery())
    table = page.locator("table[data-sortable]")
    heading = table.get_by_role("button", name="Referrals")
    heading.press("Enter")
    assert table.locator("tbody tr").first.inner_text().startswith("A&E")
    heading.press("Enter")
    assert table.locator("tbody tr").first.inner_text().startswith("Oakfield")
    assert table.locator("th").nth(1).get_attribute("aria-sort") == "descending"


def test_print_carries_its_header_and_drops_navigation(page: Page) -> None:
    show(page, gallery())
    page.emulate_media(media="print")
    assert page.locator(".app-print-header").is_visible()
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert not page.locator(".moj-filter").first.is_visible()
