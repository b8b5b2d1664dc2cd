"""A case is moved by hand: step down, the next states, the checklist of closing, opening again."""

from __future__ import annotations

from collections.abc import Callable
from csv import DictReader
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agencies.models import User
from agencies.roles import Role
from cases import services
from cases.closing import LEAVES, SHOWN_BY, SPARED, TO_SAY, WRITTEN, checklist, undone
from cases.models import (
    Case,
    CaseStatus,
    ClosingEntry,
    ClosingStep,
    RiskLevel,
    StepDown,
)
from cases.policies import may_step_down, next_states
from core import codes
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach, Refused
from core.workflow import history
from duties.models import Clock
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.architecture.house import ROOT
from tests.cases.factories import HEARD, OPENED, hear, make_case
from tests.duties.factories import open_duty_of
from tests.missing.factories import make_episode
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
LATER = HEARD + timedelta(days=30)
DAY = date(2015, 10, 1)
S = CaseStatus


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def in_state(status: CaseStatus, *, level: str = "", case: Case | None = None) -> Case:
    made = case or make_case()
    Case.objects.filter(pk=made.pk).update(status=status, level=level)
    return Case.objects.get(pk=made.pk)


def screened(level: RiskLevel = RiskLevel.AT_RISK, status: CaseStatus = S.CSE_TEAM_MANAGED) -> Case:
    """A case with a signed screening of this level, in a state of the pathway."""
    case = make_case()
    make_signed(case=case, level=level)
    return in_state(status, level=level, case=case)


def step_down(case: Case, by: User, **details: Any) -> StepDown:
    said: dict[str, Any] = {
        "agency": agency("PHASE"),
        "accepted_by_name": "Invented Worker",
        "accepted_on": DAY,
        "because": "Invented reason.",
        **details,
    }
    return services.step_down_by_hand(case, by=by, at=LATER, **said)


def write_all(case: Case, by: User) -> None:
    for step in WRITTEN:
        services.write_closing_entry(case, step=step, on=DAY, words="Invented.", by=by, at=LATER)


