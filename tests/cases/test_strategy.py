"""A strategy discussion is kept as fields, and the case moves on with it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import access
from agencies.access import viewer_of
from agencies.models import Share, User
from agencies.roles import Role
from cases import services
from cases.models import Case, CaseStatus, Decided, StrategyDiscussion
from cases.policies import may_record_strategy, next_states
from cases.selectors import strategy_section
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from core.workflow import history
from desk.timeline import timeline_of
from duties.models import Clock
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import HEARD, OPENED, discuss, make_case, strategy_said
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db
S = CaseStatus
POSTED = {
    "held_on_day": "15",
    "held_on_month": "9",
    "held_on_year": "2015",
    "attended": "Invented Worker, Children's Services\n\nInvented Officer, police",
    "team_told_on_day": "16",
    "team_told_on_month": "9",
    "team_told_on_year": "2015",
    "shared": "Invented words.",
    "outcome": "SECTION_17",
    "because": "Invented reason.",
}


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def case() -> Case:
    """A case that was stepped up to Children's Services."""
    return services.step_up(make_case(), by=None, at=OPENED, because="Invented.")


def record_url(case: Case) -> str:
    return reverse("cases:strategy_record", args=[case.pk])


def section_url(case: Case) -> str:
    return reverse("desk:case_section", args=[case.pk, "strategy"])


def test_a_strategy_discussion_is_kept_and_moves_the_case(case: Case, coordinator: User) -> None:
    row = discuss(case, by=coordinator, attended=[" Invented Worker ", "", "Invented Officer"])
    assert row.attended == ["Invented Worker", "Invented Officer"]
    assert case.status == S.STRATEGY_AND_S47
    last = history(case).last()
    assert last
    assert (last.by_id, last.because) == (coordinator.pk, "Invented reason.")
    decision = case.decisions.get()
    assert (decision.kind, decision.outcome) == (Decided.MOVED, S.STRATEGY_AND_S47.label)
    event = Event.objects.get(name="strategy_discussion.held")
    assert (event.record_id, event.case_id) == (row.pk, case.pk)
    assert event.facts == {"outcome": "JOINT_SECTION_47", "held_on": "2015-09-15"}


def test_another_one_is_kept_and_the_case_stays(case: Case, coordinator: User) -> None:
    for _ in range(2):
        discuss(case, by=coordinator)
    assert case.strategy_discussions.count() == 2
    assert case.status == S.STRATEGY_AND_S47
    assert case.decisions.count() == 1


def test_while_the_answer_is_owed_it_is_kept_and_the_case_moves_by_hand_later(
    case: Case, coordinator: User
) -> None:
    duty = open_duty_of(case, Clock.URGENT_DECISION, starts_at=OPENED)
    discuss(case, by=coordinator)
    assert case.status == S.WITH_SOCIAL_CARE
    assert next_states(case) == ()
    type(duty).objects.filter(pk=duty.pk).update(status="CLOSED", closed_at=HEARD)
    assert next_states(case) == (S.STRATEGY_AND_S47, S.CSE_TEAM_MANAGED)
    services.move_by_hand(case, to=S.STRATEGY_AND_S47, because="x", by=coordinator, at=HEARD)
    assert case.status == S.STRATEGY_AND_S47


def test_a_case_is_not_moved_there_by_hand_without_a_discussion(
    case: Case, coordinator: User
) -> None:
    assert next_states(case) == (S.CSE_TEAM_MANAGED,)
    with pytest.raises(Invalid, match="next states"):
        services.move_by_hand(case, to=S.STRATEGY_AND_S47, because="x", by=coordinator, at=HEARD)


def test_a_discussion_before_the_last_step_up_moves_nothing(case: Case) -> None:
    discuss(case)
    later = HEARD + timedelta(days=1)
    services.move_case(case, to=S.CSE_TEAM_MANAGED, by=None, at=later)
    services.step_up(case, by=None, at=later + timedelta(days=1), because="Invented.")
    assert S.STRATEGY_AND_S47 not in next_states(case)


