"""Asking for a return: answered once through the outbox; once a quarter by the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.models import JobRun
from core.refusals import Invalid
from reporting import services, tasks
from reporting.models import (
    Return,
    ReturnRequest,
)
from tests.agencies.factories import DUDLEY, SANDWELL, AgencyFactory, authority
from tests.reporting.factories import (
    AUTUMN,
    LATER,
    NOW,
    analyst,
    at_risk,
    carry_out_all,
    draft,
    sign,
    value,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_request_is_answered_once_through_the_outbox() -> None:
    at_risk()
    asked = services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)
    carry_out_all()
    asked.refresh_from_db()
    assert asked.answer is not None
    assert value(asked.answer, "M001") == 1
    again = services.answer_request(asked.pk, at=LATER)
    assert again.answered_at == asked.answered_at


def test_a_request_that_is_refused_keeps_the_sentence() -> None:
    asked = services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)
    sign(draft())
    carry_out_all()
    asked.refresh_from_db()
    assert asked.answer is None
    assert asked.refusal.startswith("This period is signed off.")


def test_a_signed_period_is_not_asked_for_again() -> None:
    sign(draft())
    with pytest.raises(Invalid, match="revise it with a reason"):
        services.request_return(authority(), period=AUTUMN, by=analyst(), at=NOW)


def test_a_revision_is_asked_for_and_built() -> None:
    signed = sign(draft())
    services.request_revision(signed, because="A date was wrong.", by=analyst(), at=LATER)
    carry_out_all()
    assert signed.revisions.get().because == "A date was wrong."


def test_last_quarter_is_asked_for_once_for_each_authority(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    AgencyFactory(authority=authority(SANDWELL))
    monkeypatch.setattr(tasks.timezone, "now", lambda: datetime(2016, 1, 1, 5, tzinfo=UTC))
    tasks.draft_last_quarter()
    tasks.draft_last_quarter()
    asked = ReturnRequest.objects.values_list("authority__ons_code", "label", "start_on", "end_on")
    quarter = ("Quarter 3", date(2015, 10, 1), date(2015, 12, 31))
    assert sorted(asked) == [(DUDLEY, *quarter), (SANDWELL, *quarter)]
    periods = sorted(JobRun.objects.values_list("period", flat=True))
    assert periods == [f"{code} 2015-10-01/2015-12-31" for code in (DUDLEY, SANDWELL)]
    carry_out_all()
    drafted = Return.objects.values_list("authority__ons_code", "standard_quarter")
    assert sorted(drafted) == [(DUDLEY, True), (SANDWELL, True)]
