"""The pages of a signed screening, and what waits for whom."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case, RiskLevel
from cases.sections import sections_for
from cases.services import allocate
from core.audit import Action
from core.models import ReadEvent
from screening import services
from screening.models import Screening, ScreeningStatus
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, agency, authority
from tests.cases.factories import make_case
from tests.screening.factories import (
    NOW,
    given,
    make_draft,
    make_ready,
    make_signed,
    person,
    tool_version,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel-7714"


def address(name: str, *args: object) -> str:
    return reverse(f"screening:{name}", args=args)


def door(client: Client, role: Role, **more: object) -> Client:
    return sign_in(client, person(role, **more))


def test_the_page_shows_suggested_and_chosen_side_by_side_and_why(client: Client) -> None:
    screener = person(Role.SCREENER)
    draft = make_draft(by=screener, ticked=("S01", "R01"))
    services.agree_rule(
        draft.case.authority,
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=NOW.date(),
        by=person(Role.COORDINATOR),
        at=NOW,
    )
    services.choose_outcome(
        draft,
        level=RiskLevel.AT_RISK,
        rationale="Invented judgement.",
        difference_reason="Invented difference.",
        by=screener,
        at=NOW,
    )
    services.sign_screening(draft, by=screener, at=NOW)
    page = sign_in(client, screener).get(address("detail", draft.pk)).text
    assert "Outcome: Low (at risk)" in page
    assert "Suggested: Medium (significant risk)" in page
    assert "One or two significant indicators" in page
    assert "Missing / periods of absence, day and/or night (current or during" in page
    assert "Invented difference." in page
    assert "agreed by The safeguarding children board on 15 September 2015" in page


def test_a_rescreen_shows_what_changed_and_since_when(client: Client) -> None:
    screener, case = person(Role.SCREENER), make_case()
    make_signed(case=case, by=screener, ticked=("R01", "R02"))
    later = NOW + timedelta(days=40)
    again = make_signed(case=case, by=screener, ticked=("R01", "R03"), at=later)
    page = sign_in(client, screener).get(address("detail", again.pk)).text
    assert "Still ticked, since 15 September 2015" in page
    assert "New, since 25 October 2015" in page
    assert "No longer ticked" in page


def test_countersigning_on_the_page_ends_the_wait(client: Client) -> None:
    signed = make_signed(level=RiskLevel.SIGNIFICANT)
    coordinator = door(client, Role.COORDINATOR)
    assert "Countersign or send back" in coordinator.get(address("detail", signed.pk)).text
    assert coordinator.get(address("countersign", signed.pk)).status_code == 200
    answer = coordinator.post(address("countersign", signed.pk), {"decision": "agree"})
    assert answer["Location"] == address("detail", signed.pk)
    signed.refresh_from_db()
    assert signed.status == ScreeningStatus.COUNTERSIGNED


def test_sending_back_on_the_page_needs_a_reason(client: Client) -> None:
    signed = make_signed(level=RiskLevel.SIGNIFICANT)
    coordinator = door(client, Role.COORDINATOR)
    refused = coordinator.post(address("countersign", signed.pk), {"decision": "send_back"})
    assert refused.status_code == 400
    assert "Enter what should be looked at again" in refused.text
    coordinator.post(
        address("countersign", signed.pk), {"decision": "send_back", "note": "Look at S03."}
    )
    signed.refresh_from_db()
    assert signed.status == ScreeningStatus.RETURNED
    assert "Look at S03." in coordinator.get(address("detail", signed.pk)).text


def test_ones_own_screening_shows_the_sentence_instead_of_the_button(client: Client) -> None:
    manager = person(Role.TEAM_MANAGER)
    signed = make_signed(level=RiskLevel.SERIOUS, by=manager)
    page = sign_in(client, manager).get(address("detail", signed.pk)).text
    assert "You screened this yourself" in page
    refused = client.get(address("countersign", signed.pk))
    assert refused.status_code == 403
    assert "You screened this yourself" in refused.text


def test_correcting_on_the_page_opens_the_new_draft(client: Client) -> None:
    screener = person(Role.SCREENER)
    signed = make_signed(by=screener)
    sign_in(client, screener)
    assert client.get(address("correct", signed.pk)).status_code == 200
    answer = client.post(address("correct", signed.pk), {"because": "A wrong tick."})
    draft = Screening.objects.get(supersedes=signed)
    assert answer["Location"] == address("fill", draft.pk)
    assert "A wrong tick." in client.get(answer["Location"]).text
    assert client.get(address("correct", signed.pk)).status_code == 409


def test_childrens_services_answer_a_serious_outcome_in_two_steps(client: Client) -> None:
    signed = make_signed(level=RiskLevel.SERIOUS)
    door(client, Role.SOCIAL_WORKER)
    assert address("answer", signed.pk) in client.get(address("detail", signed.pk)).text
    assert client.get(address("answer", signed.pk)).status_code == 200
    first = client.post(address("answer", signed.pk), {"name": "A social worker"})
    assert first["Location"] == address("answer", signed.pk)
    second = client.post(
        address("answer", signed.pk), {"course": "SECTION_47", "because": "Invented."}
    )
    assert second["Location"] == address("detail", signed.pk)
    page = client.get(address("detail", signed.pk)).text
    assert "Section 47 enquiry" in page
    assert client.get(address("answer", signed.pk)).status_code == 409


def test_the_list_shows_what_waits_and_says_why_it_is_empty(client: Client) -> None:
    door(client, Role.COORDINATOR)
    assert "No screening waits for your countersignature." in client.get(address("list")).text
    signed = make_signed(level=RiskLevel.SIGNIFICANT)
    page = client.get(address("list")).text
    assert signed.case.reference in page
    assert address("detail", signed.pk) in page
    event = ReadEvent.objects.filter(action=Action.LIST).latest("pk")
    assert event.record_ids == [signed.pk]


def test_a_count_leads_to_exactly_its_rows_page_by_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    screener, mine = person(Role.SCREENER), door(client, Role.COORDINATOR)
    references = [
        make_signed(
            level=RiskLevel.SIGNIFICANT, by=screener, at=NOW + timedelta(minutes=n)
        ).case.reference
        for n in range(3)
    ]
    monkeypatch.setattr("screening.selectors.lists.SIZE", 2)
    shown: list[str] = []
    place, pages = f"{address('list')}?show=countersign", 0
    while place:
        text = mine.get(place).text
        assert "Your drafts" not in text
        shown += [one for one in references if one in text]
        more = re.search(r'href="([^"]+)" rel="next"', text)
        place, pages = unescape(more[1]) if more else "", pages + 1
    assert (shown, pages) == (references, 2)
    assert "?show=countersign" in mine.get(reverse("desk:home")).text


def test_who_had_a_hand_in_a_screening_does_not_find_it_among_those_to_countersign(
    client: Client,
) -> None:
    coordinator, screener = person(Role.COORDINATOR), person(Role.SCREENER)
    draft = make_ready(level=RiskLevel.SIGNIFICANT, by=coordinator)
    services.sign_screening(services.take_over(draft, by=screener, at=NOW), by=screener, at=NOW)
    sign_in(client, coordinator)
    assert draft.case.reference not in client.get(address("list")).text
    other = door(Client(), Role.COORDINATOR)
    assert draft.case.reference in other.get(address("list")).text


@pytest.mark.parametrize("rows", [1, 10])
def test_the_list_asks_as_often_for_many_as_for_few(
    client: Client, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    screener = person(Role.SCREENER)
    for _ in range(rows):
        make_signed(level=RiskLevel.SIGNIFICANT, by=screener)
    door(client, Role.COORDINATOR)
    with django_assert_max_num_queries(16):
        assert client.get(address("list")).text.count("Significant risk") == rows


@pytest.mark.parametrize("name", ["detail", "countersign", "answer", "correct", "fill"])
def test_a_screening_of_another_authority_is_not_found(client: Client, name: str) -> None:
    elsewhere = person(Role.SCREENER, role__serving=authority(SANDWELL))
    signed = make_signed(
        case=make_case(where=authority(SANDWELL)), by=elsewhere, level=RiskLevel.SERIOUS
    )
    role = Role.SOCIAL_WORKER if name == "answer" else Role.COORDINATOR
    assert door(client, role).get(address(name, signed.pk)).status_code == 404


def test_a_draft_is_not_shown_to_a_role_that_only_reads(client: Client) -> None:
    draft = make_draft()
    door(client, Role.POLICE_CSE)
    assert client.get(address("detail", draft.pk)).status_code == 404
    signed = make_signed(case=draft.case)
    assert client.get(address("detail", signed.pk)).status_code == 200


def with_health(case: Case, by: User) -> Screening:
    """A signed screening whose health indicators carry a canary and fired the rule."""
    draft = make_draft(case=case, by=by, tool="WM-REGIONAL-2015", answers=given("S08", "R05"))
    services.agree_rule(
        case.authority,
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=NOW.date(),
        by=person(Role.COORDINATOR),
        at=NOW,
    )
    answers = [
        services.AnswerGiven(one.indicator, one.windows, one.basis, f"{CANARY} {one.evidence}")
        for one in given("S08", "R05")
    ]
    services.save_answers(draft, answers=answers, completed_on=NOW.date(), by=by, at=NOW)
    services.choose_outcome(
        draft,
        level=RiskLevel.SERIOUS,
        rationale="Invented judgement.",
        difference_reason="Invented difference.",
        by=by,
        at=NOW,
    )
    return services.sign_screening(draft, by=by, at=NOW)


HEALTH_WORDS = (CANARY, "sexually transmitted", "terminations")


def test_health_indicators_are_shown_to_roles_with_health_detail(client: Client) -> None:
    screener = person(Role.SCREENER)
    signed = with_health(make_case(), screener)
    page = sign_in(client, screener).get(address("detail", signed.pk)).text
    assert all(word in page for word in (CANARY, "sexually transmitted infections"))
    assert ReadEvent.objects.latest("pk").data_class == "HEALTH"


@pytest.mark.parametrize("role", [Role.POLICE_CSE, Role.DIRECT_WORKER])
def test_no_role_without_health_detail_is_told_of_a_health_indicator(
    client: Client, role: Role
) -> None:
    case = make_case()
    signed = with_health(case, person(Role.SCREENER))
    place = agency("WMP" if role == Role.POLICE_CSE else "PHASE")
    allocate(case, agency=place, role=role, by=None, at=NOW)
    viewer = person(role)
    sign_in(client, viewer)
    page = client.get(address("detail", signed.pk)).text
    assert "Health indicators are not shown to your role." in page
    assert "Outcome: Serious" in page
    found = [word for word in HEALTH_WORDS if word.lower() in page.lower()]
    assert found == []
    case_file = client.get(reverse("desk:case_section", args=[case.pk, "screening"]))
    assert case_file.status_code == 200
    assert not any(word.lower() in case_file.text.lower() for word in HEALTH_WORDS)


def test_the_case_file_lists_the_screenings_a_viewer_may_read(client: Client) -> None:
    signed = make_signed(level=RiskLevel.AT_RISK)
    make_draft(case=signed.case, at=timezone.now())
    door(client, Role.COORDINATOR)
    page = client.get(reverse("desk:case_section", args=[signed.case_id, "screening"])).text
    assert "15 September 2015" in page
    assert "In progress" in page
    assert address("start", signed.case_id) in page


def test_the_section_is_hidden_from_roles_that_read_no_screening() -> None:
    analyst = viewer_of(person(Role.ANALYST))
    assert "screening" not in {section.name for section in sections_for(analyst)}


def test_a_start_page_offers_each_offered_form_once(client: Client) -> None:
    tool_version()
    page = door(client, Role.SCREENER).get(address("start", make_case().pk)).text
    assert page.count('type="radio"') == 4
