"""Routing rules: the first that fits decides, and what would move is seen before anything does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from agencies.services import restrict
from cases import services
from cases.models import Allocation, Case, RiskLevel, RoutingRule
from cases.selectors import RoutingPage, routing_page
from core.refusals import Invalid, NotNow, OutOfReach
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.jobs import jobs_run_at_once

pytestmark = pytest.mark.django_db
__all__ = ["jobs_run_at_once"]
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


SOCIAL_CARE = ("CSC", Role.SOCIAL_WORKER)
FAMILY = ("FAMILY_SOLUTIONS", Role.SOCIAL_WORKER)


def said(
    place: int = 1,
    *,
    to: tuple[str, Role] = FAMILY,
    levels: tuple[RiskLevel, ...] = (),
    **more: Any,
) -> services.RuleSaid:
    ages: dict[str, Any] = {"from_age": None, "to_age": None, **more}
    code, role = to
    return services.RuleSaid(place=place, levels=levels, agency=agency(code), role=role, **ages)


def case_of(*, born: date = date(2010, 6, 1), level: RiskLevel | None = None) -> Case:
    case = make_case(child=make_child(born_on=born))
    if level:
        services.set_level(case, level=level, from_at=NOW, reached=case, by=None, at=NOW)
    return case


def held_by(case: Case) -> set[str]:
    return set(case.allocations.filter(until_at=None).values_list("agency__code", flat=True))


def tried(by: User, rule: services.RuleSaid) -> RoutingPage:
    unsaved = services.rule_of(rule, by=by, at=NOW)
    return routing_page(viewer_of(by), on=TODAY, trying=unsaved)


def test_trying_a_rule_shows_what_would_move_and_moves_nothing(coordinator: User) -> None:
    moves, stays = case_of(level=RiskLevel.SERIOUS), case_of(level=RiskLevel.AT_RISK)
    page = tried(coordinator, said(levels=(RiskLevel.SERIOUS,)))
    assert [move.case_id for move in page.moves] == [moves.pk]
    assert page.moves[0].then.startswith("Family Solutions")
    assert not RoutingRule.objects.exists()
    assert held_by(moves) == held_by(stays)


def test_what_was_shown_is_what_moves(coordinator: User) -> None:
    cases = [case_of(level=level) for level in (None, RiskLevel.SERIOUS, RiskLevel.AT_RISK)]
    rule = said(levels=(RiskLevel.SERIOUS, RiskLevel.AT_RISK))
    shown = {move.case_id for move in tried(coordinator, rule).moves}
    assert services.put_in_force(rule, move_open=True, by=coordinator, at=NOW) == len(shown) == 2
    assert {case.pk for case in cases if "FAMILY_SOLUTIONS" in held_by(case)} == shown
    assert not tried(coordinator, rule).moves


@pytest.mark.parametrize(
    ("born", "fits"),
    [
        (date(2012, 1, 6), False),
        (date(2012, 1, 5), True),
        (date(2009, 1, 6), True),
        (date(2009, 1, 5), False),
        (None, False),
    ],
)
def test_ages_are_whole_years_with_both_ends(
    coordinator: User, born: date | None, fits: bool
) -> None:
    case = make_case(child=make_child(born_on=born))
    page = tried(coordinator, said(from_age=14, to_age=16))
    assert [move.case_id for move in page.moves] == ([case.pk] if fits else [])


def test_the_first_rule_that_fits_decides(coordinator: User) -> None:
    case = case_of(level=RiskLevel.SERIOUS)
    services.put_in_force(said(place=2), move_open=False, by=coordinator, at=NOW)
    first = said(place=1, levels=(RiskLevel.SERIOUS,), to=SOCIAL_CARE)
    services.put_in_force(first, move_open=False, by=coordinator, at=NOW)
    assert "FAMILY_SOLUTIONS" not in held_by(case)
    assert services.route_case(case.pk, at=NOW)
    assert {"CSC"} <= held_by(case)
    assert "FAMILY_SOLUTIONS" not in held_by(case)


def test_the_next_rule_takes_a_routed_case_on_and_leaves_what_was_given_by_hand(
    coordinator: User,
) -> None:
    case = case_of()
    services.put_in_force(said(), move_open=True, by=coordinator, at=NOW)
    by_hand = services.allocate(case, agency=agency("DUE"), role=Role.LICENSING, by=None, at=NOW)
    serious = said(place=0, levels=(RiskLevel.SERIOUS,), to=SOCIAL_CARE)
    services.put_in_force(serious, move_open=False, by=coordinator, at=NOW)
    services.set_level(case, level=RiskLevel.SERIOUS, from_at=NOW, reached=case, by=None, at=NOW)
    assert services.route_case(case.pk, at=NOW)
    assert {"CSC", "DUE"} <= held_by(case)
    assert "FAMILY_SOLUTIONS" not in held_by(case)
    assert Allocation.objects.get(pk=by_hand.pk).until_at is None
    assert not services.route_case(case.pk, at=NOW)


@pytest.mark.usefixtures("jobs_run_at_once")
def test_a_case_that_gets_a_level_is_routed(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    serious = said(levels=(RiskLevel.SERIOUS,))
    services.put_in_force(serious, move_open=False, by=coordinator, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        case = case_of(level=RiskLevel.SERIOUS)
    assert "FAMILY_SOLUTIONS" in held_by(case)


def test_a_case_the_viewer_may_not_read_is_not_shown_and_is_routed(coordinator: User) -> None:
    case = case_of()
    restrict(case.child_id, to=[UserFactory()], because="Named", by=None, at=NOW)
    assert not tried(coordinator, said()).moves
    services.put_in_force(said(), move_open=True, by=coordinator, at=NOW)
    assert "FAMILY_SOLUTIONS" in held_by(case)


def test_rules_of_one_authority_move_nothing_of_another(coordinator: User) -> None:
    case = case_of()
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    assert not tried(elsewhere, said()).moves
    services.put_in_force(said(), move_open=True, by=elsewhere, at=NOW)
    assert "FAMILY_SOLUTIONS" not in held_by(case)


def test_a_rule_ends_once_and_only_where_one_gives_out_cases(coordinator: User) -> None:
    services.put_in_force(said(), move_open=False, by=coordinator, at=NOW)
    rule = RoutingRule.objects.get()
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.end_rule(rule, by=elsewhere, at=NOW)
    services.end_rule(rule, by=coordinator, at=NOW)
    with pytest.raises(NotNow):
        services.end_rule(rule, by=coordinator, at=NOW)
    case = case_of()
    assert not services.route_case(case.pk, at=NOW)


def test_ages_the_wrong_way_round_are_refused(coordinator: User) -> None:
    with pytest.raises(Invalid, match="older age"):
        services.rule_of(said(from_age=16, to_age=14), by=coordinator, at=NOW)


def test_on_the_page_it_is_tried_and_then_put_in_force(client: Client, coordinator: User) -> None:
    UserFactory(role=Role.SOCIAL_WORKER, role__agency=agency("FAMILY_SOLUTIONS"))
    case = case_of()
    sign_in(client, coordinator)
    page = reverse("cases:routing")
    form = {
        "place": "1",
        "team": f"{agency('FAMILY_SOLUTIONS').pk}:{Role.SOCIAL_WORKER}",
        "then": "TRY",
    }
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert case.reference in answer.content.decode()
    assert not RoutingRule.objects.exists()
    done = client.post(page, {**form, "then": "OPEN"}, follow=True)
    assert "1 open case has moved." in done.content.decode()
    assert "FAMILY_SOLUTIONS" in held_by(case)
    wrong = client.post(page, {**form, "from_age": "16", "to_age": "14"})
    assert wrong.status_code == 400
    assert "The older age comes second." in wrong.content.decode()


@pytest.mark.parametrize("count", [2, 30])
def test_trying_asks_as_often_however_many_would_move(
    coordinator: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        case_of()
    with django_assert_max_num_queries(8):
        assert len(tried(coordinator, said()).moves) == count


def test_a_rule_opens_files_to_no_other_agency_by_the_dozen(coordinator: User) -> None:
    with pytest.raises(Invalid, match="holds cases"):
        services.rule_of(said(to=("PHASE", Role.DIRECT_WORKER)), by=coordinator, at=NOW)