@pytest.mark.parametrize("status", sorted(set(S) - {S.WITH_SOCIAL_CARE, S.STRATEGY_AND_S47}))
def test_it_belongs_to_a_case_that_childrens_services_lead(status: CaseStatus) -> None:
    case = make_case()
    case.status = status
    assert not may_record_strategy(case)
    with pytest.raises(NotNow, match=r"Step the case up first|This case is closed"):
        discuss(case)
    assert not StrategyDiscussion.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("attended", ["", " "]),
        ("attended", ["x" * 201]),
        ("attended", ["x"] * 41),
        ("shared", " "),
        ("outcome", "HOROSCOPE"),
        ("because", ""),
        ("held_on", date(2015, 9, 17)),
        ("team_told_on", date(2015, 9, 17)),
    ],
)
def test_what_is_left_out_or_lies_ahead_is_refused(field: str, value: Any, case: Case) -> None:
    with pytest.raises(Invalid) as refusal:
        discuss(case, **{field: value})
    assert refusal.value.field == field
    assert not StrategyDiscussion.objects.exists()
    assert case.status == S.WITH_SOCIAL_CARE


@pytest.mark.parametrize("wrong", [{"attended": []}, {"shared": ""}, {"because": ""}])
def test_the_database_keeps_no_empty_one(wrong: dict[str, Any], case: Case) -> None:
    row = discuss(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategyDiscussion.objects.filter(pk=row.pk).update(**wrong)


def test_who_does_not_move_the_case_records_none(case: Case) -> None:
    police = UserFactory(role=Role.POLICE_CSE)
    services.allocate(
        case, agency=agency("WMP"), role=Role.POLICE_CSE, user=police, by=None, at=OPENED
    )
    with pytest.raises(NotAllowed):
        discuss(case, by=police)
    with pytest.raises(OutOfReach):
        discuss(case, by=UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL)))


def test_it_is_read_by_those_who_read_notes_and_told_to_them_only(case: Case) -> None:
    discuss(case)
    worker = UserFactory(role=Role.DIRECT_WORKER)
    services.allocate(
        case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, user=worker, by=None, at=OPENED
    )
    section = strategy_section(viewer_of(worker), case)
    assert (section.lines, bool(section.may_read)) == ((), False)
    told = {one.title for one in timeline_of(viewer_of(worker), case).entries}
    assert "Case moved" in told
    assert "Strategy discussion held" not in told
    reader = viewer_of(UserFactory(role=Role.COORDINATOR))
    (line,) = strategy_section(reader, case).lines
    assert (line.held_on, line.team_told_on) == (date(2015, 9, 15), date(2015, 9, 15))
    (told_entry,) = (
        one for one in timeline_of(reader, case).entries if one.title == "Strategy discussion held"
    )
    assert told_entry.text == "Section 47 enquiry with the police"


def test_who_it_is_shared_with_reads_it(case: Case) -> None:
    discuss(case)
    head = UserFactory(role=Role.HEAD_OF_SERVICE)
    access.share(
        case,
        agency=head.memberships.get().agency,
        role=Role.HEAD_OF_SERVICE,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Invented.",
        by=None,
        at=OPENED,
    )
    section = strategy_section(viewer_of(head), case)
    assert len(section.lines) == 1
    assert not section.may_record


def test_a_pack_holds_those_since_a_moment(case: Case, coordinator: User) -> None:
    discuss(case)
    viewer = viewer_of(coordinator)
    assert len(strategy_section(viewer, case, HEARD).lines) == 1
    assert strategy_section(viewer, case, HEARD + timedelta(days=1)).lines == ()


