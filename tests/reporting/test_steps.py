"""The pages that draft, sign off and revise a return."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.roles import Role
from cases.models import RiskLevel
from core.models import Event
from reporting.models import Return, ReturnRequest
from tests.reporting.factories import at_risk, carry_out_all, draft, sign
from tests.reporting.pages import TYPED, as_role, text_of, url

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_analyst_drafts_a_return_and_reads_it(client: Client) -> None:
    at_risk(RiskLevel.SERIOUS)
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), TYPED, follow=True)
    assert "The return is being counted" in text_of(answer)
    asked = ReturnRequest.objects.get()
    carry_out_all()
    answer = client.get(url("request", asked.pk), follow=True)
    assert answer.redirect_chain == [(url("detail", Return.objects.get().pk), 302)]
    assert "those whose risk level is serious" in text_of(answer)
    assert "This period is not a standard quarter" in text_of(answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"end_year": "2014"}, "The last day must not be before the first day."),
        ({"end_day": "31", "end_month": "2"}, "Last day must be a real date"),
        ({"label": ""}, "Enter what the period is called"),
        ({"end_year": "2999"}, "The period must have ended before today."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: Client, changed: dict[str, str], said: str
) -> None:
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), {**TYPED, **changed})
    assert answer.status_code == 400
    assert said in text_of(answer)
    kept = {**TYPED, **changed}
    assert f'value="{kept["start_year"]}"' in answer.content.decode()


def test_a_signed_period_is_not_drafted_again(client: Client) -> None:
    sign(draft())
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), TYPED)
    assert "revise it with a reason" in text_of(answer)


def test_a_request_that_is_refused_says_why(client: Client) -> None:
    as_role(client, Role.ANALYST)
    client.post(url("draft"), TYPED)
    sign(draft())
    carry_out_all()
    answer = client.get(url("request", ReturnRequest.objects.get().pk))
    assert "The return was not drafted" in text_of(answer)
    assert "This period is signed off." in text_of(answer)
    assert "Not drafted" in text_of(client.get(url("list")))


def test_a_coordinator_signs_off_with_a_tick(client: Client) -> None:
    record = draft()
    signer = as_role(client, Role.COORDINATOR)
    answer = client.post(url("sign_off", record.pk))
    assert answer.status_code == 400
    assert "Tick that you have checked the figures" in text_of(answer)
    answer = client.post(url("sign_off", record.pk), {"checked": "on"}, follow=True)
    assert "The return is signed off and frozen." in text_of(answer)
    record.refresh_from_db()
    assert record.signed_by == signer
    answer = client.post(url("sign_off", record.pk), {"checked": "on"})
    assert answer.status_code == 409


def test_an_analyst_cannot_sign_off(client: Client) -> None:
    record = draft()
    as_role(client, Role.ANALYST)
    assert client.post(url("sign_off", record.pk), {"checked": "on"}).status_code == 403
    assert "Only the coordinator or team manager signs a return off." in text_of(
        client.get(url("detail", record.pk))
    )


def test_an_analyst_revises_a_signed_return_with_a_reason(client: Client) -> None:
    record = sign(draft())
    as_role(client, Role.ANALYST)
    assert client.post(url("revise", record.pk), {"because": " "}).status_code == 400
    client.post(url("revise", record.pk), {"because": "A late episode."})
    carry_out_all()
    answer = client.get(url("detail", record.revisions.get().pk))
    assert "A late episode." in text_of(answer)


def test_no_name_reaches_the_trail(client: Client) -> None:
    as_role(client, Role.ANALYST)
    client.post(url("draft"), {**TYPED, "label": "A label with Words"})
    assert "Words" not in str(list(Event.objects.values()))


ANYTHING = st.text(max_size=60) | st.sampled_from(["1", "31", "2015", "feb", "=1+1", "<b>", "\0"])


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TYPED, ANYTHING)))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_answered_without_failing(
    client: Client, typed: dict[str, str]
) -> None:
    if "_auth_user_id" not in client.session:
        as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), {**TYPED, **typed})
    assert answer.status_code in (302, 400)
