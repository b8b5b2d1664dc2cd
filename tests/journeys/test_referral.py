"""From the first click to the last word: a referral in a browser becomes a screened case."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Case, CaseStatus, RiskLevel
from core import outbox
from demo.people import load_people
from referrals.models import Referral, ReferralStatus
from screening.models import Screening, ScreeningStatus
from screening.tool import evidence_name, field_name

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., None]


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    """Go to a page of the portal by its name."""
    load_people()
    call_command("load_tools", stdout=StringIO())

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


def refer(page: Page, visit: Visit, *, given: str, worry: str) -> Referral:
    """A practitioner reads the danger card, says who and why, checks the answers and sends."""
    sign_in(page, visit, "referrer")
    page.get_by_role("link", name="Refer a child").click()
    press(page, "I have read this, continue")
    found = re.search(r"draft/([0-9a-f-]{36})/", page.url)
    assert found
    draft = found[1]
    visit("referrals:page", draft, 1, "name")
    page.locator("[name=given_name]").fill(given)
    page.locator("[name=family_name]").fill("Paperboat")
    press(page, "Save and continue")
    visit("referrals:page", draft, 0, "reason")
    page.locator("[name=reason]").fill(worry)
    press(page, "Save and continue")
    visit("referrals:check", draft)
    expect(page.locator("main")).to_contain_text(worry)
    press(page, "Send the referral")
    referral = Referral.objects.get(child__given_name=given)
    expect(page.locator("main")).to_contain_text(referral.reference)
    return referral


def decide(page: Page, visit: Visit, referral: Referral, outcome: str, **typed: str) -> None:
    """The CSE team opens the referral from its queue and records a decision."""
    sign_in(page, visit, "screener")
    page.get_by_role("link", name="Triage", exact=True).click()
    page.get_by_role("link", name=referral.reference).click()
    page.locator(f"[name=outcome][value={outcome}]").check()
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    press(page, "Record decision")
    referral.refresh_from_db()
    assert referral.status == outcome


def screen(page: Page, visit: Visit, case: Case) -> Screening:
    """The screener ticks with evidence, chooses, records the discussion and signs."""
    visit("screening:start", case.pk)
    page.locator("[name=version]").first.check()
    press(page, "Start screening")
    draft = Screening.objects.get(case=case)
    code, window = next(
        (one.code, group.windows[0]) for group, one in draft.version.tool.indicators()
    )
    page.locator(f"[name={field_name(code, window)}]").check()
    page.locator("summary:has-text('Evidence')").first.click()
    page.locator(f"[name=basis_{code}]").select_option("FACT")
    page.locator(f"[name={evidence_name(code)}]").fill("Seen by two members of staff.")
    moment_of(page, "completed_on")
    press(page, "Save and continue to the outcome")
    page.locator("[name=level][value=SIGNIFICANT]").check()
    page.locator("[name=rationale]").fill("Weighed with the school.")
    press(page, "Save and continue")
    page.locator("[name=open_to_social_care][value=no]").check()
    page.locator("[name=discussed_with]").fill("The duty manager")
    moment_of(page, "discussed_at", clock="00:01")
    page.locator("[name=decision][value=CSE_TEAM_MANAGES]").check()
    page.locator("[name=because]").fill("Agreed on what is known.")
    press(page, "Save and continue")
    press(page, "Sign the screening")
    draft.refresh_from_db()
    return draft


def moment_of(page: Page, name: str, *, clock: str = "") -> None:
    """Today, typed as day, month and year, and a time where one is asked for."""
    today = timezone.localdate()
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(today, part)))
    if clock:
        page.locator(f"[name={name}_time]").fill(clock)


def test_a_referral_becomes_a_screened_case_and_the_referrer_hears(
    page: Page, visit: Visit
) -> None:
    referral = refer(page, visit, given="Marigold", worry="Collected by an unknown adult.")
    decide(page, visit, referral, ReferralStatus.ACCEPTED)
    case = Case.objects.get(referrals=referral)
    assert case.status == CaseStatus.SCREENING

    screening = screen(page, visit, case)
    assert screening.status == ScreeningStatus.AWAITING
    follow_up()

    sign_in(page, visit, "coordinator")
    expect(page.locator("main")).to_contain_text("Countersign the screening")
    visit("screening:countersign", screening.pk)
    page.locator("[name=decision][value=agree]").check()
    press(page, "Record decision")
    screening.refresh_from_db()
    case.refresh_from_db()
    assert screening.status == ScreeningStatus.COUNTERSIGNED
    assert case.level == RiskLevel.SIGNIFICANT
    follow_up()

    sign_in(page, visit, "screener")
    expect(page.locator("main")).to_contain_text("Tell the referrer the outcome")
    visit("referrals:tell", referral.pk)
    page.locator("[name=text]").fill("We have met the family and stay in touch with you.")
    press(page, "Tell the referrer")

    sign_in(page, visit, "referrer")
    page.get_by_role("link", name="My referrals", exact=True).first.click()
    page.get_by_role("link", name=referral.reference).click()
    expect(page.locator("main")).to_contain_text("We have met the family")
    expect(page.locator("main")).not_to_contain_text("Significant")


def test_a_referrer_disagrees_and_a_manager_owes_an_answer(page: Page, visit: Visit) -> None:
    referral = refer(page, visit, given="Tansy", worry="New clothes nobody paid for.")
    told = "We found no sign of exploitation."
    decide(
        page, visit, referral, ReferralStatus.NOT_CSE, not_cse_because="A family gift.", tell=told
    )
    follow_up()

    sign_in(page, visit, "referrer")
    visit("referrals:follow", referral.pk)
    expect(page.locator("main")).to_contain_text(told)
    page.get_by_role("button", name="Disagree with the outcome").click()
    page.locator("[name=because]").fill("She came back with a second telephone.")
    press(page, "Send to a manager")

    sign_in(page, visit, "manager")
    expect(page.locator("main")).to_contain_text(
        "Reconsider a decision the referrer disagrees with"
    )