class TestSteppingDown:
    def test_early_help_that_accepted_by_name_takes_the_case(self, coordinator: User) -> None:
        case = screened()
        row = step_down(case, coordinator)
        assert (case.status, row.accepted_by_name) == (S.STEPPED_DOWN, "Invented Worker")
        last = history(case).last()
        assert last
        assert last.because == "Invented reason."
        assert Event.objects.filter(name="case.stepped_down", case_id=case.pk).exists()

    def test_nothing_steps_down_without_a_signed_screening(self, coordinator: User) -> None:
        with pytest.raises(NotNow, match="only after a signed screening"):
            step_down(in_state(S.CSE_TEAM_MANAGED), coordinator)

    def test_after_a_step_up_the_child_is_screened_again_first(self, coordinator: User) -> None:
        case = screened(status=S.CSE_TEAM_MANAGED)
        services.step_up(case, by=None, at=LATER, because="Invented.")
        services.move_case(case, to=S.CSE_TEAM_MANAGED, by=None, at=LATER, because="Invented.")
        assert not may_step_down(case)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("accepted_by_name", " "),
            ("because", ""),
            ("accepted_on", date(2030, 1, 1)),
        ],
    )
    def test_what_is_left_out_or_lies_ahead_is_refused(
        self, field: str, value: Any, coordinator: User
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            step_down(screened(), coordinator, **{field: value})
        assert refusal.value.field == field
        assert not StepDown.objects.exists()

    @pytest.mark.parametrize("status", sorted(set(S) - {S.CSE_TEAM_MANAGED, S.MASE_CYCLE}))
    def test_only_two_states_step_down(self, status: CaseStatus) -> None:
        case = make_case()
        case.status = status
        assert "cannot step down" in may_step_down(case).sentence


class TestMoving:
    @pytest.mark.parametrize(
        ("status", "level", "states"),
        [
            (S.SCREENING, "", ()),
            (S.OUTCOME_SET, RiskLevel.AT_RISK, (S.CSE_TEAM_MANAGED,)),
            (S.OUTCOME_SET, RiskLevel.SERIOUS, ()),
            (S.WITH_SOCIAL_CARE, RiskLevel.SERIOUS, (S.CSE_TEAM_MANAGED,)),
            (S.CSE_TEAM_MANAGED, RiskLevel.AT_RISK, (S.MASE_CYCLE,)),
            (S.MASE_CYCLE, RiskLevel.AT_RISK, (S.TRANSFER_OUT, S.TRANSITION)),
            (S.TRANSFER_OUT, RiskLevel.AT_RISK, (S.MASE_CYCLE,)),
            (S.CLOSED, "", ()),
        ],
    )
    def test_the_next_states_are_those_of_the_pathway(
        self, status: CaseStatus, level: str, states: tuple[CaseStatus, ...]
    ) -> None:
        case = make_case()
        case.status, case.level = status, level
        assert next_states(case) == states

    def test_a_case_moves_with_its_reason(self, coordinator: User) -> None:
        case = in_state(S.CSE_TEAM_MANAGED)
        services.move_by_hand(case, to="MASE_CYCLE", because="Booked.", by=coordinator, at=LATER)
        last = history(case).last()
        assert last
        assert (case.status, last.because) == (S.MASE_CYCLE, "Booked.")

    def test_nothing_moves_while_childrens_services_owe_their_answer(
        self, coordinator: User
    ) -> None:
        case = in_state(S.WITH_SOCIAL_CARE)
        open_duty_of(case, Clock.URGENT_DECISION, starts_at=OPENED)
        assert next_states(case) == ()
        with pytest.raises(Invalid, match="next states"):
            services.move_by_hand(
                case, to="CSE_TEAM_MANAGED", because="x", by=coordinator, at=LATER
            )

    @pytest.mark.parametrize("to", ["CLOSED", "NOWHERE", "", "STEPPED_DOWN", "WITH_SOCIAL_CARE"])
    def test_another_state_is_refused(self, to: str, coordinator: User) -> None:
        with pytest.raises(Invalid):
            services.move_by_hand(
                in_state(S.MASE_CYCLE), to=to, because="x", by=coordinator, at=LATER
            )


class TestClosing:
    def test_a_case_closes_when_its_checklist_is_done(self, coordinator: User) -> None:
        case = in_state(S.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK)
        hear(case)
        write_all(case, coordinator)
        assert undone(case, reason="RISK_REDUCED", at=LATER) == ()
        services.close_by_hand(case, reason="RISK_REDUCED", by=coordinator, at=LATER)
        assert case.status == S.CLOSED

    def test_each_criterion_alone_keeps_the_case_open(self, coordinator: User) -> None:
        case = in_state(S.OUTCOME_SET, level=RiskLevel.AT_RISK)
        open_duty_of(case, Clock.COUNTERSIGN, starts_at=OPENED)
        make_episode(child=case.child, ended_at=None)
        lines = checklist(case, at=LATER)
        assert len(lines) == 8
        assert not any(line.met for line in lines)
        assert [line.label.split()[0] for line in lines] == [
            *("No", "MASE,", "No", "Nothing", "The", "The", "The", "The")
        ]
        with pytest.raises(Invalid) as refusal:
            services.close_by_hand(case, reason="RISK_REDUCED", by=coordinator, at=LATER)
        assert refusal.value.field == "reason"
        assert all(line.label in refusal.value.sentence for line in lines)

    @pytest.mark.parametrize("reason", sorted(SPARED))
    def test_a_reason_that_asks_for_less_is_of_the_list_and_spares_what_it_says(
        self, reason: str
    ) -> None:
        assert reason in codes.labels("case_closure_reason")
        case = in_state(S.OUTCOME_SET, level=RiskLevel.AT_RISK)
        every, asked = (
            {line.label for line in checklist(case, at=LATER, reason=one)} for one in ("", reason)
        )
        assert len(every - asked) == len(SPARED[reason])

    def test_every_reason_that_needs_something_says_what(self) -> None:
        with (ROOT.parent / "shared/domain/fixtures/case_closure_reason.csv").open() as file:
            needs = {row["code"] for row in DictReader(file) if row["needs"]}
        assert set(SHOWN_BY) == needs

    @pytest.mark.parametrize("reason", sorted(TO_SAY - set(LEAVES)))
    def test_what_stands_behind_a_reason_is_said_and_kept(
        self, reason: str, coordinator: User
    ) -> None:
        case = in_state(S.OUTCOME_SET, level=RiskLevel.AT_RISK)
        hear(case)
        write_all(case, coordinator)
        said: dict[str, Any] = {"reason": reason, "by": coordinator, "at": LATER}
        with pytest.raises(Invalid) as refusal:
            services.close_by_hand(case, because=" ", **said)
        assert refusal.value.field == "because"
        services.close_by_hand(case, because="An invented panel.", **said)
        last = history(case).last()
        assert last
        assert last.because == "An invented panel."

    def test_a_serious_case_does_not_close_as_not_engaging(self, coordinator: User) -> None:
        case = in_state(S.MASE_CYCLE, level=RiskLevel.SERIOUS)
        hear(case)
        write_all(case, coordinator)
        with pytest.raises(NotNow, match="serious risk"):
            services.close_by_hand(
                case, reason="DISENGAGED", because="A panel.", by=coordinator, at=LATER
            )

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [("STEP_DOWN_EH", "not stepped down"), ("NO_SUCH", "Choose a reason")],
    )
    def test_a_reason_that_is_not_so_is_refused(
        self, reason: str, sentence: str, coordinator: User
    ) -> None:
        case = in_state(S.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK)
        hear(case)
        write_all(case, coordinator)
        with pytest.raises(Invalid, match=sentence):
            services.close_by_hand(case, reason=reason, by=coordinator, at=LATER)

    def test_a_stepped_down_case_closes_as_stepped_down(self, coordinator: User) -> None:
        case = screened()
        step_down(case, coordinator)
        hear(case)
        write_all(case, coordinator)
        with pytest.raises(Invalid, match="not “No current CSE risk”"):
            services.close_by_hand(case, reason="RISK_REDUCED", by=coordinator, at=LATER)
        services.close_by_hand(case, reason="STEP_DOWN_EH", by=coordinator, at=LATER)
        assert case.status == S.CLOSED

    def test_what_was_written_before_the_case_was_opened_again_counts_no_longer(
        self, coordinator: User
    ) -> None:
        case = in_state(S.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK)
        hear(case)
        write_all(case, coordinator)
        services.close_by_hand(case, reason="RISK_REDUCED", by=coordinator, at=LATER)
        after = LATER + timedelta(days=1)
        services.reopen_by_hand(case, because="Seen again.", by=coordinator, at=after)
        case = in_state(S.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK, case=case)
        assert set(undone(case, reason="", at=after)) == {step.label for step in WRITTEN}
        assert ClosingEntry.objects.count() == len(WRITTEN)

    def test_an_entry_lies_in_the_past_and_says_something(self, coordinator: User) -> None:
        case = make_case()
        wrong: list[dict[str, Any]] = [
            {"on": date(2030, 1, 1), "words": "x"},
            {"on": DAY, "words": " "},
        ]
        for details in wrong:
            with pytest.raises(Invalid):
                services.write_closing_entry(
                    case, step=ClosingStep.TOLD, by=coordinator, at=LATER, **details
                )

    @pytest.mark.parametrize(
        ("role", "where", "refusal"),
        [
            (Role.DIRECT_WORKER, "", NotAllowed),
            (Role.COORDINATOR, SANDWELL, OutOfReach),
        ],
    )
    def test_who_may_not_move_a_case_does_none_of_it(
        self, role: Role, where: str, refusal: type[Refused]
    ) -> None:
        case = make_case()
        who = UserFactory(role=role, **({"role__serving": authority(where)} if where else {}))
        if role == Role.DIRECT_WORKER:
            services.allocate(case, agency=agency("PHASE"), role=role, user=who, by=None, at=OPENED)
        said: dict[str, Any] = {"by": who, "at": LATER}
        with pytest.raises(refusal):
            services.close_by_hand(case, reason="DIED", **said)
        with pytest.raises(refusal):
            services.move_by_hand(case, to="MASE_CYCLE", because="x", **said)
        with pytest.raises(refusal):
            services.reopen_by_hand(case, because="x", **said)
        with pytest.raises(refusal):
            services.write_closing_entry(case, step=ClosingStep.TOLD, on=DAY, words="x", **said)
        with pytest.raises(refusal):
            step_down(case, who)


