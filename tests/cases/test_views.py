"""The doors of a case: allocation, sharing, step up, closing, and who can see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from agencies import services as agencies
from agencies.models import Share, User
from agencies.roles import Role
from cases.models import Allocation, Case, CaseStatus, RiskLevel
from cases.services import move_case
from core.workflow import history
from duties.models import Clock
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import hear, make_case
from tests.duties.factories import open_duty_of
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Invented Coordinator")
    sign_in(client, user)
    return user


@pytest.fixture
def worker() -> User:
    return UserFactory(role=Role.SOCIAL_WORKER, name="Invented Worker")


@pytest.fixture
def case() -> Case:
    return make_case()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_case_is_given_to_a_person_and_taken_back(
    client: Client, coordinator: User, worker: User, case: Case
) -> None:
    csc = agency("CSC")
    to = f"{csc.pk}:SOCIAL_WORKER:{worker.pk}"
    assert client.post(f"/cases/{case.pk}/allocate", {"to": to}).status_code == 302
    row = Allocation.objects.get()
    assert (row.user, row.agency, row.by) == (worker, csc, coordinator)
    page = text(client.get(f"/cases/{case.pk}/allocate"))
    assert "Invented Worker, Social worker" in page
    assert client.post(f"/cases/allocations/{row.pk}/end").status_code == 302
    row.refresh_from_db()
    assert row.until_at
    assert client.post(f"/cases/allocations/{row.pk}/end").status_code == 404


def test_a_case_is_given_to_a_team(
    client: Client, coordinator: User, worker: User, case: Case
) -> None:
    client.post(f"/cases/{case.pk}/allocate", {"to": f"{agency('CSC').pk}:SOCIAL_WORKER"})
    assert Allocation.objects.get().user is None


@pytest.mark.parametrize("to", ["", "nobody", "a:b:c"])
def test_an_allocation_to_nobody_is_refused_with_a_sentence(
    client: Client, coordinator: User, case: Case, to: str
) -> None:
    page = client.post(f"/cases/{case.pk}/allocate", {"to": to})
    assert page.status_code == 400
    assert "There is a problem" in text(page)
    assert not Allocation.objects.exists()


def share(client: Client, case: Case, **more: str) -> Any:
    said = {
        "to": f"{agency('CSC').pk}:SOCIAL_WORKER",
        "purpose": "PROTECT_CHILD",
        "because": "They hold the history.",
        **more,
    }
    return client.post(f"/cases/{case.pk}/share", said)


def test_a_share_opens_the_file_and_stands_in_the_ledger(
    client: Client, coordinator: User, worker: User, case: Case
) -> None:
    assert share(client, case).status_code == 302
    assert "They hold the history." in text(client.get(f"/cases/{case.pk}/share"))
    assert sign_in(Client(), worker).get(f"/cases/{case.pk}/").status_code == 200
    row = Share.objects.get()
    assert client.post(f"/cases/shares/{row.pk}/end").status_code == 302
    assert sign_in(Client(), worker).get(f"/cases/{case.pk}/").status_code == 404
    assert "They hold the history." in text(client.get(f"/cases/{case.pk}/share"))


def test_a_share_without_a_reason_or_into_the_past_keeps_what_was_typed(
    client: Client, coordinator: User, worker: User, case: Case
) -> None:
    assert "There is a problem" in text(share(client, case, because=" "))
    past = {"until_on_day": "1", "until_on_month": "1", "until_on_year": "2020"}
    page = text(share(client, case, **past))
    assert "must be on or after" in page
    assert "They hold the history." in page
    assert not Share.objects.exists()


def test_step_up_takes_one_action_and_a_reason(
    client: Client, coordinator: User, case: Case
) -> None:
    address = f"/cases/{case.pk}/step-up"
    assert "There is a problem" in text(client.post(address, {"because": ""}))
    assert client.post(address, {"because": "Section 47."}).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.WITH_SOCIAL_CARE
    step = history(case).last()
    assert step
    assert (step.because, step.by_id) == ("Section 47.", coordinator.pk)
    again = client.post(address, {"because": "Section 47."})
    assert again.status_code == 409
    assert "lead this case already" in text(again)


def test_a_case_that_owes_something_lists_it_and_does_not_close(
    client: Client, coordinator: User, case: Case
) -> None:
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    open_duty_of(case, Clock.COUNTERSIGN, starts_at=NOW)
    page = text(client.get(f"/cases/{case.pk}/close"))
    assert "Countersign the screening" in page
    assert "8 of 8 still to do" not in page
    refused = client.post(f"/cases/{case.pk}/close", {"reason": "RISK_REDUCED"})
    assert refused.status_code == 400
    assert "Still to do for this reason" in text(refused)
    assert "Nothing is owed, or it is handed over by name" in text(refused)


def test_a_case_that_owes_nothing_closes_with_its_reason(
    client: Client, coordinator: User, case: Case
) -> None:
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    address = f"/cases/{case.pk}/close"
    assert "There is a problem" in text(client.post(address, {"reason": "BECAUSE"}))
    for step in ("agreed", "told", "retention"):
        today = {"on_day": "4", "on_month": "1", "on_year": "2026", "words": "Invented."}
        assert client.get(f"{address}/{step}").status_code == 200
        assert client.post(f"{address}/{step}", today)["Location"] == address
    hear(case)
    assert client.get(f"{address}/nothing").status_code == 404
    assert client.post(address, {"reason": "NOT_CSE", "because": "Bullying."}).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.CLOSED


def test_a_case_is_moved_stepped_down_and_opened_again_on_pages(
    client: Client, coordinator: User, case: Case
) -> None:
    make_signed(case=case, level=RiskLevel.AT_RISK)
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.OUTCOME_SET)
    move = f"/cases/{case.pk}/move"
    assert client.post(move, {"to": "CLOSED", "because": "x"}).status_code == 400
    assert client.post(move, {"to": "CSE_TEAM_MANAGED", "because": "Taken on."}).status_code == 302
    assert "Which agency accepted the child?" in text(client.get(f"/cases/{case.pk}/step-down"))
    said = {"agency": str(agency("PHASE").pk), "accepted_by_name": "Invented", "because": "x"}
    day = {"accepted_on_day": "4", "accepted_on_month": "1", "accepted_on_year": "2026"}
    assert client.post(f"/cases/{case.pk}/step-down", {**said, **day}).status_code == 302
    shut = text(client.get(f"/cases/{case.pk}/step-down"))
    assert "A case cannot step down while it is “Stepped down”" in shut
    assert 'name="agency"' not in shut
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=NOW)
    case.spells.update(closed_at=NOW)
    assert "Open the case again" in text(client.get(f"/cases/{case.pk}/"))
    assert client.post(f"/cases/{case.pk}/reopen", {"because": "Seen again."}).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.SCREENING


def test_the_access_page_says_who_sees_the_case_and_why(
    client: Client, coordinator: User, worker: User, case: Case
) -> None:
    share(client, case)
    agencies.restrict(case.child_id, to=[coordinator], because="x", by=None, at=NOW)
    page = text(client.get(f"/cases/{case.pk}/access/"))
    assert "Invented Coordinator, CSE coordinator" in page
    assert "Serves the whole of Dudley" in page
    assert "Shared: Protect the child" in page
    assert "Restricted record" in page


def test_the_overview_shows_the_steps_open_to_the_reader(
    client: Client, coordinator: User, case: Case
) -> None:
    page = text(client.get(f"/cases/{case.pk}/"))
    assert f"/cases/{case.pk}/allocate" in page
    assert "A case cannot close while it is" in page


def test_who_may_not_allocate_sees_the_sentence_and_no_link(client: Client, case: Case) -> None:
    screener = UserFactory(role=Role.SCREENER)
    Allocation.objects.create(case=case, agency=agency("CSE_TEAM"), role=Role.SCREENER, from_at=NOW)
    sign_in(client, screener)
    page = text(client.get(f"/cases/{case.pk}/"))
    assert "Only a coordinator or team manager allocates or shares a case." in page
    assert f"/cases/{case.pk}/allocate" not in page
    assert client.get(f"/cases/{case.pk}/access/").status_code == 404
