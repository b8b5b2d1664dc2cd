"""Who has looked at a child: for governance alone, within the authority, and itself noted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies import services as agency_services
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from children.models import Child
from core import audit
from core.audit import Action, Viewed
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import LONG_AGO, SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def governance(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.CALDICOTT_IG))


def look(user: User | None, case: Case, **more: Any) -> ReadEvent:
    viewed = Viewed("cases.case", (case.pk,), (case.child_id,), **more)
    event = audit.note(viewed, by=user.pk if user else None, session="", route="")  # type: ignore[arg-type]
    return event


def log_of(case: Case, query: str = "") -> str:
    return reverse("desk:seen_by", args=[case.child_id]) + query


def test_the_log_names_who_looked_when_and_at_what(governance: Client) -> None:
    case, reader = make_case(), UserFactory(role=Role.SCREENER)
    look(reader, case, action=Action.PRINT, reason="Strategy meeting")
    text = governance.get(log_of(case)).text
    said = (case.child.full_name, reader.name, "CSE team screener, Dudley CSE team")
    for words in (*said, "Printed", "Case", "Strategy meeting"):
        assert words in text


def test_looking_at_the_log_is_in_the_log(governance: Client) -> None:
    case = make_case()
    assert "Nobody has looked at this child" in governance.get(log_of(case)).text
    assert "Nobody has looked at this child" not in governance.get(log_of(case)).text
    noted = ReadEvent.objects.filter(record_kind="core.readevent")
    assert [event.subject_ids for event in noted] == [[case.child_id]] * 2


def test_the_log_of_another_child_is_not_shown(governance: Client) -> None:
    case, other, reader = make_case(), make_case(), UserFactory()
    look(reader, other)
    assert reader.name not in governance.get(log_of(case)).text
    assert reader.name in governance.get(log_of(other)).text


def test_a_merged_child_has_one_log(governance: Client) -> None:
    case, same, reader = make_case(), make_case(), UserFactory()
    Child.objects.filter(pk=same.child_id).update(identity=case.child.identity)
    look(reader, same)
    assert reader.name in governance.get(log_of(case)).text


def test_a_kind_of_record_that_is_no_more_is_still_a_line(governance: Client) -> None:
    case = make_case()
    viewed = Viewed("gone.away", (case.pk, case.pk), (case.child_id,))
    audit.note(viewed, by=case.pk, session="", route="")
    assert "2 records" in governance.get(log_of(case)).text


def test_one_person_can_be_picked_out(governance: Client) -> None:
    case, one, two = make_case(), UserFactory(), UserFactory()
    look(one, case)
    look(two, case)
    text = governance.get(log_of(case, f"?by={one.pk}")).text
    assert f"Only what {one.name} looked at" in text
    assert two.name not in text


@pytest.mark.parametrize("query", ["?by=", f"?by={NOBODY}"])
def test_nobody_looked_at_nothing(governance: Client, query: str) -> None:
    assert governance.get(log_of(make_case(), query)).status_code == 200


@pytest.mark.parametrize("query", ["?by=x", "?from=%00", "?from=e30"])
def test_nonsense_in_the_address_is_refused(governance: Client, query: str) -> None:
    assert governance.get(log_of(make_case(), query)).status_code == 400


def test_older_looks_are_on_the_next_page(governance: Client) -> None:
    case, first = make_case(), UserFactory()
    look(first, case)
    for _ in range(50):
        look(None, case)
    page = governance.get(log_of(case)).context["page"]
    assert first.name not in {line.who for line in page.looks.lines}
    older = governance.get(page.looks.next_url).context["page"].looks
    assert first.name in {line.who for line in older.lines}
    assert older.previous_url


def test_the_number_of_queries_does_not_grow(
    governance: Client, django_assert_max_num_queries: Any
) -> None:
    case, readers = make_case(), UserFactory.create_batch(5)
    for reader in readers * 10:
        look(reader, case)
    governance.get(log_of(case))
    with django_assert_max_num_queries(20) as few:
        governance.get(log_of(case))
    many = [reader.pk for reader in readers]
    ReadEvent.objects.bulk_create(
        ReadEvent(
            by_id=many[number % 5],
            action=Action.VIEW,
            record_kind="cases.case",
            record_ids=[case.pk],
            subject_ids=[case.child_id],
        )
        for number in range(1000)
    )
    with django_assert_max_num_queries(len(few)):
        governance.get(log_of(case))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SCREENER, Role.SYS_ADMIN])
def test_others_are_told_that_the_log_is_not_theirs(client: Client, role: Role) -> None:
    sign_in(client, UserFactory(role=role))
    assert client.get(log_of(make_case())).status_code == 403
    assert client.get(reverse("desk:access_log")).status_code == 403


def test_the_log_of_a_child_elsewhere_is_not_found(governance: Client) -> None:
    here, there = make_case(), make_case(where=authority(SANDWELL))
    assert governance.get(log_of(there)).status_code == 404
    text = governance.get(reverse("desk:access_log")).text
    assert here.reference in text
    assert there.reference not in text


def test_a_restricted_child_is_found_by_the_named_alone(governance: Client) -> None:
    case, named = make_case(), UserFactory(role=Role.AUDITOR)
    agency_services.restrict(case.child_id, to=[named], because="x", by=None, at=LONG_AGO)
    assert governance.get(log_of(case)).status_code == 404
    assert case.reference not in governance.get(reverse("desk:access_log")).text
    assert sign_in(Client(), named).get(log_of(case)).status_code == 200


def test_the_index_finds_a_case_by_its_reference(governance: Client) -> None:
    case, other = make_case(), make_case()
    text = governance.get(reverse("desk:access_log"), {"reference": case.reference.lower()}).text
    assert case.child.full_name in text
    assert other.reference not in text
    assert log_of(case) in text
    none = governance.get(reverse("desk:access_log"), {"reference": "<b>'"})
    assert "No case has this reference" in none.text


def test_the_index_is_noted_with_the_cases_it_shows(governance: Client) -> None:
    case = make_case()
    governance.get(reverse("desk:access_log"))
    event = ReadEvent.objects.get(action=Action.LIST)
    assert (event.record_ids, event.subject_ids) == ([case.pk], [case.child_id])


def test_the_case_file_links_to_the_log_for_those_who_may_read_it(client: Client) -> None:
    case = make_case()
    auditor, coordinator = UserFactory(role=Role.AUDITOR), UserFactory(role=Role.COORDINATOR)
    agency_services.appoint(
        coordinator,
        agency=agency("CSC"),
        role=Role.AUDITOR,
        from_on=LONG_AGO.date(),
        by=None,
        at=LONG_AGO,
    )
    sign_in(client, coordinator)
    assert log_of(case) in client.get(reverse("desk:case", args=[case.pk])).text
    plain = sign_in(Client(), UserFactory(role=Role.COORDINATOR))
    assert "Who has seen this record" not in plain.get(reverse("desk:case", args=[case.pk])).text
    assert sign_in(Client(), auditor).get(log_of(case)).status_code == 200


def test_my_own_looks_are_shown_to_me_without_names(client: Client) -> None:
    case, me = make_case(), UserFactory(role=Role.COORDINATOR)
    look(UserFactory(), case, reason="Of somebody else")
    sign_in(client, me)
    own = reverse("desk:own_activity")
    assert "You have looked at no records yet" in client.get(own).text
    client.get(reverse("desk:case", args=[case.pk]))
    text = client.get(own).text
    assert "Opened" in text
    assert "Of somebody else" not in text
    assert case.child.family_name not in text
    assert case.reference not in text
