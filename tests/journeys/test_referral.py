"""From the first click to the last word: a referral in a browser becomes a screened case.

Everything is done and seen in the browser, so the same story is told of a portal that is up:
`./portal journey [PORT]`.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.portal import MARKS, Portal

pytestmark = MARKS
REFERENCE = re.compile(r"R-\w{4}-\w{4}")


def refer(portal: Portal, *, given: str, worry: str) -> str:
    """A practitioner reads the danger card, says who and why, checks, sends; the reference."""
    portal.sign_in("referrer")
    portal.menu("Refer a child")
    portal.press("I have read this, continue")
    portal.type(given_name=given, family_name="Paperboat")
    portal.press("Continue")
    none = portal.page.get_by_role("button", name="None of these: go on")
    if none.count():
        none.click()
    found = re.search(r"draft/([0-9a-f-]{36})/", portal.page.url)
    assert found
    draft = found[1]
    expect(portal.main).to_contain_text("What you are worried about")
    portal.type(reason=worry)
    portal.press("Save and continue")
    portal.visit("referrals:check", draft)
    expect(portal.main).to_contain_text(worry)
    portal.press("Send the referral")
    expect(portal.main).to_contain_text("Referral received")
    receipt = REFERENCE.search(portal.main.inner_text())
    assert receipt
    return receipt[0]


def decide(portal: Portal, reference: str, outcome: str, **typed: str) -> None:
    """The CSE team opens the referral from its queue and records a decision."""
    portal.sign_in("screener")
    portal.menu("Triage")
    portal.follow(reference)
    portal.choose("outcome", outcome)
    portal.type(**typed)
    portal.press("Record decision")
    expect(portal.main).to_contain_text("This referral is decided")


def screen(portal: Portal, case_file: str) -> None:
    """The screener ticks with evidence, chooses, records the discussion and signs."""
    portal.page.goto(case_file)
    portal.follow("Screening")
    portal.page.get_by_role("button", name="Start a screening").click()
    portal.page.locator("[name=version]").first.check()
    portal.press("Start screening")
    first = portal.page.locator(".app-indicator").first
    first.get_by_role("checkbox").first.check()
    first.locator("summary").click()
    first.get_by_role("combobox").select_option("FACT")
    first.locator("textarea").fill("Seen by two members of staff.")
    portal.today("completed_on")
    portal.press("Save and continue to the outcome")
    portal.choose("level", "SIGNIFICANT")
    portal.type(rationale="Weighed with the school.")
    portal.press("Save and continue")
    portal.choose("open_to_social_care", "no")
    portal.type(discussed_with="The duty manager")
    portal.today("discussed_at", clock="00:01")
    portal.choose("decision", "CSE_TEAM_MANAGES")
    portal.type(because="Agreed on what is known.")
    portal.press("Save and continue")
    portal.press("Sign the screening")
    expect(portal.main).to_contain_text("Awaiting countersignature")


def countersign(portal: Portal, case_file: str) -> None:
    """The coordinator, who owes it, opens the screening from the case and agrees."""
    portal.sign_in("coordinator")
    expect(portal.main).to_contain_text("Countersign the screening")
    portal.page.goto(case_file)
    portal.follow("Screening")
    portal.main.locator("tbody a").first.click()
    portal.page.get_by_role("button", name="Countersign or send back").click()
    portal.choose("decision", "agree")
    portal.press("Record decision")
    expect(portal.main).to_contain_text("Countersigned by")


def test_a_referral_becomes_a_screened_case_and_the_referrer_hears(portal: Portal) -> None:
    reference = refer(portal, given="Marigold", worry="Collected by an unknown adult.")
    decide(portal, reference, "ACCEPTED")
    referral = portal.page.url
    portal.follow(re.compile("^Case CSE-"))
    case_file = portal.page.url
    expect(portal.main).to_contain_text("Screen the referral")

    screen(portal, case_file)
    countersign(portal, case_file)
    portal.page.goto(case_file)
    expect(portal.page.get_by_role("region", name="Whose record this is")).to_contain_text(
        "Significant risk"
    )

    portal.sign_in("screener")
    portal.page.goto(referral)
    portal.wait_for("Tell the referrer")
    portal.follow("Tell the referrer")
    portal.type(text="We have met the family and stay in touch with you.")
    portal.press("Tell the referrer")

    portal.sign_in("referrer")
    portal.menu("My referrals")
    portal.follow(reference)
    expect(portal.main).to_contain_text("We have met the family")
    expect(portal.main).not_to_contain_text("Significant")


def test_a_referrer_disagrees_and_a_manager_answers(portal: Portal) -> None:
    reference = refer(portal, given="Tansy", worry="New clothes nobody paid for.")
    told = "We found no sign of exploitation."
    decide(portal, reference, "NOT_CSE", not_cse_because="A family gift.", tell=told)
    referral = portal.page.url

    portal.sign_in("referrer")
    portal.menu("My referrals")
    portal.follow(reference)
    expect(portal.main).to_contain_text(told)
    portal.page.get_by_role("button", name="Disagree with the outcome").click()
    portal.type(because="She came back with a second telephone.")
    portal.press("Send to a manager")
    expect(portal.main).to_contain_text("A manager will answer you here")

    portal.sign_in("manager")
    expect(portal.main).to_contain_text("Reconsider a decision the referrer disagrees with")
    portal.page.goto(referral)
    portal.wait_for("Answer the disagreement")
