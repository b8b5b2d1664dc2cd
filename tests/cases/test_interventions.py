"""Interventions: offered, answered, begun, attended, ended; and what a provider sees of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import access
from agencies.models import Agency, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import Attendance, EndReason, Intervention, Session
from cases.selectors.interventions import movement_in_words
from cases.services import (
    answer_offer,
    close_case,
    end_intervention,
    move_case,
    record_first_contact,
    record_session,
)
from core.models import Event, ReadEvent
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import (
    HEARD,
    accepted_intervention,
    hear,
    make_case,
    make_intervention,
    make_plan,
)

pytestmark = pytest.mark.django_db
NOW = HEARD + timedelta(days=10)
OFFERED, ACCEPTED, BEGUN = date(2015, 9, 15), date(2015, 9, 16), date(2015, 9, 18)


def begun(**details: Any) -> Intervention:
    return record_first_contact(
        accepted_intervention(**details), on=BEGUN, safe="4", by=None, at=NOW
    )


def attended(row: Intervention, on: date, how: str = "ATTENDED") -> Session:
    return record_session(row, on=on, attendance=Attendance(how), note="Came.", by=None, at=NOW)


def test_an_intervention_goes_from_the_offer_to_the_end() -> None:
    row = begun()
    attended(row, BEGUN)
    attended(row, date(2015, 9, 22), "MISSED")
    ended = end_intervention(
        row, on=date(2015, 9, 25), reason=EndReason.COMPLETED, safe="7", by=None, at=NOW
    )
    ended.refresh_from_db()
    assert (ended.status, ended.safe_at_start, ended.safe_at_end) == ("ENDED", "4", "7")
    names = Event.objects.filter(record_id=row.pk).order_by("id").values_list("name", flat=True)
    assert list(names) == [
        "intervention.offered",
        "intervention.accepted",
        "intervention.begun",
        "intervention.session",
        "intervention.session",
        "intervention.ended",
    ]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("", "", ""),
        ("4", "", "4 at the start, not yet asked at the end"),
        ("4", "7", "4 at the start, 7 at the end: 3 safer"),
        ("7", "0", "7 at the start, 0 at the end: 7 less safe"),
        ("5", "5", "5 at the start, 5 at the end: no change"),
        ("REFUSED", "10", "would not say at the start, 10 at the end"),
        ("NOT_ASKED", "REFUSED", "not asked at the start, would not say at the end"),
    ],
)
def test_feeling_safe_is_shown_as_movement_and_never_guessed(
    start: str, end: str, said: str
) -> None:
    assert movement_in_words(start, end) == said


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"offered_by_name": ""}, "offered_by_name"),
        ({"offered_on": date(2015, 9, 17)}, "offered_on"),
    ],
)
def test_offer_intervention_refuses_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_intervention(**wrong)
    assert refused.value.field == field
    assert not Intervention.objects.exists()


def test_a_provider_offers_a_kind_once_at_a_time_and_again_afterwards() -> None:
    first = make_intervention()
    with pytest.raises(Invalid, match="has offered this already"):
        make_intervention(first.case)
    answer_offer(
        first,
        accepted=False,
        answered_on=ACCEPTED,
        answered_by="NOBODY",  # type: ignore[arg-type]
        because="No answer to three letters.",
        by=None,
        at=NOW,
    )
    assert make_intervention(first.case).status == "OFFERED"


def test_a_closed_case_is_offered_nothing() -> None:
    case = make_case()
    move_case(case, to="OUTCOME_SET", by=None, at=HEARD)  # type: ignore[arg-type]
    close_case(case, reason="RISK_REDUCED", by=None, at=HEARD)
    with pytest.raises(NotNow, match="closed"):
        make_intervention(case)


def answered(row: Intervention, **more: Any) -> Intervention:
    said: dict[str, Any] = {
        "accepted": True,
        "answered_on": ACCEPTED,
        "answered_by": "CHILD",
        "by": None,
        "at": NOW,
        **more,
    }
    return answer_offer(row, **said)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answered_on": date(2015, 9, 14)}, "answered_on"),
        ({"answered_on": date(2015, 12, 1)}, "answered_on"),
        ({"answered_by": "NOBODY"}, "answered_by"),
        ({"accepted": False, "because": " "}, "because"),
    ],
)
def test_answer_offer_refuses_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    row = make_intervention()
    with pytest.raises(Invalid) as refused:
        answered(row, **wrong)
    assert refused.value.field == field
    row.refresh_from_db()
    assert row.status == "OFFERED"


def test_a_declined_offer_takes_no_session_and_is_not_answered_again() -> None:
    row = answered(make_intervention(), accepted=False, because="Not now.")
    with pytest.raises(NotNow, match="answered already"):
        answered(row)
    for step in (
        lambda: record_first_contact(row, on=BEGUN, safe="4", by=None, at=NOW),
        lambda: attended(row, BEGUN),
        lambda: end_intervention(
            row, on=BEGUN, reason=EndReason.COMPLETED, safe="4", by=None, at=NOW
        ),
    ):
        with pytest.raises(NotNow):
            step()


def test_first_contact_follows_the_offer_and_asks_how_safe_the_child_feels() -> None:
    row = accepted_intervention()
    for wrong, field in (
        ({"on": date(2015, 9, 14), "safe": "4"}, "on"),
        ({"on": date(2015, 12, 1), "safe": "4"}, "on"),
        ({"on": BEGUN, "safe": ""}, "safe"),
        ({"on": BEGUN, "safe": "11"}, "safe"),
    ):
        with pytest.raises(Invalid) as refused:
            record_first_contact(row, by=None, at=NOW, **wrong)  # type: ignore[arg-type]
        assert refused.value.field == field
    record_first_contact(row, on=BEGUN, safe="NOT_ASKED", by=None, at=NOW)
    with pytest.raises(NotNow, match="recorded already"):
        record_first_contact(row, on=BEGUN, safe="4", by=None, at=NOW)


def test_a_session_comes_after_first_contact_and_once_a_day() -> None:
    row = accepted_intervention()
    with pytest.raises(NotNow, match="first contact before"):
        attended(row, BEGUN)
    record_first_contact(row, on=BEGUN, safe="4", by=None, at=NOW)
    for wrong in (OFFERED, BEGUN - timedelta(days=1), date(2015, 12, 1)):
        with pytest.raises(Invalid):
            attended(row, wrong)
    attended(row, BEGUN)
    with pytest.raises(Invalid, match="on this day is recorded already"):
        attended(row, BEGUN)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2015, 9, 17)}, "on"),
        ({"on": date(2015, 9, 21)}, "on"),
        ({"on": date(2015, 12, 1)}, "on"),
        ({"safe": "perhaps"}, "safe"),
        ({"reason": EndReason.NOT_STARTED}, "reason"),
    ],
)
def test_end_intervention_refuses_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    row = begun()
    attended(row, date(2015, 9, 22))
    said: dict[str, Any] = {"on": date(2015, 9, 25), "reason": EndReason.COMPLETED, "safe": "7"}
    with pytest.raises(Invalid) as refused:
        end_intervention(row, by=None, at=NOW, **{**said, **wrong})
    assert refused.value.field == field


def test_work_that_never_began_ends_for_that_reason_only() -> None:
    row = accepted_intervention()
    said: dict[str, Any] = {"on": BEGUN, "safe": "NOT_ASKED", "by": None, "at": NOW}
    with pytest.raises(Invalid, match="never began"):
        end_intervention(row, reason=EndReason.COMPLETED, **said)
    assert end_intervention(row, reason=EndReason.NOT_STARTED, **said).status == "ENDED"


def test_the_database_holds_the_order_of_days() -> None:
    row = begun()
    for wrong in (
        {"first_contact_on": date(2015, 9, 14)},
        {"answered_on": None},
        {"answered_on": date(2015, 9, 14)},
        {"status": "ENDED"},
        {"status": "ENDED", "end_reason": "MOVED", "ended_on": date(2015, 9, 17)},
        {"status": "DECLINED"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Intervention.objects.filter(pk=row.pk).update(**wrong)


def worker_of(code: str, **more: Any) -> User:
    return UserFactory(role=Role.DIRECT_WORKER, role__agency=agency(code), **more)


def test_the_provider_sees_the_intervention_and_nothing_of_the_file() -> None:
    row = begun()
    case = row.case
    hear(case, words="Said in trust.")
    plan = make_plan(case)
    client = sign_in(Client(), worker_of("PHASE"))
    page = client.get(f"/cases/interventions/{row.pk}/").text
    assert "An invented purpose." in page
    for kept_back in (case.reference, f"/cases/{case.pk}/", "Said in trust.", plan.aim):
        assert kept_back not in page
    for address in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/interventions/",
        f"/cases/{case.pk}/voice/",
        f"/cases/{case.pk}/plan/",
        f"/cases/{case.pk}/timeline/",
        f"/children/{case.child_id}/",
    ):
        assert client.get(address).status_code == 404, address
    assert case.child.full_name in client.get("/cases/interventions/").text


def test_a_share_opens_the_file_and_only_the_share_does() -> None:
    row = begun()
    worker = worker_of("PHASE")
    client = sign_in(Client(), worker)
    assert client.get(f"/cases/{row.case_id}/interventions/").status_code == 404
    share = access.share(
        row.case,
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Weekly work.",
        by=None,
        at=HEARD,
    )
    assert client.get(f"/cases/{row.case_id}/interventions/").status_code == 200
    access.end_share(row.case, share, at=HEARD)
    assert client.get(f"/cases/{row.case_id}/interventions/").status_code == 404
    assert client.get(f"/cases/interventions/{row.pk}/").status_code == 200


@pytest.mark.parametrize("where", ["another agency", "another authority", "another role"])
def test_only_the_providers_own_workers_of_the_authority_see_it(where: str) -> None:
    barnardos = agency("BARNARDOS")
    row = make_intervention(provider=barnardos)
    here = UserFactory(role=Role.DIRECT_WORKER, role__agency=barnardos)
    assert access.can(here, Permission.INTERVENTION_VIEW, row)
    stranger = {
        "another agency": lambda: worker_of("STREETS"),
        "another authority": lambda: UserFactory(
            role=Role.DIRECT_WORKER, role__agency=barnardos, role__serving=authority(SANDWELL)
        ),
        "another role": lambda: UserFactory(role=Role.REFERRER, role__agency=barnardos),
    }[where]()
    assert not access.can(stranger, Permission.INTERVENTION_VIEW, row)
    with pytest.raises((OutOfReach, NotAllowed)):
        answered(row, by=stranger)


def test_a_reader_of_the_case_does_not_record_the_work_of_another_provider() -> None:
    row = make_intervention(provider=agency("STREETS"))
    access.share(
        row.case,
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Weekly work.",
        by=None,
        at=HEARD,
    )
    with pytest.raises(NotAllowed, match="Only the provider"):
        answered(row, by=worker_of("PHASE"))
    assert answered(row, by=worker_of("STREETS")).status == "ACCEPTED"


@pytest.fixture
def today() -> Any:
    with time_machine.travel(datetime(2015, 9, 26, 10, tzinfo=UTC), tick=False):
        yield


def day(name: str, on: date) -> dict[str, str]:
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def test_an_offer_is_recorded_on_its_page_and_shown_to_the_provider(today: Any) -> None:
    case = make_case()
    client = sign_in(Client(), UserFactory(role=Role.COORDINATOR))
    sent = {
        "provider": str(agency("PHASE").pk),
        "kind": "DIRECT",
        "purpose": "To be with her.",
        "offered_by_name": "Invented Worker",
        **day("offered_on", OFFERED),
    }
    address = f"/cases/{case.pk}/offer"
    wrong = client.post(address, {**sent, "provider": "", "kind": "MAGIC"})
    assert wrong.status_code == 400
    assert "To be with her." in wrong.text
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 400
    assert "To be with her." in client.get(f"/cases/{case.pk}/interventions/").text
    provider = sign_in(Client(), worker_of("PHASE"))
    assert case.child.full_name in provider.get("/cases/interventions/").text
    assert "/cases/interventions/" in provider.get("/").text


def test_the_provider_records_the_work_step_by_step(today: Any) -> None:
    row = make_intervention()
    client = sign_in(Client(), worker_of("PHASE"))
    here = f"/cases/interventions/{row.pk}"

    def sent(step: str, **said: str) -> int:
        return client.post(f"{here}/{step}", said).status_code

    assert sent("session", attendance="ATTENDED", **day("on", BEGUN)) == 409
    declined = {"accepted": "NO", "answered_by": "CHILD", **day("answered_on", ACCEPTED)}
    assert sent("answer", **declined) == 400
    assert sent("answer", **{**declined, "accepted": "YES"}) == 302
    assert sent("first-contact", safe="4", **day("on", date(2015, 9, 14))) == 400
    assert sent("first-contact", safe="4", **day("on", BEGUN)) == 302
    assert sent("session", attendance="ATTENDED", note="Talked.", **day("on", BEGUN)) == 302
    early = client.post(
        f"{here}/end",
        {"reason": "COMPLETED", "safe": "7", "note": "Kept.", **day("on", OFFERED)},
    )
    assert early.status_code == 400
    assert "must not be before first contact on 18 September 2015" in early.text
    assert "Kept." in early.text
    assert sent("end", reason="COMPLETED", safe="7", **day("on", date(2015, 9, 25))) == 302
    page = client.get(f"{here}/").text
    for said in ("Talked.", "4 at the start, 7 at the end: 3 safer", "The work was completed"):
        assert said in page
    assert "Record a session" not in page


def test_reading_an_intervention_and_the_list_leave_a_read_event() -> None:
    row = make_intervention()
    client = sign_in(Client(), worker_of("PHASE"))
    for address, action in (("", "LIST"), (f"{row.pk}/", "VIEW")):
        client.get(f"/cases/interventions/{address}")
        seen = ReadEvent.objects.latest("pk")
        assert (seen.action, seen.record_kind) == (action, "cases.intervention")
        assert (seen.record_ids, seen.subject_ids) == ([row.pk], [row.case.child_id])


@pytest.mark.parametrize("where", ["list", "section"])
def test_a_list_asks_as_many_questions_for_a_thousand_rows_as_for_ten(where: str) -> None:
    case = make_case()
    client = sign_in(Client(), UserFactory(role=Role.COORDINATOR))
    address = "/cases/interventions/" if where == "list" else f"/cases/{case.pk}/interventions/"
    client.get(address)
    asked = []
    for start, stop in ((0, 10), (10, 1000)):
        agencies = Agency.objects.bulk_create(
            Agency(code=f"PROVIDER_{number}", name=f"Provider {number}", sector="OTHER")
            for number in range(start, stop)
        )
        rows = Intervention.objects.bulk_create(
            Intervention(
                case=case,
                provider=provider,
                kind="DIRECT",
                purpose="Invented.",
                offered_on=OFFERED,
                offered_by_name="Invented",
                recorded_at=NOW,
            )
            for provider in agencies
        )
        Session.objects.bulk_create(
            Session(intervention=row, on=BEGUN, attendance="ATTENDED", recorded_at=NOW)
            for row in rows
        )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
