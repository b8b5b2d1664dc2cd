"""A case on its way out: its checklist refuses, is done point by point, and the case closes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cases.models import Case, CaseStatus, RiskLevel
from tests.cases.factories import hear, make_case
from tests.journeys.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITTEN = {
    "MASE, or two managers, agreed to close": "The panel of an invented day.",
    "The disruption plan is finished or handed to police": "There was none.",
    "The agencies involved are told": "School and school nurse, by telephone.",
    "The retention class is set": "CSE-75",
}


@pytest.fixture
def case(portal: Portal) -> Case:
    made = make_case()
    hear(made)
    Case.objects.filter(pk=made.pk).update(
        status=CaseStatus.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK
    )
    return made


def test_a_case_closes_after_its_checklist_and_opens_again(portal: Portal, case: Case) -> None:
    portal.sign_in("coordinator")
    portal.visit("desk:case", case.pk)
    portal.follow("Close the case")
    expect(portal.main).to_contain_text("4 of 8 still to do")
    portal.choose("reason", "RISK_REDUCED")
    portal.press("Close the case")
    expect(portal.main).to_contain_text("Still to do for this reason")

    portal.visit("cases:close", case.pk)
    for label, words in WRITTEN.items():
        portal.follow(label)
        portal.today("on")
        portal.type(words=words)
        portal.press("Save")
    expect(portal.main).to_contain_text("Everything is done.")
    portal.choose("reason", "RISK_REDUCED")
    portal.press("Close the case")
    expect(portal.main).to_contain_text("Closed")

    portal.follow("Open the case again")
    portal.type(because="Seen with an older stranger, says an invented neighbour.")
    portal.press("Open the case again")
    expect(portal.main).to_contain_text("Screening")
    case.refresh_from_db()
    assert (case.status, case.spells.count()) == (CaseStatus.SCREENING, 2)
