"""The fuller pages in a real browser: no barrier, no sideways scroll, no complaint."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from agencies.roles import Role
from referrals import services
from referrals.models import Draft, Referral
from referrals.said import ConsentSaid, MentionSaid, PersonSaid, TickSaid
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.looking import barriers, show
from tests.referrals.factories import LATER, child_said, make_referrals, make_request
from tests.screening.factories import tool_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
OF_A_CHILD = ("name", "about", "home", "people", "contact", "signs", "voice", "consent")


def looks_right(page: Page, answer: Any) -> None:
    complaints = show(page, answer.content.decode(), policy=answer["Content-Security-Policy"])
    assert barriers(page) == []
    assert complaints == []


def full_referral() -> Referral:
    """A referral with everything on it, urgent, escalated and asked about."""
    said = child_said(
        involvement="ACCUSED",
        people=(PersonSaid("Invented Person", "stepfather", must_not_be_told=True),),
        ticks=(TickSaid("S01", "CURRENT_6M", "Two nights"), TickSaid("R11", "TICK")),
        consents=(ConsentSaid("SHARING", "NOT_SOUGHT", not_sought_reason="HARM"),),
        voice="I want it to stop.",
    )
    heard = (MentionSaid("PLATE", "AB12 CDE"),)
    first, _ = make_referrals(said, child_said(), tool=tool_version(), mentions=heard, urgent=True)
    screener = UserFactory(role=Role.SCREENER)
    services.answer_request(make_request(referral=first), answer="So.", by=screener, at=LATER)
    first.refresh_from_db()
    services.escalate_referral(
        first, agency=agency("CSC"), because="Invented.", by=screener, at=LATER
    )
    return first


@pytest.fixture
def web(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.SCREENER))


@pytest.fixture
def draft(web: Client) -> Draft:
    tool_version()
    web.post(reverse("referrals:search"), {"begin": ""})
    return Draft.objects.get()


@pytest.mark.parametrize("slug", [*OF_A_CHILD, "reason", "heard", "you"])
def test_a_page_of_the_form(slug: str, page: Page, web: Client, draft: Draft) -> None:
    number = 1 if slug in OF_A_CHILD else 0
    address = reverse("referrals:page", args=[draft.pk, number, slug])
    looks_right(page, web.get(address))


def test_a_page_with_errors(page: Page, web: Client, draft: Draft) -> None:
    address = reverse("referrals:page", args=[draft.pk, 1, "about"])
    answer = web.post(address, {"born_on_day": "31", "nhs_number": "<script>1</script>"})
    assert answer.status_code == 400
    looks_right(page, answer)


def test_the_check_page_with_what_is_missing(page: Page, web: Client, draft: Draft) -> None:
    web.post(reverse("referrals:page", args=[draft.pk, 1, "name"]), {"given_name": "Jay"})
    looks_right(page, web.get(reverse("referrals:check", args=[draft.pk])))


def test_a_referral_with_everything_on_it(page: Page, web: Client) -> None:
    looks_right(page, web.get(reverse("referrals:detail", args=[full_referral().pk])))


def test_the_queue_with_rows(page: Page, web: Client) -> None:
    make_referrals(child_said(), urgent=True)
    make_request()
    looks_right(page, web.get(reverse("referrals:triage"), {"status": "RECEIVED"}))
    looks_right(page, web.get(reverse("referrals:triage")))


def test_a_decision_with_errors(page: Page, web: Client) -> None:
    referral = make_referrals(child_said())[0]
    address = reverse("referrals:detail", args=[referral.pk])
    looks_right(page, web.post(address, {"outcome": "ESCALATED"}))


def test_what_the_search_found(page: Page, web: Client) -> None:
    known = make_referrals(child_said())[0].child
    search = reverse("referrals:record_search")
    looks_right(page, web.post(search, {"given_name": known.full_name}))


def test_who_the_child_is_and_whom_the_search_found(page: Page, client: Client) -> None:
    teacher = UserFactory(role=Role.REFERRER)
    earlier = make_referrals(child_said(), by=teacher)[0]
    web = sign_in(client, teacher)
    search = reverse("referrals:search")
    web.post(reverse("referrals:start"), {"danger_card": "seen"})
    looks_right(page, web.get(search))
    looks_right(page, web.post(search, {"born_month": "13"}))
    found = web.post(search, {"given_name": earlier.child.full_name})
    assert earlier.reference in found.content.decode()
    looks_right(page, found)
