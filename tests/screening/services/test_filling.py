"""Starting and filling in a draft."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agencies.models import User
from agencies.roles import Role
from cases.models import RiskLevel
from cases.services import allocate, close_case
from children.models import ChildDisability
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from screening import assessing, services
from screening.models import Basis, ReferrerTick, ReferrerTicks, ScreeningStatus
from screening.scoring import ChildFacts, Tick
from screening.services import AnswerGiven, PageMark
from tests.agencies.factories import SANDWELL, agency, authority
from tests.cases.factories import make_case
from tests.screening.factories import NOW, given, make_draft, make_signed, person, tool_version

pytestmark = pytest.mark.django_db


def test_without_a_choice_the_form_is_the_latest_that_was_valid_by_then() -> None:
    tool_version()
    screener, early = person(Role.SCREENER), NOW.replace(month=8)
    new = services.start_screening(make_case(), by=screener, at=NOW)
    old = services.start_screening(make_case(at=early), by=screener, at=early)
    assert (new.version.code, old.version.code) == ("DUDLEY-2015", "WM-REGIONAL-2015")


def test_the_form_an_authority_uses_comes_first() -> None:
    version = tool_version("SANDWELL-2014")
    services.agree_rule(
        authority(), version=version, rule="JUDGEMENT_ONLY", by=person(Role.COORDINATOR), at=NOW
    )
    draft = services.start_screening(make_case(), by=person(Role.SCREENER), at=NOW)
    assert draft.version == version


def test_reference_data_is_not_offered_as_a_form() -> None:
    with pytest.raises(Invalid, match="offered"):
        services.start_screening(
            make_case(), version=tool_version("SERAF"), by=person(Role.SCREENER), at=NOW
        )


def test_a_closed_case_is_not_screened() -> None:
    signed = make_signed(level=RiskLevel.NO_CURRENT_RISK)
    close_case(signed.case, reason="RISK_REDUCED", by=person(Role.COORDINATOR), at=NOW)
    with pytest.raises(NotNow, match="closed"):
        services.start_screening(signed.case, by=person(Role.SCREENER), at=NOW)


def test_another_authority_does_not_find_the_case() -> None:
    screener = person(Role.SCREENER, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.start_screening(make_case(), by=screener, at=NOW)


def test_a_runaways_worker_screens_the_cases_given_to_them() -> None:
    tool_version()
    case, worker = make_case(), person(Role.RUNAWAYS)
    with pytest.raises(OutOfReach):
        services.start_screening(case, by=worker, at=NOW)
    allocate(case, agency=agency("RUNAWAYS"), role=Role.RUNAWAYS, by=None, at=NOW)
    draft = services.start_screening(case, by=User.objects.get(pk=worker.pk), at=NOW)
    assert draft.status == ScreeningStatus.DRAFT


def test_a_role_that_reads_a_case_without_screening_is_refused_in_words() -> None:
    case = make_case()
    allocate(case, agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=NOW)
    with pytest.raises(NotAllowed, match="does not screen"):
        services.start_screening(case, by=person(Role.POLICE_CSE), at=NOW)


def test_saving_replaces_the_answers_the_page_had_and_keeps_the_others() -> None:
    draft = make_draft(ticked=("R01", "R05"))
    services.save_answers(
        draft,
        answers=given("R02", "R05"),
        shown={"R01", "R02"},
        by=draft.screener,
        at=NOW,
    )
    assert sorted(one.indicator for one in draft.answers.all()) == ["R02", "R05"]


def test_a_note_without_a_tick_is_kept_and_counts_for_nothing() -> None:
    note = AnswerGiven("R01", (), Basis.OPINION, "Considered and not ticked.")
    draft = make_draft(answers=[note])
    assert draft.answers.get().evidence == "Considered and not ticked."
    assert assessing.ticks_of(draft) == frozenset()


@pytest.mark.parametrize(
    ("day", "words"),
    [(NOW.date() + timedelta(days=1), "future"), (date(2001, 5, 31), "before the birth")],
)
def test_an_impossible_day_of_completion_is_refused(day: date, words: str) -> None:
    draft = make_draft()
    with pytest.raises(Invalid, match=words):
        services.save_answers(draft, answers=[], completed_on=day, by=draft.screener, at=NOW)


def test_a_page_opened_before_another_saved_overwrites_nothing() -> None:
    draft = make_draft(ticked=("R01",))
    here, there = PageMark(uuid.uuid4(), draft.edition), PageMark(uuid.uuid4(), draft.edition)
    services.save_answers(draft, answers=given("R02"), mark=there, by=draft.screener, at=NOW)
    with pytest.raises(NotNow, match="another page"):
        services.save_answers(draft, answers=given("R03"), mark=here, by=draft.screener, at=NOW)
    assert [one.indicator for one in draft.answers.all()] == ["R02"]
    services.save_answers(draft, answers=given("R04"), mark=there, by=draft.screener, at=NOW)
    assert [one.indicator for one in draft.answers.all()] == ["R04"]


def test_only_the_person_who_screens_saves() -> None:
    with pytest.raises(NotNow, match="Take it over"):
        services.save_answers(make_draft(), answers=[], by=person(Role.COORDINATOR), at=NOW)


def test_a_signed_screening_is_not_saved() -> None:
    signed = make_signed()
    with pytest.raises(NotNow, match="finished"):
        services.save_answers(signed, answers=[], by=signed.screener, at=NOW)


def test_a_new_critical_tick_asks_for_the_danger_card_again() -> None:
    draft = make_draft(ticked=("R11",))
    draft = services.note_danger_shown(draft, by=draft.screener, at=NOW)
    calm = services.save_answers(draft, answers=given("R01"), by=draft.screener, at=NOW)
    again = services.save_answers(calm, answers=given("R11"), by=draft.screener, at=NOW)
    assert again.danger_seen_at is None


def test_what_a_rule_knows_of_the_child_is_of_the_day_of_completion() -> None:
    draft = make_draft()
    ChildDisability.objects.create(
        child=draft.case.child, code="LD", from_on=date(2015, 9, 15), recorded_at=NOW
    )
    assert assessing.child_facts(draft) == ChildFacts(age=14, learning_disability=True)
    before = assessing.child_facts(draft, on=date(2015, 9, 14))
    assert before == ChildFacts(age=14, learning_disability=False)


def test_another_outcome_than_suggested_needs_a_reason() -> None:
    draft = make_draft(ticked=("S01", "S02", "S03"))
    services.agree_rule(
        authority(),
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=NOW.date(),
        by=person(Role.COORDINATOR),
        at=NOW,
    )
    choice: dict[str, Any] = {
        "level": RiskLevel.AT_RISK,
        "rationale": "Invented.",
        "by": draft.screener,
    }
    with pytest.raises(Invalid, match="differs") as refused:
        services.choose_outcome(draft, at=NOW, **choice)
    assert refused.value.field == "difference_reason"
    chosen = services.choose_outcome(draft, at=NOW, difference_reason="Invented.", **choice)
    assert chosen.chosen == RiskLevel.AT_RISK


def test_an_outcome_needs_its_judgement() -> None:
    draft = make_draft()
    with pytest.raises(Invalid, match="judgement"):
        services.choose_outcome(
            draft, level=RiskLevel.AT_RISK, rationale=" ", by=draft.screener, at=NOW
        )


def test_a_threshold_discussion_lies_not_in_the_future() -> None:
    draft = make_draft()
    with pytest.raises(Invalid, match="future"):
        services.record_threshold_discussion(
            draft,
            open_to_social_care=True,
            discussed_with="The duty manager",
            discussed_at=NOW + timedelta(minutes=1),
            decision="REFERRED",
            because="Invented.",
            by=draft.screener,
            at=NOW,
        )


def test_a_referrers_ticks_are_stored_once_by_version_and_code() -> None:
    case = make_case()
    for _ in range(2):
        services.store_referrer_ticks(
            case,
            child=case.child,
            tool_version=tool_version(),
            ticks=[
                Tick("R01", "TICK"),
                Tick("S08", "CURRENT_6M"),
                Tick("S01", "PRIOR_6M"),
                Tick("S01", "CURRENT_6M"),
            ],
            evidence={
                Tick("R01", "TICK"): "Invented words.",
                Tick("S01", "PRIOR_6M"): "Seen in spring.",
                Tick("S01", "CURRENT_6M"): "Seen last week.",
            },
            by=None,
            at=NOW,
        )
    (stored,) = ReferrerTicks.objects.all()
    assert stored.version.code == "DUDLEY-2015"
    rows = ReferrerTick.objects.order_by("indicator", "window").values_list("indicator", "evidence")
    assert list(rows) == [
        ("R01", "Invented words."),
        ("S01", "Seen last week."),
        ("S01", "Seen in spring."),
    ]


def test_a_screening_of_a_summer_night_is_not_in_the_future() -> None:
    night = datetime(2026, 8, 11, 23, 30, tzinfo=UTC)
    draft = make_draft(at=night, completed_on=date(2026, 8, 12))
    assert draft.completed_on == date(2026, 8, 12)
