"""Episodes: logged, ended, put right; each refusal beside its success."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from agencies import services as agencies
from agencies.roles import Role
from cases.models import Case, CaseStatus, Mention
from cases.selectors import cases_for
from children.services import look_after
from core import trail
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from core.workflow import history
from duties.models import Clock, Duty
from duties.selectors import duty_of
from missing import services
from missing.models import (
    Episode,
    EpisodeCorrection,
    EpisodeStatus,
    MissingType,
    PlacedBy,
    Setting,
)
from screening.events import ScreeningEvent
from tests.agencies.factories import SANDWELL, AgencyFactory, UserFactory, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.missing.factories import CAME_BACK, LATER, LEFT, make_episode

pytestmark = pytest.mark.django_db


def signed(case: Case, at: datetime) -> None:
    """What the trail holds when a screening of a case is signed."""
    trail.record(ScreeningEvent.SIGNED, case, by=None, at=at, case=case.pk)


def test_log_episode_starts_its_history_and_says_who_logged_it() -> None:
    worker = UserFactory(role=Role.RUNAWAYS)
    episode = make_episode(by=worker)
    assert episode.recorded_by == worker
    assert [step.to_status for step in history(episode)] == [EpisodeStatus.MISSING]
    assert Event.objects.filter(name="episode.logged", record_id=episode.pk).exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SOCIAL_WORKER])
def test_log_episode_is_refused_to_a_role_that_does_not_log(role: Role) -> None:
    with pytest.raises(NotAllowed, match="does not log"):
        make_episode(by=UserFactory(role=role))


def test_log_episode_is_refused_for_an_authority_the_person_does_not_serve() -> None:
    worker = UserFactory(role=Role.RUNAWAYS)
    assert make_episode(by=worker)
    with pytest.raises(NotAllowed):
        make_episode(by=worker, where=authority(SANDWELL))


def test_a_child_restricted_to_others_is_out_of_reach() -> None:
    child = make_child()
    named, other = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.COORDINATOR)
    agencies.restrict(child.pk, to=[named], because="A relative", by=None, at=LEFT)
    with pytest.raises(OutOfReach):
        make_episode(child=child, by=other)
    assert make_episode(child=child, by=named)


def test_without_a_start_the_report_stands_for_it_and_is_marked() -> None:
    episode = make_episode(started_at=None, reported_at=LEFT)
    assert (episode.started_at, episode.start_is_reported) == (LEFT, True)
    assert not make_episode(reported_at=LEFT).start_is_reported


def test_an_episode_without_any_time_is_refused() -> None:
    with pytest.raises(Invalid, match="when the child went missing"):
        make_episode(started_at=None)


@pytest.mark.parametrize("name", ["started_at", "reported_at", "ended_at"])
def test_a_time_ahead_is_refused(name: str) -> None:
    now: dict[str, Any] = {name: LATER}
    ahead: dict[str, Any] = {name: LATER + timedelta(minutes=1)}
    assert make_episode(**now)
    with pytest.raises(Invalid, match="future"):
        make_episode(**ahead)


@pytest.mark.parametrize(
    ("setting", "usual"),
    [(Setting.HOME, "HM"), (Setting.CARE, "M"), (Setting.EDUCATION, "EM"), (Setting.UNKNOWN, "")],
)
def test_a_setting_has_its_usual_type(setting: Setting, usual: str) -> None:
    assert make_episode(setting=setting).missing_type == usual


def test_away_from_placement_is_a_type_of_care_only() -> None:
    away = MissingType.AWAY_FROM_PLACEMENT
    assert make_episode(setting=Setting.CARE, missing_type=away).missing_type == "A"
    with pytest.raises(Invalid, match="does not fit"):
        make_episode(setting=Setting.HOME, missing_type=away)


def test_a_second_open_episode_is_refused_in_words() -> None:
    child = make_child()
    make_episode(child=child)
    with pytest.raises(Invalid, match=r"already logged as missing since 3 October 2015, 19:00"):
        make_episode(child=child, started_at=LEFT + timedelta(hours=2))


def test_two_episodes_on_one_day_are_right() -> None:
    child = make_child()
    make_episode(child=child, ended_at=LEFT + timedelta(hours=1))
    second = make_episode(child=child, started_at=LEFT + timedelta(hours=1), ended_at=CAME_BACK)
    assert second.status == EpisodeStatus.RETURNED


def test_an_earlier_episode_that_ended_may_be_logged_later_but_not_overlap() -> None:
    child, early = make_child(), LEFT - timedelta(days=2)
    make_episode(child=child)
    make_episode(child=child, started_at=early, ended_at=early + timedelta(hours=3))
    with pytest.raises(Invalid, match="already logged as missing"):
        make_episode(child=child, started_at=early + timedelta(hours=4), ended_at=CAME_BACK)


def test_another_authority_may_hold_the_same_days() -> None:
    child = make_child()
    make_episode(child=child)
    assert make_episode(child=child, where=authority(SANDWELL))


def test_the_database_refuses_an_overlap_that_walks_round_the_service() -> None:
    child = make_child()
    first, second = make_episode(child=child, ended_at=CAME_BACK), make_episode()
    rows = Episode.objects.filter(pk=second.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
        rows.update(child=first.child)


def test_the_database_refuses_an_episode_that_ends_before_it_starts() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    with pytest.raises(IntegrityError, match="episode_ends_after"), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(ended_at=LEFT - timedelta(hours=1))


def test_a_police_reference_names_one_episode_of_an_authority() -> None:
    make_episode(police_reference="WMP-1")
    assert make_episode(police_reference="WMP-1", where=authority(SANDWELL))
    with pytest.raises(Invalid, match="police reference"):
        make_episode(police_reference="WMP-1")


def test_the_placing_authority_comes_from_the_childs_care() -> None:
    ours, theirs = make_child(), make_child()
    facts: dict[str, Any] = {"legal_status": "C2", "by": None, "at": LEFT}
    look_after(ours, responsible=authority(), from_on=LEFT.date(), **facts)
    look_after(theirs, responsible=authority(SANDWELL), from_on=LEFT.date(), **facts)
    placed = [make_episode(child=child, setting=Setting.CARE) for child in (ours, theirs)]
    unknown = make_episode(setting=Setting.CARE)
    found = [episode.placed_by for episode in (*placed, unknown)]
    assert found == [PlacedBy.OURS, PlacedBy.OTHER, PlacedBy.UNKNOWN]


def test_only_a_child_missing_from_care_has_a_placing_authority() -> None:
    with pytest.raises(Invalid, match="missing from care"):
        make_episode(placing_authority=authority())


def test_record_return_starts_72_hours_and_asks_for_a_screening() -> None:
    episode = make_episode()
    services.record_return(episode, returned_at=CAME_BACK, by=None, at=LATER)
    interview = duty_of(episode.pk, Clock.RETURN_INTERVIEW)
    screening = duty_of(episode.pk, Clock.SCREEN_AFTER_MISSING)
    case = Case.objects.get(child=episode.child)
    assert interview is not None
    assert screening is not None
    assert interview.due_at == CAME_BACK + timedelta(hours=72)
    assert (interview.owner_role, screening.owner_role) == (Role.RUNAWAYS, Role.SCREENER)
    assert (case.status, screening.case_id) == (CaseStatus.SCREENING, case.pk)


def test_record_return_keeps_an_open_case_where_it_is() -> None:
    case = make_case()
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CSE_TEAM_MANAGED)
    make_episode(child=case.child, ended_at=CAME_BACK)
    assert Case.objects.get(child=case.child).status == CaseStatus.CSE_TEAM_MANAGED


def test_record_return_twice_is_refused_and_the_first_stands() -> None:
    episode = make_episode()
    stale = Episode.objects.get(pk=episode.pk)
    services.record_return(episode, returned_at=CAME_BACK, by=None, at=LATER)
    with pytest.raises(NotNow, match="recorded already"):
        services.record_return(episode, returned_at=LATER, by=None, at=LATER)
    with pytest.raises(NotNow, match="Look again"):
        services.record_return(stale, returned_at=LATER, by=None, at=LATER)
    assert Episode.objects.get(pk=episode.pk).ended_at == CAME_BACK


def test_a_return_before_the_start_is_refused() -> None:
    episode = make_episode()
    with pytest.raises(Invalid, match="before the start"):
        services.record_return(episode, returned_at=LEFT - timedelta(minutes=1), by=None, at=LATER)
    assert services.record_return(episode, returned_at=LEFT, by=None, at=LATER)


def test_record_return_is_refused_within_reach_and_out_of_reach() -> None:
    worker, reader = UserFactory(role=Role.RUNAWAYS), UserFactory(role=Role.SCREENER)
    episode = make_episode()
    elsewhere = make_episode(where=authority(SANDWELL))
    facts: dict[str, Any] = {"returned_at": CAME_BACK, "at": LATER}
    with pytest.raises(NotAllowed, match="does not change"):
        services.record_return(episode, by=reader, **facts)
    with pytest.raises(OutOfReach):
        services.record_return(elsewhere, by=worker, **facts)
    assert services.record_return(episode, by=worker, **facts)


def test_what_was_found_is_kept_and_mentioned() -> None:
    episode = make_episode()
    services.record_return(
        episode,
        returned_at=CAME_BACK,
        by=None,
        at=LATER,
        found_where="The bus station",
        found_with="Tall Jay",
    )
    heard = Mention.objects.filter(record_id=episode.pk).values_list("kind", "value")
    assert set(heard) == {("PLACE", "The bus station"), ("NICKNAME", "Tall Jay")}


def test_a_return_recorded_after_a_screening_asks_for_no_other() -> None:
    case = make_case()
    episode = make_episode(child=case.child)
    signed(case, CAME_BACK + timedelta(days=1))
    services.record_return(episode, returned_at=CAME_BACK, by=None, at=LATER)
    assert duty_of(episode.pk, Clock.SCREEN_AFTER_MISSING) is None
    assert duty_of(episode.pk, Clock.RETURN_INTERVIEW) is not None


def test_a_signed_screening_ends_the_duties_of_returns_before_it() -> None:
    child = make_child()
    before = make_episode(child=child, ended_at=CAME_BACK)
    after = make_episode(child=child, started_at=LATER - timedelta(hours=2), ended_at=LATER)
    case = Case.objects.get(child=child)
    moment = CAME_BACK + timedelta(days=1)
    assert services.close_after_screening(case.pk, by_id=None, at=moment) == 1
    states = {duty.record_id: duty.status for duty in Duty.objects.filter(case_id=case.pk)}
    closed = duty_of(before.pk, Clock.SCREEN_AFTER_MISSING)
    still = duty_of(after.pk, Clock.SCREEN_AFTER_MISSING)
    assert states
    assert closed is not None
    assert still is not None
    assert (closed.status, still.status) == (Duty.Status.DONE, Duty.Status.OPEN)


def test_change_category_keeps_every_category() -> None:
    episode = make_episode(category="ABSENT")
    services.change_category(
        episode, category="MISSING", from_at=LEFT + timedelta(hours=1), by=None, at=LATER
    )
    kept = episode.categories.order_by("from_at").values_list("category", flat=True)
    assert list(kept) == ["ABSENT", "MISSING"]


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"category": "NONSENSE"}, "Choose a police category"),
        ({"from_at": LATER + timedelta(minutes=1)}, "future"),
        ({"from_at": LEFT - timedelta(minutes=1)}, "before the report"),
    ],
)
def test_a_category_that_cannot_be_is_refused(details: dict[str, Any], sentence: str) -> None:
    facts: dict[str, Any] = {"category": "MISSING", "from_at": LEFT, "by": None, "at": LATER}
    episode = make_episode()
    assert services.change_category(episode, **facts)
    with pytest.raises(Invalid, match=sentence):
        services.change_category(episode, **{**facts, **details})


def test_correct_episode_keeps_what_stood_before() -> None:
    episode = make_episode(started_at=None, reported_at=LEFT)
    seen = LEFT - timedelta(hours=3)
    services.correct_episode(
        episode, started_at=seen, because="Seen leaving school", by=None, at=LATER
    )
    kept = EpisodeCorrection.objects.get(episode=episode)
    assert (kept.field, kept.before, kept.after) == (
        "started_at",
        LEFT.isoformat(),
        seen.isoformat(),
    )
    assert not Episode.objects.get(pk=episode.pk).start_is_reported


def test_a_return_put_right_moves_the_clocks() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    right = CAME_BACK - timedelta(hours=5)
    services.correct_episode(
        episode, ended_at=right, because="The carer wrote it down", by=None, at=LATER
    )
    duty = duty_of(episode.pk, Clock.RETURN_INTERVIEW)
    live = Duty.objects.filter(record_id=episode.pk, status=Duty.Status.OPEN)
    assert duty is not None
    assert {row.clock: row.opened_at for row in live} == {
        Clock.RETURN_INTERVIEW: right,
        Clock.SCREEN_AFTER_MISSING: right,
    }


def test_a_corrected_setting_takes_its_own_type_and_placing() -> None:
    episode = make_episode(setting=Setting.CARE)
    services.correct_episode(
        episode, setting=Setting.HOME, because="He lives at home", by=None, at=LATER
    )
    assert (episode.missing_type, episode.placed_by) == (MissingType.MISSING_FROM_HOME, "")


@pytest.mark.parametrize(
    ("details", "refusal", "sentence"),
    [
        ({"because": " "}, Invalid, "Say why"),
        ({"ended_at": CAME_BACK}, NotNow, "before it can be corrected"),
        ({"started_at": LATER + timedelta(days=1)}, Invalid, "future"),
        ({"missing_type": "A"}, Invalid, "does not fit"),
        ({"by": "reader"}, NotAllowed, "does not change"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    details: dict[str, Any], refusal: type[Exception], sentence: str
) -> None:
    facts: dict[str, Any] = {"police_reference": "WMP-2", "because": "Typed wrong", "at": LATER}
    episode = make_episode()
    if "by" in details:
        details = {"by": UserFactory(role=Role.SCREENER)}
    assert services.correct_episode(episode, **{"by": None, **facts})
    with pytest.raises(refusal, match=sentence):
        services.correct_episode(episode, **{"by": None, **facts, **details})


def test_a_return_on_the_night_the_clocks_go_forward_counts_elapsed_hours() -> None:
    started = datetime(2026, 3, 28, 8, tzinfo=UTC)
    back = datetime(2026, 3, 28, 10, tzinfo=UTC)
    episode = make_episode(started_at=started, ended_at=back, at=back)
    duty = duty_of(episode.pk, Clock.RETURN_INTERVIEW)
    assert duty is not None
    assert duty.due_at == datetime(2026, 3, 31, 10, tzinfo=UTC)


def test_whoever_owes_the_screening_after_a_return_can_open_the_case() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    case = Case.objects.get(child=episode.child)
    screener = UserFactory(role=Role.SCREENER)
    assert list(cases_for(screener)) == [case]
    elsewhere = AgencyFactory(authority=authority(SANDWELL))
    assert not cases_for(UserFactory(role=Role.SCREENER, role__agency=elsewhere))