class TestOpeningAgain:
    def test_new_information_opens_a_closed_case_for_screening(self, coordinator: User) -> None:
        case = in_state(S.OUTCOME_SET)
        services.close_case(case, reason="NOT_CSE", by=None, at=LATER)
        after = LATER + timedelta(days=1)
        services.reopen_by_hand(case, because="Seen again.", by=coordinator, at=after)
        case = Case.objects.get(pk=case.pk)
        last = history(case).last()
        assert last
        assert (case.status, last.because, case.spells.count()) == (S.SCREENING, "Seen again.", 2)

    def test_an_open_case_is_not_opened_again(self, coordinator: User) -> None:
        with pytest.raises(NotNow, match="is open"):
            services.reopen_by_hand(make_case(), because="x", by=coordinator, at=LATER)

    def test_beside_an_open_case_of_the_child_a_closed_one_stays_closed(
        self, coordinator: User
    ) -> None:
        one = in_state(S.OUTCOME_SET)
        services.close_case(one, reason="NOT_CSE", by=None, at=LATER)
        other = make_case()
        Case.objects.filter(pk=other.pk).update(child=one.child)
        with pytest.raises(NotNow, match="open case here already"):
            services.reopen_by_hand(one, because="x", by=coordinator, at=LATER)


def at_once(people: tuple[User, User], do: Callable[[User], Any]) -> list[str]:
    """Two people do one thing at the same moment: what each is told, nothing for who wins."""
    together, answers = Barrier(2), []

    def go(who: User) -> None:
        try:
            together.wait(timeout=10)
            do(who)
            answers.append("")
        except NotNow as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_wins_and_the_other_is_told_who(coordinator: User) -> None:
    case = in_state(S.OUTCOME_SET, level=RiskLevel.NO_CURRENT_RISK)
    hear(case)
    write_all(case, coordinator)
    rows = [Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)]

    def close(who: User) -> None:
        services.close_by_hand(rows.pop(), reason="RISK_REDUCED", by=who, at=LATER)

    won, told = at_once((coordinator, UserFactory(role=Role.COORDINATOR)), close)
    assert not won
    assert "has recorded “Closed”" in told


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_case_again_at_once_one_wins_and_it_is_opened_once(
    coordinator: User,
) -> None:
    case = in_state(S.OUTCOME_SET)
    services.close_case(case, reason="NOT_CSE", by=None, at=LATER)
    rows = [Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)]

    def reopen(who: User) -> None:
        services.reopen_by_hand(rows.pop(), because="Seen again.", by=who, at=LATER)

    won, told = at_once((coordinator, UserFactory(role=Role.COORDINATOR)), reopen)
    assert (won, told) == ("", "This case is open.")
    assert case.spells.count() == 2
