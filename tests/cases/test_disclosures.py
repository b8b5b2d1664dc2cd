"""What was sent to another authority stands in the ledger, and opens nothing."""

from __future__ import annotations

import html
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import access
from agencies.models import Disclosure, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases import services
from cases.models import Case, CaseGrant, CasePersonGrant, CaseStatus, HandOver
from core.models import Event
from core.refusals import Invalid
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import HEARD, make_case

pytestmark = pytest.mark.django_db
LATER = HEARD + timedelta(days=30)
ELSEWHERE: dict[str, Any] = {"authority": None, "place": "Invented Borough"}


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def case() -> Case:
    made = make_case()
    Case.objects.filter(pk=made.pk).update(status=CaseStatus.MASE_CYCLE)
    return Case.objects.get(pk=made.pk)


def send(case: Case, by: User, **details: Any) -> HandOver:
    said = {"because": "The child moves.", "contact": "Pat Example", **ELSEWHERE, **details}
    return services.offer_to_authority(case, **said, by=by, at=LATER)


def read(client: Client, address: str) -> str:
    return html.unescape(client.get(address).text)


def access_page(case: Case) -> str:
    return reverse("desk:case_section", args=[case.pk, "access"])


def test_what_goes_outside_is_written_down_once(case: Case, coordinator: User) -> None:
    offer = send(case, coordinator)
    row = Disclosure.objects.get()
    assert (row.record_id, row.origin_id) == (case.pk, offer.pk)
    assert (row.recipient, row.contact) == ("Invented Borough", "Pat Example")
    assert (row.purpose, row.because) == (Share.Purpose.TRANSFER, "The child moves.")
    assert (row.at, row.by, row.sha256) == (LATER, coordinator, offer.packet_hash)
    assert row.items == [part["title"] for part in offer.packet if part["goes"]]
    assert "The child" in row.items
    assert Event.objects.filter(name="case.disclosed", case_id=case.pk).count() == 1


def test_it_opens_nothing(case: Case, coordinator: User) -> None:
    there = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    send(case, coordinator, authority=authority(SANDWELL), place="")
    assert Disclosure.objects.get().recipient == "Sandwell"
    assert not Share.objects.exists()
    assert not CaseGrant.objects.exists()
    assert not CasePersonGrant.objects.exists()
    assert not access.can(there, Permission.CASE_VIEW, case)


def test_an_offer_inside_the_partnership_discloses_nothing(case: Case, coordinator: User) -> None:
    UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("CSC"))
    services.offer_to_team(
        case,
        agency=agency("CSC"),
        role=Role.SOCIAL_WORKER,
        because="They know the family.",
        by=coordinator,
        at=LATER,
    )
    assert not Disclosure.objects.exists()


def test_a_refused_offer_discloses_nothing(case: Case, coordinator: User) -> None:
    with pytest.raises(Invalid):
        send(case, coordinator, contact=" ")
    assert not Disclosure.objects.exists()


def test_a_disclosure_has_its_reason(case: Case, coordinator: User) -> None:
    with pytest.raises(Invalid, match="Say why"):
        access.disclose(
            case,
            recipient="Invented Borough",
            items=["The child"],
            sha256="0" * 64,
            origin=case,
            purpose=Share.Purpose.TRANSFER,
            because=" ",
            by=coordinator,
            at=LATER,
        )


def test_it_stands_in_the_ledger_and_under_who_can_see_the_case(
    client: Client, case: Case, coordinator: User
) -> None:
    offer = send(case, coordinator)
    page = read(sign_in(client, coordinator), access_page(case))
    assert page.count("Invented Borough (Pat Example)") >= 2
    assert "Was sent the packet of" in page
    assert "What went: The child, The risk" in page
    assert "Waits for an answer" in page
    assert reverse("cases:hand_over", args=[offer.pk]) in page


@pytest.mark.parametrize("back", ["declined", "taken back"])
def test_what_went_stays_in_the_ledger_when_nobody_took_the_case(
    client: Client, case: Case, coordinator: User, back: str
) -> None:
    offer = send(case, coordinator)
    if back == "declined":
        services.decline_hand_over(offer, answer="No.", name="Pat", by=coordinator, at=LATER)
    else:
        services.take_back_hand_over(offer, because="Stays.", by=coordinator, at=LATER)
    page = read(sign_in(client, coordinator), access_page(case))
    assert "What went: The child" in page
    assert back.capitalize() in page


def test_an_acceptance_is_said_beside_it(client: Client, case: Case, coordinator: User) -> None:
    offer = send(case, coordinator)
    services.accept_hand_over(offer, name="Pat Example", by=coordinator, at=LATER)
    assert ". Accepted" in read(sign_in(client, coordinator), access_page(case))


def test_it_cannot_be_ended(client: Client, case: Case, coordinator: User) -> None:
    send(case, coordinator)
    sign_in(client, coordinator)
    page = read(client, reverse("cases:share", args=[case.pk]))
    assert "Invented Borough (Pat Example)" in page
    ending = reverse("cases:share_end", args=[Disclosure.objects.get().pk])
    assert ending not in page
    assert client.post(ending).status_code == 404


def test_nobody_changes_or_deletes_it(case: Case, coordinator: User) -> None:
    send(case, coordinator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.update(recipient="Nobody")
    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.all().delete()


def test_the_ledger_tells_apart_shared_not_shared_ended_and_sent(
    client: Client, case: Case, coordinator: User
) -> None:
    why: dict[str, Any] = {
        "agency": agency("DUE"),
        "role": Role.LICENSING,
        "purpose": Share.Purpose.PROTECT_CHILD,
        "by": coordinator,
        "at": LATER,
    }
    access.decline_to_share(case, because="Not needed.", **why)
    page = read(sign_in(client, coordinator), access_page(case))
    assert "Not shared" in page
    assert "Ended" not in page
    row = access.share(case, because="Premises.", **why)
    access.end_share(case, row, at=LATER)
    send(case, coordinator)
    page = read(client, access_page(case))
    assert "Ended" in page
    assert "Sent" in page


def test_many_disclosures_take_no_more_questions(
    client: Client, case: Case, coordinator: User
) -> None:
    sign_in(client, coordinator)
    send(case, coordinator)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(access_page(case))
        return len(asked)

    questions()
    one = questions()
    for _ in range(9):
        services.take_back_hand_over(
            HandOver.objects.get(status="OFFERED"), because="Stays.", by=coordinator, at=LATER
        )
        send(Case.objects.get(pk=case.pk), coordinator)
    assert Disclosure.objects.count() == 10
    assert questions() <= one


def test_what_was_sent_before_the_ledger_is_taken_into_it(case: Case, coordinator: User) -> None:
    offer = send(case, coordinator)
    late = HandOver.objects.get(pk=offer.pk)
    late.pk, late.reference, late.status = None, "HO-TEST-OLD1", "DECLINED"
    late.answered_at, late.answer, late._state.adding = LATER, "No.", True
    late.save()
    with connection.cursor() as cursor:
        cursor.execute(import_module("cases.migrations.0009_disclosures").SENT_BEFORE)
    assert Disclosure.objects.count() == 2
    fields = ("record_kind", "record_id", "recipient", "contact", "purpose", "because", "items")
    also = ("sha256", "origin_kind", "at", "by")
    new, old = (
        Disclosure.objects.values_list(*fields, *also).get(origin_id=one)
        for one in (offer.pk, late.pk)
    )
    assert new == old