def test_the_section_asks_as_often_however_long_it_is(case: Case, coordinator: User) -> None:
    viewer = viewer_of(coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            strategy_section(viewer, case)
        return len(queries)

    discuss(case, by=coordinator)
    few = asked()
    for _ in range(12):
        discuss(case, by=UserFactory(role=Role.COORDINATOR))
    assert asked() == few


def test_it_is_recorded_on_its_page_and_shown_in_the_file(
    case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)
    file = client.get(reverse("desk:case", args=[case.pk]))
    assert f'href="{record_url(case)}"' in file.text
    answer = client.post(record_url(case), POSTED, follow=True)
    assert answer.redirect_chain[-1][0] == section_url(case)
    for said in (
        "The strategy discussion is kept. The case is “Strategy and section 47”.",
        "15 September 2015: Section 17 assessment",
        "<br>Invented Officer, police",
        "16 September 2015",
        coordinator.name,
    ):
        assert said in answer.text, said


def test_what_was_typed_is_kept_when_something_is_missing(
    case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)
    answer = client.post(record_url(case), {**POSTED, "shared": "", "outcome": ""})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert "Invented Officer, police" in answer.text


def test_the_move_page_says_what_comes_first(case: Case, coordinator: User, client: Client) -> None:
    sign_in(client, coordinator)
    move = reverse("cases:move", args=[case.pk])
    hint = "“Strategy and section 47” follows once the strategy discussion is recorded."
    assert hint in client.get(move).text
    discuss(case)
    services.move_case(case, to=S.WITH_SOCIAL_CARE, by=None, at=HEARD)
    assert hint not in client.get(move).text


def test_a_case_that_is_not_theirs_offers_no_page(coordinator: User, client: Client) -> None:
    case = make_case()
    sign_in(client, coordinator)
    assert "Step the case up first" in client.get(record_url(case)).text
    assert "No strategy discussion yet" in client.get(section_url(case)).text
    file = client.get(reverse("desk:case", args=[case.pk]))
    assert f'href="{record_url(case)}"' not in file.text


def correct(row: StrategyDiscussion, **details: Any) -> StrategyDiscussion:
    facts: dict[str, Any] = {"why": "Wrong day.", "by": None, "at": HEARD, **details}
    said = strategy_said(held_on=date(2015, 9, 14), attended=["Invented Worker"])
    return services.correct_strategy(row, said, **facts)


class TestCorrecting:
    def test_the_wrong_record_stays_beside_its_correction(
        self, case: Case, coordinator: User
    ) -> None:
        wrong = discuss(case)
        new = correct(wrong, by=coordinator)
        wrong.refresh_from_db()
        assert wrong.held_on == date(2015, 9, 15)
        assert (new.corrects, new.corrected_because) == (wrong, "Wrong day.")
        assert Event.objects.get(name="strategy_discussion.corrected").record_id == new.pk
        lines = strategy_section(viewer_of(coordinator), case).lines
        assert [(line.corrected, line.why, line.may_correct) for line in lines] == [
            (True, "", False),
            (False, "Wrong day.", True),
        ]

    def test_a_correction_moves_nothing_and_is_open_when_the_case_has_gone_on(
        self, case: Case, coordinator: User
    ) -> None:
        wrong = discuss(case)
        services.move_case(case, to=S.CSE_TEAM_MANAGED, by=None, at=HEARD)
        correct(wrong, by=coordinator)
        case.refresh_from_db()
        assert case.status == S.CSE_TEAM_MANAGED

    def test_a_record_is_corrected_once_and_the_correction_in_its_turn(self, case: Case) -> None:
        wrong = discuss(case)
        new = correct(wrong)
        with pytest.raises(NotNow, match="corrected already"):
            correct(wrong)
        assert correct(new).corrects == new

    def test_it_says_what_was_wrong(self, case: Case) -> None:
        wrong = discuss(case)
        with pytest.raises(Invalid) as refusal:
            correct(wrong, why=" ")
        assert refusal.value.field == "why"
        with pytest.raises(IntegrityError), transaction.atomic():
            StrategyDiscussion.objects.filter(pk=wrong.pk).update(corrects=wrong)

    def test_who_does_not_move_the_case_corrects_nothing(self, case: Case) -> None:
        wrong = discuss(case)
        with pytest.raises(OutOfReach):
            correct(wrong, by=UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL)))

    def test_it_is_corrected_on_its_page(
        self, case: Case, coordinator: User, client: Client
    ) -> None:
        wrong = discuss(case)
        sign_in(client, coordinator)
        address = reverse("cases:strategy_correct", args=[wrong.pk])
        assert f'href="{address}"' in client.get(section_url(case)).text
        assert "Invented Officer, police" in client.get(address).text
        refused = client.post(address, {**POSTED, "why": ""})
        assert refused.status_code == 400
        page = client.post(address, {**POSTED, "why": "Wrong outcome."}, follow=True).text
        assert "The correction is saved." in page
        assert "Wrong outcome." in page
        assert f'href="{address}"' not in page
        again = client.get(address).text
        assert "This record has been corrected already." in again
        assert 'name="why"' not in again

    def test_an_unknown_record_is_not_there(self, coordinator: User, client: Client) -> None:
        sign_in(client, coordinator)
        address = reverse("cases:strategy_correct", args=[uuid.uuid4()])
        assert client.get(address).status_code == 404
