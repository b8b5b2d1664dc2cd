"""The pages of a draft, from the start to the signature."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, RiskLevel
from cases.services import allocate, give_to_cse_team
from core.models import Event, ReadEvent
from screening import services
from screening.events import ScreeningEvent
from screening.models import Screening, ScreeningStatus
from screening.scoring import Tick
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, agency, authority
from tests.cases.factories import make_case
from tests.screening.factories import (
    given,
    make_draft,
    make_ready,
    make_signed,
    person,
    tool_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def screener() -> User:
    return person(Role.SCREENER)


@pytest.fixture
def door(client: Client, screener: User) -> Client:
    return sign_in(client, screener)


def draft_by(screener: User, **details: Any) -> Screening:
    return make_draft(by=screener, at=timezone.now() - timedelta(minutes=5), **details)


def address(name: str, *args: object) -> str:
    return reverse(f"screening:{name}", args=args)


def fields(draft: Screening, **typed: Any) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "page": "11111111-1111-4111-8111-111111111111",
        "edition": draft.edition,
        "completed_on_day": day.day,
        "completed_on_month": day.month,
        "completed_on_year": day.year,
        "go": "on",
        **typed,
    }


S01 = (Tick("S01", "CURRENT_6M"), Tick("S01", "PRIOR_6M"))
R01 = {"tick_R01_TICK": "on", "basis_R01": "FACT", "evidence_R01": "Invented evidence."}


def test_start_offers_the_published_forms_and_begins_with_the_chosen_one(
    door: Client, screener: User
) -> None:
    case, version = make_case(), tool_version("SANDWELL-2014")
    page = door.get(address("start", case.pk))
    assert page.status_code == 200
    assert "Sandwell CSE screening tool" in page.text
    assert "Sexual Exploitation Risk Assessment Framework" not in page.text
    answer = door.post(address("start", case.pk), {"version": str(version.pk)})
    draft = Screening.objects.get()
    assert answer["Location"] == address("fill", draft.pk)
    assert (draft.version, draft.screener) == (version, screener)


def test_start_twice_leads_to_the_same_draft(door: Client) -> None:
    case, version = make_case(), tool_version()
    ways = [
        door.post(address("start", case.pk), {"version": str(version.pk)})["Location"]
        for _ in range(2)
    ]
    assert ways[0] == ways[1]
    assert Screening.objects.count() == 1


@pytest.mark.parametrize("version", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_start_refuses_a_form_that_is_not_offered(door: Client, version: str) -> None:
    tool_version()
    answer = door.post(address("start", make_case().pk), {"version": version})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_a_case_of_another_authority_is_not_found(door: Client) -> None:
    case = make_case(where=authority(SANDWELL))
    assert door.get(address("start", case.pk)).status_code == 404


def test_a_role_that_does_not_screen_is_told_so(client: Client) -> None:
    sign_in(client, person(Role.REFERRER))
    assert client.get(address("start", make_case().pk)).status_code == 403


def test_the_form_has_two_boxes_only_where_the_version_has_two_windows(
    door: Client, screener: User
) -> None:
    page = door.get(address("fill", draft_by(screener).pk)).text
    boxes = re.findall(r'type="checkbox"[^>]*name="(tick_[^"]+)"|name="(tick_[^"]+)"', page)
    names = sorted({one or other for one, other in boxes})
    assert len(names) == 7 * 2 + 15 + 20
    assert "tick_S01_PRIOR_6M" in names
    assert "tick_R01_PRIOR_6M" not in names


def test_the_form_says_which_part_of_it_is_reconstructed(door: Client, screener: User) -> None:
    page = door.get(address("fill", draft_by(screener).pk)).text
    assert page.count("The printed list could not be read") == 2


def test_going_on_saves_the_ticks_and_asks_for_the_outcome(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    answer = door.post(address("fill", draft.pk), fields(draft, **R01))
    assert answer["Location"] == address("outcome", draft.pk)
    (saved,) = draft.answers.all()
    assert (saved.indicator, saved.windows, saved.basis) == ("R01", ["TICK"], "FACT")


def test_coming_back_later_saves_what_is_there_without_asking_for_evidence(
    door: Client, screener: User
) -> None:
    draft = draft_by(screener, ticked=())
    typed = fields(draft, tick_R02_TICK="on", go="later", completed_on_day="")
    typed |= {"completed_on_month": "", "completed_on_year": ""}
    answer = door.post(address("fill", draft.pk), typed, follow=True)
    assert "Saved." in answer.text
    assert [one.indicator for one in draft.answers.all()] == ["R02"]


def test_going_on_asks_for_the_evidence_of_every_tick_and_keeps_what_was_typed(
    door: Client, screener: User
) -> None:
    draft = draft_by(screener, ticked=())
    typed = fields(draft, tick_R01_TICK="on", voice_of_child="Words that must not be lost.")
    answer = door.post(address("fill", draft.pk), typed)
    assert answer.status_code == 400
    assert "Enter the evidence for" in answer.text
    assert 'href="#id_evidence_R01"' in answer.text
    assert "Words that must not be lost." in answer.text


def test_a_day_in_the_future_is_refused(door: Client, screener: User) -> None:
    draft = draft_by(screener)
    answer = door.post(address("fill", draft.pk), fields(draft, completed_on_year=2999))
    assert answer.status_code == 400
    assert "Day of completion must not be in the future" in answer.text


def test_a_stale_page_overwrites_nothing_and_keeps_both_texts(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    here = fields(draft, **R01, voice_of_child="Typed here.")
    there = fields(draft, **R01, voice_of_child="Typed there.")
    there["page"] = "22222222-2222-4222-8222-222222222222"
    assert door.post(address("fill", draft.pk), there).status_code == 302
    answer = door.post(address("fill", draft.pk), here)
    assert answer.status_code == 409
    assert "Typed here." in answer.text
    draft.refresh_from_db()
    assert draft.voice_of_child == "Typed there."
    again = door.post(address("fill", draft.pk), {**here, "edition": draft.edition})
    assert again.status_code == 302


def test_autosave_keeps_the_ticks_without_a_page(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    answer = door.post(address("autosave", draft.pk), fields(draft, **R01))
    assert answer.status_code == 204
    assert draft.answers.count() == 1
    assert door.post(address("autosave", draft.pk), fields(draft, **R01)).status_code == 204


def test_autosave_goes_on_while_a_day_is_half_typed(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    before = draft.completed_on
    typed = fields(draft, **R01, completed_on_month="", voice_of_child="I want to sleep.")
    assert door.post(address("autosave", draft.pk), typed).status_code == 204
    draft.refresh_from_db()
    assert (draft.completed_on, draft.voice_of_child) == (before, "I want to sleep.")
    assert draft.answers.count() == 1


def test_autosave_refuses_what_cannot_be_stored(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    typed = fields(draft, evidence_R01="x" * 2001)
    assert door.post(address("autosave", draft.pk), typed).status_code == 400
    assert draft.answers.count() == 0


def test_the_live_card_follows_the_page_and_saves_nothing(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    services.agree_rule(
        draft.case.authority,
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=timezone.localdate(),
        by=person(Role.TEAM_MANAGER),
        at=timezone.now(),
    )
    typed = fields(draft, tick_S01_CURRENT_6M="on", tick_R11_TICK="on")
    answer = door.post(address("suggest", draft.pk), typed).text
    assert "Suggested: <strong>Medium (significant risk)</strong>" in answer
    assert "One or two significant indicators" in answer
    assert "agreed by The safeguarding children board" in answer
    assert "A critical indicator is ticked" in answer
    assert draft.answers.count() == 0


def test_a_critical_tick_leads_to_the_danger_card_once(door: Client, screener: User) -> None:
    draft = draft_by(screener, ticked=())
    typed = fields(
        draft, tick_R11_TICK="on", basis_R11="REPORTED", evidence_R11="Invented evidence."
    )
    answer = door.post(address("fill", draft.pk), typed)
    assert answer["Location"] == address("danger", draft.pk)
    assert "Is the child in immediate danger?" in door.get(answer["Location"]).text
    assert not Event.objects.filter(name=ScreeningEvent.DANGER_SHOWN).exists()
    read = door.post(answer["Location"], {"danger_card": "seen"})
    assert read["Location"] == address("outcome", draft.pk)
    assert Event.objects.filter(name=ScreeningEvent.DANGER_SHOWN).count() == 1
    draft.refresh_from_db()
    again = door.post(address("fill", draft.pk), {**typed, "edition": draft.edition})
    assert again["Location"] == address("outcome", draft.pk)


def test_last_answers_and_the_referrers_ticks_stand_beside_the_form(
    door: Client, screener: User
) -> None:
    case = make_case()
    give_to_cse_team(case, by=screener, at=timezone.now())
    make_signed(case=case, by=screener, ticked=("R01",))
    services.store_referrer_ticks(
        case,
        child=case.child,
        tool_version=tool_version(),
        ticks={Tick("R02", "TICK"), *S01},
        evidence={
            Tick("R02", "TICK"): "Said by the referrer.",
            S01[0]: "Nights away.",
            S01[1]: "Last winter.",
        },
        by=None,
        at=timezone.now(),
    )
    page = door.get(address("fill", draft_by(screener, case=case).pk)).text
    assert page.index(": Nights away.") < page.index(": Last winter.")
    assert "Last screened 15 September 2015: Low (at risk)" in page
    assert "Last time: ticked (since 15 September 2015)" in page
    assert "Referrer: ticked. “Said by the referrer.”" in page


def test_what_a_referrer_said_where_the_screener_does_not_reach_stays_there(
    door: Client, screener: User
) -> None:
    case, elsewhere = make_case(), make_case(where=authority(SANDWELL))
    services.store_referrer_ticks(
        elsewhere,
        child=case.child,
        tool_version=tool_version(),
        ticks={Tick("R02", "TICK")},
        evidence={Tick("R02", "TICK"): "Said by the referrer."},
        by=None,
        at=timezone.now(),
    )
    assert (
        "Said by the referrer."
        not in door.get(address("fill", draft_by(screener, case=case).pk)).text
    )


def test_who_reads_only_their_own_screenings_sees_no_other_beside_the_form(
    client: Client, screener: User
) -> None:
    case, worker = make_case(), person(Role.RUNAWAYS)
    make_signed(case=case, by=screener, ticked=("R01",))
    allocate(
        case,
        user=worker,
        agency=agency("RUNAWAYS"),
        role=Role.RUNAWAYS,
        by=None,
        at=timezone.now(),
    )
    opened = sign_in(client, worker)
    for page in (
        address("start", case.pk),
        address("fill", draft_by(worker, case=case).pk),
    ):
        shown = opened.get(page)
        assert shown.status_code == 200
        assert "Last screened" not in shown.text
        assert "Last time: ticked" not in shown.text


def test_outcome_saves_the_choice_and_leads_to_the_signature(door: Client, screener: User) -> None:
    draft = draft_by(screener)
    page = door.get(address("outcome", draft.pk)).text
    assert "No outcome is suggested" in page
    answer = door.post(
        address("outcome", draft.pk), {"level": "AT_RISK", "rationale": "Invented judgement."}
    )
    assert answer["Location"] == address("check", draft.pk)
    draft.refresh_from_db()
    assert draft.chosen == RiskLevel.AT_RISK


def test_significant_asks_for_the_threshold_discussion_first(door: Client, screener: User) -> None:
    draft = draft_by(screener)
    answer = door.post(
        address("outcome", draft.pk), {"level": "SIGNIFICANT", "rationale": "Invented."}
    )
    assert answer["Location"] == address("threshold", draft.pk)
    moment = timezone.localtime() - timedelta(hours=2)
    typed = {
        "open_to_social_care": "no",
        "discussed_with": "The duty manager",
        "discussed_at_day": moment.day,
        "discussed_at_month": moment.month,
        "discussed_at_year": moment.year,
        "discussed_at_time": f"{moment:%H:%M}",
        "decision": "CSE_TEAM_MANAGES",
        "because": "Invented reason.",
    }
    answer = door.post(answer["Location"], typed)
    assert answer["Location"] == address("check", draft.pk)
    assert draft.threshold_discussions.get().open_to_social_care is False


@pytest.mark.parametrize("level", ["", "LOW", "SERIOUS' OR 1=1"])
def test_outcome_refuses_what_is_no_level(door: Client, screener: User, level: str) -> None:
    draft = draft_by(screener)
    answer = door.post(address("outcome", draft.pk), {"level": level, "rationale": "Typed."})
    assert answer.status_code == 400
    assert "Typed." in answer.text


def test_signing_ends_the_draft(door: Client, screener: User) -> None:
    draft = make_ready(by=screener, at=timezone.now() - timedelta(minutes=5))
    assert "Sign the screening" in door.get(address("check", draft.pk)).text
    answer = door.post(address("sign", draft.pk))
    assert answer["Location"] == address("detail", draft.pk)
    draft.refresh_from_db()
    assert draft.status == ScreeningStatus.SIGNED
    assert door.get(address("fill", draft.pk)).status_code == 409


def test_signing_too_early_says_what_is_missing(door: Client, screener: User) -> None:
    draft = draft_by(screener)
    assert "Choose the outcome" in door.get(address("check", draft.pk)).text
    answer = door.post(address("sign", draft.pk))
    assert answer.status_code == 409
    assert "Choose the outcome and give the judgement behind it." in answer.text


def test_another_persons_draft_is_not_filled_in(door: Client) -> None:
    draft = make_draft()
    answer = door.get(address("fill", draft.pk))
    assert answer.status_code == 409
    assert "Somebody else is filling this in." in answer.text


def test_taking_over_a_draft_makes_it_ones_own(door: Client, screener: User) -> None:
    draft = make_draft()
    answer = door.post(address("take_over", draft.pk))
    assert answer["Location"] == address("fill", draft.pk)
    draft.refresh_from_db()
    assert draft.screener == screener


def test_abandoning_keeps_the_draft_and_its_reason(door: Client, screener: User) -> None:
    draft = draft_by(screener)
    assert door.post(address("abandon", draft.pk), {"because": ""}).status_code == 400
    answer = door.post(address("abandon", draft.pk), {"because": "Invented reason."})
    assert answer["Location"] == address("list")
    draft.refresh_from_db()
    assert draft.status == ScreeningStatus.ABANDONED


@pytest.mark.parametrize("name", ["fill", "outcome", "threshold", "check", "abandon", "danger"])
def test_every_page_of_a_draft_writes_one_read_event(
    door: Client, screener: User, name: str
) -> None:
    draft = draft_by(screener)
    assert door.get(address(name, draft.pk)).status_code == 200
    (event,) = ReadEvent.objects.all()
    assert event.record_ids == [draft.pk]
    assert event.subject_ids == [draft.case.child_id]
    assert event.route == f"screening:{name}"


def worker_with(case: Case) -> User:
    allocate(case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=timezone.now())
    return person(Role.DIRECT_WORKER)


def test_a_role_without_health_detail_fills_in_a_form_without_it(client: Client) -> None:
    case = make_case()
    worker = worker_with(case)
    draft = make_draft(case=case, by=worker, tool="WM-REGIONAL-2015", answers=given("R05", "R01"))
    sign_in(client, worker)
    page = client.get(address("fill", draft.pk)).text
    assert "sexually transmitted" not in page.lower()
    assert "Invented evidence for R05" not in page
    client.post(address("fill", draft.pk), fields(draft, **R01))
    kept = draft.answers.get(indicator="R05")
    assert kept.evidence == "Invented evidence for R05."
