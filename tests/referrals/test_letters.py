"""The letter to the referrer says what the portal says to the referrer, and no more."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from agencies.services import exclude, restrict
from cases.models import RiskLevel
from cases.services import set_level, write_case_letter
from cases.services.letters import CHANGED
from core.refusals import Invalid, NotAllowed, OutOfReach
from documents.models import Letter
from referrals import services
from referrals.models import Disagreement, Referral
from referrals.selectors.letters import NOBODY
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.referrals.factories import LATER, make_accepted, make_again, make_recorded

pytestmark = pytest.mark.django_db
OUTCOME = "Thank you. The team works with the family now."


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def told(referral: Referral | None = None, *, text: str = OUTCOME) -> Referral:
    one = referral or make_accepted()
    services.note_screened(one.case_id, outcome_set=True, by=None, at=LATER)
    one.refresh_from_db()
    return services.tell_outcome(one, text=text, by=UserFactory(role=Role.SCREENER), at=LATER)


def accepted_by_telephone(**contact: Any) -> Referral:
    referral = make_recorded(**contact)
    services.accept_referral(referral, by=UserFactory(role=Role.SCREENER), at=LATER)
    return referral


def write(referral: Referral, by: User, **details: Any) -> Letter:
    assert referral.case
    return write_case_letter(referral.case, "referrer", of=referral.pk, by=by, at=LATER, **details)


def preview_of(referral: Referral) -> str:
    return reverse("cases:letter", args=[referral.case_id, "referrer", referral.pk])


def choosing(referral: Referral) -> str:
    return reverse("cases:letter_write", args=[referral.case_id])


def seal(html: str) -> str:
    found = re.search(r'name="seen" id="id_seen" value="(\w{64})"', html)
    assert found
    return found[1]


def test_it_says_the_outcome_and_nothing_of_the_child_or_the_risk(coordinator: User) -> None:
    referral = told()
    case = referral.case
    assert case
    set_level(case, level=RiskLevel.SERIOUS, from_at=LATER, reached=referral, by=None, at=LATER)
    words = write(referral, coordinator).words
    whole = repr(words)
    assert OUTCOME in words["opening"]
    assert referral.reference in words["reference"]
    for hidden in (
        case.reference,
        case.child.given_name,
        case.child.family_name,
        referral.reason,
        "erious",
    ):
        assert hidden not in whole


def test_every_fact_of_it_stands_on_the_page_of_the_referrer(
    client: Client, coordinator: User
) -> None:
    referral = told()
    words = write(referral, coordinator).words
    page = sign_in(client, referral.by).get(reverse("referrals:follow", args=[referral.pk])).text  # type: ignore[arg-type]
    facts = [OUTCOME]
    facts += [line for part in words["parts"] for line in part["lines"]]
    for fact in facts:
        for said in fact.split(": "):
            assert said.rstrip(".") in page, said


def test_it_is_for_whoever_referred_at_their_agency(coordinator: User) -> None:
    referral = told()
    assert referral.by
    assert write(referral, coordinator).recipient == f"{referral.by.name}, {referral.agency.name}"


def test_it_is_for_whoever_telephoned_and_gave_a_name(coordinator: User) -> None:
    referral = told(accepted_by_telephone(name="Pat Example", organisation="Invented Youth Club"))
    assert write(referral, coordinator).recipient == "Pat Example, Invented Youth Club"


@pytest.mark.parametrize("contact", [{"anonymous": True, "name": "Pat"}, {"name": ""}])
def test_nobody_is_written_to_who_gave_no_name(
    client: Client, coordinator: User, contact: dict[str, Any]
) -> None:
    referral = told(accepted_by_telephone(**contact))
    sign_in(client, coordinator)
    assert NOBODY in client.get(choosing(referral)).text
    assert client.get(preview_of(referral)).status_code == 404


def test_there_is_no_letter_before_the_referrer_was_told(client: Client, coordinator: User) -> None:
    referral = make_accepted()
    sign_in(client, coordinator)
    assert NOBODY in client.get(choosing(referral)).text
    with pytest.raises(OutOfReach):
        write(referral, coordinator)


def test_a_referrer_who_was_barred_since_is_not_written_to(
    client: Client, coordinator: User
) -> None:
    referral = told()
    sign_in(client, coordinator)
    assert client.get(preview_of(referral)).status_code == 200
    exclude(referral.child_id, user=referral.by, because="Relative.", by=None, at=LATER)
    assert client.get(preview_of(referral)).status_code == 404
    assert referral.by
    assert referral.by.name not in client.get(choosing(referral)).text


def test_only_who_writes_letters_writes_it(coordinator: User) -> None:
    referral = told()
    with pytest.raises(NotAllowed):
        write(referral, UserFactory(role=Role.SCREENER))
    restrict(referral.child_id, to=[UserFactory()], because="Named.", by=None, at=LATER)
    with pytest.raises(OutOfReach):
        write(referral, coordinator)
    assert not Letter.objects.exists()


def test_a_letter_of_another_case_is_not_written_in_this_one(coordinator: User) -> None:
    referral, other = told(), told()
    assert referral.case
    with pytest.raises(OutOfReach):
        write_case_letter(referral.case, "referrer", of=other.pk, by=coordinator, at=LATER)


def test_a_disagreement_and_its_answer_are_told(coordinator: User) -> None:
    referral = make_accepted()
    assert referral.case
    level = RiskLevel.NO_CURRENT_RISK
    set_level(referral.case, level=level, from_at=LATER, reached=referral, by=None, at=LATER)
    told(referral)
    first = write(referral, coordinator)
    assert "If you disagree" in [part["title"] for part in first.words["parts"]]
    services.disagree(referral, because="Still worried.", by=referral.by, at=LATER)
    services.reconsider(
        referral,
        decision=Disagreement.Decision.STANDS,
        answer="We looked again.",
        by=UserFactory(role=Role.TEAM_MANAGER),
        at=LATER,
    )
    second = write(referral, coordinator)
    assert second != first
    assert "We looked again." in repr(second.words["parts"])


def test_the_same_outcome_is_one_letter(client: Client, coordinator: User) -> None:
    referral = told()
    letter = write(referral, coordinator)
    assert write(referral, coordinator) == letter
    page = sign_in(client, coordinator).get(preview_of(referral)).text
    assert reverse("documents:letter", args=[letter.pk]) in page
    assert "Nothing is written yet" not in page


def test_it_is_chosen_read_and_written_on_the_pages(client: Client, coordinator: User) -> None:
    referral = told()
    sign_in(client, coordinator)
    section = client.get(reverse("desk:case_section", args=[referral.case_id, "documents"])).text
    assert choosing(referral) in section
    went = client.post(choosing(referral), {"letter": "referrer"})
    assert went["Location"] == preview_of(referral)
    preview = client.get(preview_of(referral)).text
    assert OUTCOME in preview
    assert not Letter.objects.exists()
    done = client.post(preview_of(referral), {"seen": seal(preview)}, follow=True).text
    letter = Letter.objects.get()
    assert OUTCOME in done
    assert letter.words["copy"] in preview
    assert {file.format for file in letter.files.all()} == {"pdf", "docx"}


def test_of_several_referrers_one_is_chosen(client: Client, coordinator: User) -> None:
    first = told()
    screener = UserFactory(role=Role.SCREENER)
    second = make_again(first, by=screener)
    services.accept_referral(second, by=screener, at=LATER)
    told(second)
    sign_in(client, coordinator)
    missing = client.post(choosing(first), {"letter": "referrer"})
    assert missing.status_code == 400
    assert "Select who the letter is for" in missing.text
    went = client.post(choosing(first), {"letter": "referrer", "to_referrer": str(second.pk)})
    assert went["Location"] == preview_of(second)


@pytest.mark.parametrize("sealed", ["", "0" * 64])
def test_what_was_not_read_is_not_written(client: Client, coordinator: User, sealed: str) -> None:
    referral = told()
    sign_in(client, coordinator)
    answer = client.post(preview_of(referral), {"seen": sealed})
    assert answer.status_code == 400
    assert CHANGED in answer.text
    assert not Letter.objects.exists()
    client.post(preview_of(referral), {"seen": seal(answer.text)})
    assert Letter.objects.count() == 1


def test_a_change_after_the_look_is_refused(coordinator: User) -> None:
    with pytest.raises(Invalid, match="changed since you looked"):
        write(told(), coordinator, seen="0" * 64)


def test_an_unknown_kind_of_letter_is_not_found(client: Client, coordinator: User) -> None:
    referral = told()
    sign_in(client, coordinator)
    unknown = reverse("cases:letter", args=[referral.case_id, "ransom", referral.pk])
    assert client.get(unknown).status_code == 404
    strange = reverse("cases:letter", args=[referral.case_id, "referrer", uuid.uuid4()])
    assert client.get(strange).status_code == 404


def test_a_very_long_name_fits(coordinator: User) -> None:
    referral = told(accepted_by_telephone(name="P" * 200, organisation="O" * 160))
    assert len(write(referral, coordinator).recipient) == 200
