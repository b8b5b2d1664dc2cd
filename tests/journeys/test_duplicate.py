"""A child referred twice by two schools: found, merged, worked on as one, and taken apart again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from agencies import selectors as agencies
from cases.models import Case
from children.models import Child, MatchPair
from children.services import add_alias
from core import outbox
from demo.people import load_people
from referrals.models import Referral
from referrals.services import accept_referral
from tests.referrals.factories import child_said, make_referrals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., None]


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    """Go to a page of the portal by its name."""
    load_people()

    def go(name: str, *args: object) -> None:
        page.goto(live_server.url + reverse(name, args=args))

    return go


def sign_in(page: Page, visit: Visit, name: str) -> None:
    """One click on the demo's page, as the person with this e-mail address."""
    visit("demo:sign_ins")
    page.locator(f'form:has(input[value="{name}@demo.example"]) button').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow_up() -> None:
    """What the workers do meanwhile."""
    while waiting := outbox.waiting(now=timezone.now()):
        for effect in waiting:
            assert outbox.carry_out(effect, now=timezone.now())


def referred_twice() -> tuple[Referral, Referral]:
    """Two schools refer one child, spelt two ways, and the team opens two cases."""
    now, screener = timezone.now(), agencies.person("screener@demo.example")
    first, second = (
        make_referrals(
            child_said(given_name=name, family_name="Paperboat", born_on=date(2012, 3, 4)), at=now
        )[0]
        for name in ("Rebecca", "Becky")
    )
    for referral in (first, second):
        accept_referral(referral, by=screener, at=now)
    follow_up()
    return first, second


def test_a_duplicate_is_found_merged_and_taken_apart(page: Page, visit: Visit) -> None:
    visit("demo:sign_ins")
    first, second = referred_twice()
    main = page.locator("main")

    sign_in(page, visit, "steward")
    main.get_by_role("link", name="Records that may be one child").click()
    expect(main).to_contain_text("Short form of the same name")
    expect(main).not_to_contain_text("Invented worry")
    main.get_by_role("button", name="Same child").click()
    expect(main).to_contain_text(first.reference)
    expect(main).to_contain_text(second.reference)
    press(page, "Merge the two records")
    expect(main).to_contain_text("There is a problem")
    page.locator("[name=because]").fill("The school has one Rebecca, called Becky.")
    press(page, "Merge the two records")
    expect(main).to_contain_text("The two records are one child.")
    follow_up()
    assert len(set(Child.objects.values_list("identity", flat=True))) == 1

    sign_in(page, visit, "coordinator")
    expect(main).to_contain_text("Close one of two open cases of a child")
    case = Case.objects.get(referrals=second)
    visit("desk:case", case.pk)
    expect(main).to_contain_text("Two open cases")
    page.get_by_role("link", name="Close as a second case").click()
    page.locator("[name=because]").fill("The older one has the visits.")
    press(page, "Close this case")
    follow_up()
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.case == first.case
    add_alias(first.child, name="Bex", kind="NICKNAME", by=None, at=timezone.now())

    sign_in(page, visit, "steward")
    pair = MatchPair.objects.get()
    visit("children:pair", pair.pk)
    expect(page.get_by_role("heading", level=1)).to_have_text("These two records are one child")
    page.get_by_role("group", name=re.compile("Other name: Bex")).get_by_label("Becky").check()
    page.locator("[name=because]").fill("Two cousins of one name.")
    press(page, "Take the two records apart")
    expect(main).to_contain_text("two children again")
    expect(main).to_contain_text("Merged before and taken apart")
    follow_up()

    second.refresh_from_db()
    assert second.case == case
    assert second.child.alias_rows.get().name == "Bex"
    sign_in(page, visit, "coordinator")
    visit("desk:case", case.pk)
    expect(main).to_contain_text("Screening")
    expect(main).not_to_contain_text("Two open cases")


def test_the_command_finds_what_came_in_before_anybody_looked(page: Page, visit: Visit) -> None:
    visit("demo:sign_ins")
    referred_twice()
    MatchPair.objects.all().delete()
    call_command("find_duplicates")
    sign_in(page, visit, "steward")
    visit("children:pairs")
    expect(page.locator("main")).to_contain_text("Becky Paperboat")
    page.get_by_role("button", name="Not the same").click()
    page.locator("[name=because]").fill("They sit in one class.")
    press(page, "Record that they are two children")
    expect(page.locator("main")).to_contain_text("No pair waits")
