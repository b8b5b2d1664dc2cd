"""Accounts and posts: who gives what to whom, what takes two, and what ends at once (AZ-8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies import access, services
from agencies.models import Membership, ProposedPost, User
from agencies.permissions import PRIVILEGED, Permission
from agencies.policies import dormant, is_dormant, takes_two
from agencies.roles import MATRIX, Role
from agencies.services import PostAsked
from core.calendar import local_day
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from tests.agencies.factories import DUDLEY, SANDWELL, AgencyFactory, UserFactory, agency, authority

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = local_day(NOW)


def administrator(serving: str = DUDLEY) -> User:
    where = AgencyFactory(authority=authority(serving))
    return UserFactory(role=Role.SYS_ADMIN, role__agency=where)


def a_post(role: Role = Role.REFERRER, code: str = "SECONDARY", serving: str = DUDLEY) -> PostAsked:
    return PostAsked(agency(code), authority(serving), role)


def afresh(user: User) -> User:
    """The person as the next request has it."""
    return User.objects.get(pk=user.pk)


def holds(user: User, permission: Permission) -> bool:
    return access.can(afresh(user), permission)


def asked_for(role: Role = Role.COORDINATOR) -> tuple[User, User, ProposedPost]:
    """A person of the authority, the administrator who asked, and what was asked for."""
    person, admin = UserFactory(role=Role.REFERRER), administrator()
    proposal = services.give_post(person, a_post(role, "CSE_TEAM"), by=admin, at=NOW)
    assert isinstance(proposal, ProposedPost)
    return person, admin, proposal


@pytest.mark.parametrize("role", Role)
def test_a_role_takes_two_people_exactly_if_it_takes_a_passkey(role: Role) -> None:
    assert takes_two(role) is any(one in MATRIX[role] for one in PRIVILEGED)


@pytest.mark.parametrize("role", Role)
def test_give_post_is_held_at_once_or_waits_for_a_second_person(role: Role) -> None:
    person, admin = UserFactory(role=Role.LICENSING), administrator()
    given = services.give_post(person, a_post(role, "CSE_TEAM"), by=admin, at=NOW)
    assert isinstance(given, ProposedPost if takes_two(role) else Membership)
    held = access.viewer_of(afresh(person)).roles
    assert held == {Role.LICENSING} | (set() if takes_two(role) else {role})


def test_a_post_that_waits_opens_nothing_until_another_administrator_approves_it() -> None:
    person, _, proposal = asked_for()
    assert not holds(person, Permission.CASE_ALLOCATE)
    post = services.approve_by_hand(proposal, by=administrator(), at=NOW)
    assert holds(person, Permission.CASE_ALLOCATE)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.post) == (ProposedPost.Status.APPROVED, post)


def test_approve_refuses_whoever_asked() -> None:
    person, admin, proposal = asked_for()
    with pytest.raises(NotAllowed, match="Somebody else must approve"):
        services.approve_by_hand(proposal, by=admin, at=NOW)
    assert not holds(person, Permission.CASE_ALLOCATE)


def test_approve_is_out_of_reach_for_the_person_concerned() -> None:
    person, other = administrator(), administrator()
    proposal = services.give_post(person, a_post(Role.AUDITOR, "DSCB"), by=other, at=NOW)
    assert isinstance(proposal, ProposedPost)
    with pytest.raises(OutOfReach):
        services.approve_by_hand(proposal, by=afresh(person), at=NOW)
    assert not holds(person, Permission.ACCESS_LOG_VIEW)


def test_approve_is_out_of_reach_for_the_administrator_of_another_authority() -> None:
    _, _, proposal = asked_for()
    with pytest.raises(OutOfReach):
        services.approve_by_hand(proposal, by=administrator(SANDWELL), at=NOW)


def test_approve_refuses_who_manages_no_accounts() -> None:
    _, _, proposal = asked_for()
    with pytest.raises(OutOfReach):
        services.approve_by_hand(proposal, by=UserFactory(role=Role.TEAM_MANAGER), at=NOW)


def test_of_two_who_approve_at_once_exactly_one_wins() -> None:
    person, _, proposal = asked_for()
    same = ProposedPost.objects.get(pk=proposal.pk)
    services.approve_by_hand(proposal, by=administrator(), at=NOW)
    with pytest.raises(NotNow, match="has recorded “Approved”"):
        services.approve_by_hand(same, by=administrator(), at=NOW)
    assert person.memberships.filter(role=Role.COORDINATOR).count() == 1


def test_whoever_asked_may_take_it_back_and_it_is_never_approved() -> None:
    person, admin, proposal = asked_for()
    services.decline_by_hand(proposal, by=admin, at=NOW)
    with pytest.raises(NotAllowed, match="declined already"):
        services.approve_by_hand(proposal, by=administrator(), at=NOW)
    assert not holds(person, Permission.CASE_ALLOCATE)


def test_the_database_lets_nobody_approve_what_they_asked_for() -> None:
    _, admin, proposal = asked_for()
    rows = ProposedPost.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError, match="two_people_grant_a_post"), transaction.atomic():
        rows.update(status="APPROVED", decided_by=admin)
    with pytest.raises(IntegrityError, match="nobody_grants_to_themselves"), transaction.atomic():
        rows.update(asked_by=proposal.user)


def test_nobody_gives_a_post_to_themselves() -> None:
    admin = administrator()
    with pytest.raises(OutOfReach):
        services.give_post(admin, a_post(), by=admin, at=NOW)
    with pytest.raises(NotAllowed, match="Nobody gives a post to themselves"):
        services.open_account_by_hand(
            admin.email.upper(), name="Me", post=a_post(), by=admin, at=NOW
        )
    assert admin.memberships.count() == 1


@pytest.mark.parametrize(
    ("code", "serving"), [("SECONDARY", SANDWELL), ("WMP", SANDWELL), ("SANDWELL_OWN", DUDLEY)]
)
def test_give_post_stays_in_the_authority_of_the_administrator(code: str, serving: str) -> None:
    AgencyFactory(code="SANDWELL_OWN", authority=authority(SANDWELL))
    person = UserFactory(role=Role.LICENSING)
    with pytest.raises(OutOfReach):
        services.give_post(person, a_post(code=code, serving=serving), by=administrator(), at=NOW)
    assert person.memberships.count() == 1


def test_give_post_refuses_the_same_post_twice_held_or_waiting() -> None:
    person, admin, _ = asked_for()
    with pytest.raises(Invalid, match="waits for approval already"):
        services.give_post(person, a_post(Role.COORDINATOR, "CSE_TEAM"), by=admin, at=NOW)
    with pytest.raises(Invalid, match="holds this post already"):
        services.give_post(person, a_post(), by=admin, at=NOW)


def test_give_post_refuses_an_end_that_is_over_and_keeps_one_to_come() -> None:
    person, admin = UserFactory(role=Role.LICENSING), administrator()
    where = (agency("SECONDARY"), authority(), Role.REFERRER)
    with pytest.raises(Invalid, match="end after today"):
        services.give_post(person, PostAsked(*where, TODAY), by=admin, at=NOW)
    ends = TODAY + timedelta(days=3)
    services.give_post(person, PostAsked(*where, ends), by=admin, at=NOW)
    assert Role.REFERRER in access.viewer_of(afresh(person)).roles
    assert Role.REFERRER not in access.viewer_of(afresh(person), on=ends).roles


def test_open_account_gives_its_first_post_and_says_so_in_the_trail() -> None:
    admin = administrator()
    user = services.open_account_by_hand(
        "New@example.org", name="New Person", post=a_post(), by=admin, at=NOW
    )
    assert user.email == "new@example.org"
    assert access.viewer_of(afresh(user)).roles == {Role.REFERRER}
    said = Event.objects.filter(by_id=admin.pk).values_list("name", flat=True)
    assert {"account.opened", "membership.appointed"} <= set(said)


def test_an_account_whose_first_post_waits_is_in_reach_of_the_administrators() -> None:
    user = services.open_account_by_hand(
        "new@example.org",
        name="New Person",
        post=a_post(Role.AUDITOR, "DSCB"),
        by=administrator(),
        at=NOW,
    )
    rows = User.objects.filter(pk=user.pk)
    assert access.visible(administrator(), Permission.ACCOUNT_MANAGE, rows).exists()
    assert not access.visible(administrator(SANDWELL), Permission.ACCOUNT_MANAGE, rows).exists()


def test_a_known_address_keeps_its_account_and_gets_the_post() -> None:
    neighbour = UserFactory(role=Role.POLICE_CSE, role__serving=authority(SANDWELL))
    user = services.open_account_by_hand(
        neighbour.email.upper(),
        name="Another Name",
        post=a_post(Role.POLICE_CSE, "WMP"),
        by=administrator(),
        at=NOW,
    )
    assert (user, user.name) == (neighbour, neighbour.name)
    assert user.memberships.count() == 2


def test_the_address_of_a_closed_account_is_refused_in_words() -> None:
    closed = UserFactory(is_active=False)
    with pytest.raises(Invalid, match="closed"):
        services.open_account_by_hand(
            closed.email, name="Somebody", post=a_post(), by=administrator(), at=NOW
        )


def test_a_post_that_is_ended_opens_nothing_from_the_same_day_on() -> None:
    person = UserFactory(role=Role.COORDINATOR)
    services.end_post_by_hand(person.memberships.get(), by=administrator(), at=NOW)
    assert not holds(person, Permission.CASE_VIEW)
    with pytest.raises(NotNow, match="ended already"):
        services.end_post_by_hand(person.memberships.get(), by=administrator(), at=NOW)


def test_a_post_given_and_ended_on_one_day_opens_nothing() -> None:
    person, admin = UserFactory(role=Role.LICENSING), administrator()
    post = services.give_post(person, a_post(), by=admin, at=NOW)
    assert isinstance(post, Membership)
    services.end_post_by_hand(post, by=admin, at=NOW)
    assert access.viewer_of(afresh(person)).roles == {Role.LICENSING}


def test_the_same_role_served_elsewhere_keeps_its_group() -> None:
    person = UserFactory(role=Role.POLICE_CSE)
    services.appoint(
        person,
        agency=agency("WMP"),
        role=Role.POLICE_CSE,
        authority=authority(SANDWELL),
        from_on=TODAY,
        by=None,
        at=NOW,
    )
    first, second = person.memberships.order_by("from_on")
    services.end_post(first, on=TODAY, by=None, at=NOW)
    assert person.groups.count() == 1
    services.end_post(second, on=TODAY, by=None, at=NOW)
    assert person.groups.count() == 0


def test_close_account_ends_posts_proposals_and_sessions_and_keeps_the_name() -> None:
    person, _, proposal = asked_for()
    before = person.get_session_auth_hash()
    services.close_account_by_hand(person, by=administrator(), at=NOW)
    closed = afresh(person)
    assert not closed.is_active
    assert closed.name == person.name
    assert closed.get_session_auth_hash() != before
    assert not closed.memberships.not_ended_on(TODAY).exists()
    proposal.refresh_from_db()
    assert proposal.status == ProposedPost.Status.DECLINED


def test_close_account_happens_once() -> None:
    person, admin = UserFactory(role=Role.REFERRER), administrator()
    services.close_account_by_hand(person, by=admin, at=NOW)
    with pytest.raises(NotNow, match="closed already"):
        services.close_account_by_hand(person, by=admin, at=NOW)


def test_close_account_refuses_posts_of_another_authority() -> None:
    person = UserFactory(role=Role.POLICE_CSE)
    services.appoint(
        person,
        agency=agency("WMP"),
        role=Role.POLICE_CSE,
        authority=authority(SANDWELL),
        from_on=TODAY,
        by=None,
        at=NOW,
    )
    with pytest.raises(NotNow, match="another authority"):
        services.close_account_by_hand(person, by=administrator(), at=NOW)
    assert afresh(person).is_active


@pytest.mark.parametrize(
    "step",
    [
        services.close_account_by_hand,
        services.wake_by_hand,
        services.end_sessions_by_hand,
    ],
)
def test_an_account_of_another_authority_and_the_own_are_out_of_reach(step: object) -> None:
    admin, neighbour = administrator(), administrator(SANDWELL)
    for user in (admin, neighbour):
        with pytest.raises(OutOfReach):
            step(user, by=admin, at=NOW)  # type: ignore[operator]


def test_a_closed_account_takes_no_post_until_it_is_open_again() -> None:
    person, admin = UserFactory(role=Role.REFERRER), administrator()
    services.close_account_by_hand(person, by=admin, at=NOW)
    with pytest.raises(NotNow, match="Open it again"):
        services.give_post(person, a_post(), by=admin, at=NOW)
    services.wake_by_hand(person, by=admin, at=NOW)
    assert access.viewer_of(afresh(person)).roles == set()
    services.give_post(person, a_post(), by=admin, at=NOW)
    assert access.viewer_of(afresh(person)).roles == {Role.REFERRER}


def test_wake_refuses_an_account_that_is_awake() -> None:
    person = UserFactory(role=Role.REFERRER, joined_at=NOW)
    with pytest.raises(NotNow, match="open and awake"):
        services.wake_by_hand(person, by=administrator(), at=NOW)


DAYS = (None, 1, 59, 61, 400)


@pytest.mark.parametrize("woken", DAYS)
@pytest.mark.parametrize("last_login", DAYS)
@pytest.mark.parametrize("joined", DAYS)
def test_who_sleeps_is_the_same_for_one_and_for_a_list(
    joined: int | None, last_login: int | None, woken: int | None
) -> None:
    def ago(days: int | None) -> datetime | None:
        return NOW - timedelta(days=days) if days else None

    user = UserFactory(joined_at=ago(joined), last_login=ago(last_login), woken_at=ago(woken))
    listed = User.objects.filter(dormant(at=NOW), pk=user.pk).exists()
    assert is_dormant(user, at=NOW) is listed


def test_a_woken_account_sleeps_again_after_sixty_days() -> None:
    person = UserFactory(role=Role.REFERRER, joined_at=NOW - timedelta(days=90))
    assert is_dormant(person, at=NOW)
    services.wake_by_hand(person, by=administrator(), at=NOW)
    assert not is_dormant(afresh(person), at=NOW)
    assert is_dormant(afresh(person), at=NOW + timedelta(days=61))


def test_a_post_in_the_past_or_to_come_is_not_held_today() -> None:
    past, to_come = (
        Membership(from_on=date(2020, 1, 1), until_on=TODAY),
        Membership(from_on=TODAY + timedelta(days=1)),
    )
    person = UserFactory(role=None)
    for post in (past, to_come):
        post.user, post.agency, post.role = person, agency("SECONDARY"), Role.REFERRER
        post.authority = authority()
        post.save()
    assert access.viewer_of(afresh(person)).roles == set()
    with time_machine.travel(NOW + timedelta(days=1)):
        assert access.viewer_of(afresh(person)).roles == {Role.REFERRER}
