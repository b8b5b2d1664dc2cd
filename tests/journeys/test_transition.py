"""A young person of 17: the queue, the steps, an adult lead who accepts, and the closing at 18."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import User
from cases.models import Case, CaseStatus, ClosingStep, HandOver
from cases.services import write_closing_entry
from tests.cases.factories import hear, make_case
from tests.children.factories import make_child
from tests.journeys.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = {
    "Discussed at YPSE": "DISCUSSED",
    "Care Act assessment": "ELIGIBLE",
    "Services that go on": "GO_ON",
    "Consent of the young person as an adult": "GIVEN",
}


@pytest.fixture
def case(portal: Portal) -> Case:
    """Somebody who turned 18 yesterday, in the MASE cycle."""
    today = timezone.localdate()
    day = today - timedelta(days=1)
    child = make_child(born_on=day.replace(year=day.year - 18))
    made = make_case(child=child)
    Case.objects.filter(pk=made.pk).update(status=CaseStatus.MASE_CYCLE)
    hear(made)
    manager = User.objects.get(email="manager@demo.example")
    for step in ClosingStep:
        if step != ClosingStep.OVERRIDE:
            write_closing_entry(
                made, step=step, on=today, words="Invented.", by=manager, at=timezone.now()
            )
    return made


def test_a_young_person_goes_over_to_adult_services(portal: Portal, case: Case) -> None:
    portal.sign_in("coordinator")
    portal.follow("Young people from 17")
    expect(portal.main).to_contain_text("None at 17½")
    portal.follow(case.child.full_name)
    for label, outcome in STEPS.items():
        portal.follow(re.compile(f"Write down.*{label}"))
        portal.choose("outcome", outcome)
        portal.today("on")
        portal.type(words="Invented words.")
        portal.press("Save")
    portal.follow("Offer the case to an adult lead")
    adult = portal.page.locator("[name=to] option", has_text="Myrtle Anchor")
    portal.page.locator("[name=to]").select_option(value=adult.get_attribute("value"))
    portal.type(because="She is 18.")
    portal.press("Offer the case")
    sent = HandOver.objects.get(case=case)

    portal.sign_in("adultlead")
    portal.visit("cases:hand_over_answer", sent.pk)
    portal.choose("accepted", "YES")
    portal.press("Save the answer")
    expect(portal.main).to_contain_text("Accepted")
    portal.visit("desk:case", case.pk)
    expect(portal.page.get_by_role("heading", level=1)).to_be_visible()

    portal.sign_in("coordinator")
    portal.visit("cases:close", case.pk)
    portal.choose("reason", "TRANSITION_ADULT")
    portal.type(because="YPSE discussed it; Myrtle Anchor leads.")
    portal.press("Close the case")
    expect(portal.main).to_contain_text("Closed")
