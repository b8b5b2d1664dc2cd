"""A case is stepped up, planned, offered, declined, offered again and accepted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from agencies.models import User
from cases.models import Case, CaseStatus, HandOver
from cases.selectors import case_for
from tests.cases.factories import make_case
from tests.journeys.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOCIAL_CARE = "Dudley Children's Social Care / Directorate of Children's Services: Social worker"


@pytest.fixture
def case(portal: Portal) -> Case:
    made = make_case()
    Case.objects.filter(pk=made.pk).update(status=CaseStatus.CSE_TEAM_MANAGED)
    return made


def offer(portal: Portal, case: Case, to: str, because: str) -> HandOver:
    portal.visit("desk:case_section", case.pk, "hand-over")
    portal.press("Hand the case over")
    expect(portal.main).to_contain_text(case.child.full_name)
    portal.page.locator("[name=to]").select_option(label=to)
    portal.type(because=because)
    portal.press("Offer the case")
    expect(portal.main).to_contain_text("Waits for an answer")
    return HandOver.objects.get(case=case, status="OFFERED")


def test_a_case_is_stepped_up_planned_handed_over_declined_and_accepted(
    portal: Portal, case: Case
) -> None:
    portal.sign_in("coordinator")
    portal.visit("desk:case", case.pk)
    portal.follow("Step up to Children's Services")
    portal.type(because="Two adults wait outside the school.")
    portal.press("Step up to Children's Services")
    case.refresh_from_db()
    assert case.status == CaseStatus.WITH_SOCIAL_CARE

    portal.visit("cases:plan_begin", case.pk)
    portal.type(aim="Bryony sleeps at home.", next_on_day="1", next_on_month="1")
    portal.type(next_on_year="2099")
    portal.press("Begin the plan")
    expect(portal.main).to_contain_text("Bryony sleeps at home.")

    sent = offer(portal, case, "The Phase Trust: Direct worker", "They meet her every week.")
    portal.sign_in("directworker")
    portal.follow("Accept or decline a case that is handed over")
    portal.visit("cases:hand_over", sent.pk)
    expect(portal.main).to_contain_text("Aim: Bryony sleeps at home.")
    portal.press("Accept or decline")
    portal.choose("accepted", "NO")
    portal.press("Save the answer")
    expect(portal.main).to_contain_text("Enter why the case is declined.")
    portal.type(answer="We have no room until spring.")
    portal.press("Save the answer")
    expect(portal.main).to_contain_text("The answer is saved.")

    portal.sign_in("coordinator")
    sent = offer(portal, case, SOCIAL_CARE, "The family knows them.")
    portal.sign_in("socialworker")
    portal.visit("cases:hand_over_answer", sent.pk)
    portal.choose("accepted", "YES")
    portal.press("Save the answer")
    expect(portal.main).to_contain_text("Accepted")
    taken = case_for(User.objects.get(email="socialworker@demo.example"), case.pk)
    assert taken == case
