"""What the rules suggest: SERAF as the oracle, every edge of WM-SUGGEST-1, and the common rules."""

import copy
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import RiskLevel
from screening.scoring import (
    CRITICAL,
    HEALTH_HIDDEN,
    UNDER_13_DISCLOSURE,
    VULNERABILITY_CAP,
    ChildFacts,
    Suggestion,
    Tick,
    known_ticks,
    prompts,
    suggest,
    without_health,
)
from screening.tool import JUDGEMENT_ONLY, SCORE_BANDS, Level, Tool, parse, shipped_definition

WM_SUGGEST = "WM-SUGGEST-1"
FLOORS = ("UNDER-13", "LEARNING-DISABILITY")
FIFTEEN = ChildFacts(age=15)
TWELVE = ChildFacts(age=12)


def seraf() -> Tool:
    """SERAF with four significant lines of our own: the printed list could not be read."""
    definition = copy.deepcopy(shipped_definition("SERAF"))
    definition["groups"][2]["indicators"] = [
        {"code": f"SF-S{number:02}", "label": f"Significant {number}"} for number in range(1, 5)
    ]
    return parse(definition)


SERAF = seraf()
DUDLEY = parse(shipped_definition("DUDLEY-2015"))
REGIONAL = parse(shipped_definition("WM-REGIONAL-2015"))


def ticks(window: str, *codes: str) -> set[Tick]:
    return {Tick(code, window) for code in codes}


def first(group: str, number: int) -> list[str]:
    return [f"{group}{one:02}" for one in range(1, number + 1)]


def scored(vulnerable: int, moderate: int, now: int, before: int) -> Suggestion:
    """SERAF with the first so many ticked in each column."""
    ticked = (
        ticks("LIFETIME", *first("V", vulnerable))
        | ticks("CURRENT_6M", *first("SF-M", moderate))
        | ticks("CURRENT_6M", *first("SF-S", now))
        | ticks("SERAF_6_12M", *first("SF-S", before))
    )
    return suggest(SERAF, ticked, FIFTEEN)


@pytest.mark.parametrize(
    ("vulnerable", "moderate", "now", "before", "score", "band"),
    [
        (0, 0, 0, 0, 0, "CAT1"),
        (2, 3, 0, 0, 5, "CAT1"),
        (0, 0, 1, 0, 5, "CAT1"),
        (3, 3, 0, 0, 6, "CAT2"),
        (0, 0, 1, 1, 6, "CAT2"),
        (5, 5, 0, 0, 10, "CAT2"),
        (0, 0, 2, 0, 10, "CAT2"),
        (5, 6, 0, 0, 11, "CAT3"),
        (0, 1, 2, 0, 11, "CAT3"),
        (7, 8, 0, 0, 15, "CAT3"),
        (0, 0, 3, 0, 15, "CAT3"),
        (8, 8, 0, 0, 16, "CAT4"),
        (0, 0, 3, 1, 16, "CAT4"),
        (11, 12, 4, 4, 47, "CAT4"),
    ],
)
def test_seraf_puts_every_band_edge_where_the_guidance_does(
    vulnerable: int, moderate: int, now: int, before: int, score: int, band: str
) -> None:
    found = scored(vulnerable, moderate, now, before)
    assert found.score == score
    assert found.level is not None
    assert SERAF.outcome_for(found.level).code == band
    assert found.rule == SCORE_BANDS


@pytest.mark.parametrize(("now", "before", "points"), [(1, 0, 5), (0, 1, 1), (1, 1, 6), (2, 1, 11)])
def test_a_significant_tick_gives_five_now_one_before_and_six_for_both(
    now: int, before: int, points: int
) -> None:
    assert scored(0, 0, now, before).score == points


def test_a_score_names_its_band_and_the_points_of_each_group() -> None:
    found = scored(1, 0, 2, 0)
    assert [reason.says for reason in found.because] == [
        "A score of 11 is in the band “Moderate risk”.",
        "Vulnerabilities: 1 point.",
        "Significant risk indicators: 10 points.",
    ]
    assert found.because[2].ticks == (Tick("SF-S01", "CURRENT_6M"), Tick("SF-S02", "CURRENT_6M"))


def test_vulnerabilities_alone_never_score_above_at_risk() -> None:
    found = scored(11, 0, 0, 0)
    assert found.score == 11
    assert found.level == Level.AT_RISK
    assert found.because[-1].says == VULNERABILITY_CAP


def test_one_tick_beside_the_vulnerabilities_lifts_the_cap() -> None:
    assert scored(11, 1, 0, 0).level == Level.SIGNIFICANT


def wm(
    ticked: Iterable[Tick], child: ChildFacts = FIFTEEN, **options: tuple[str, ...]
) -> Suggestion:
    return suggest(DUDLEY, ticked, child, rule=WM_SUGGEST, **options)


@pytest.mark.parametrize(
    ("now", "before", "risk", "level"),
    [
        (3, 0, 0, Level.SERIOUS),
        (7, 7, 15, Level.SERIOUS),
        (2, 0, 0, Level.SIGNIFICANT),
        (2, 7, 15, Level.SIGNIFICANT),
        (1, 0, 0, Level.SIGNIFICANT),
        (1, 1, 0, Level.SIGNIFICANT),
        (0, 1, 0, Level.AT_RISK),
        (0, 7, 15, Level.AT_RISK),
        (0, 0, 3, Level.AT_RISK),
        (0, 0, 2, Level.NO_CURRENT_RISK),
        (0, 0, 0, Level.NO_CURRENT_RISK),
    ],
)
def test_wm_suggest_has_its_edges_where_it_says(
    now: int, before: int, risk: int, level: Level
) -> None:
    found = wm(
        ticks("CURRENT_6M", *first("S", now))
        | ticks("PRIOR_6M", *first("S", before))
        | ticks("TICK", *first("R", risk))
    )
    assert found.level == level
    assert found.rule == WM_SUGGEST


@pytest.mark.parametrize(
    ("child", "level"),
    [
        (ChildFacts(age=12), Level.AT_RISK),
        (ChildFacts(age=13), Level.NO_CURRENT_RISK),
        (ChildFacts(age=None), Level.NO_CURRENT_RISK),
        (ChildFacts(age=16, learning_disability=True), Level.AT_RISK),
    ],
)
def test_one_risk_tick_is_enough_for_a_young_or_learning_disabled_child(
    child: ChildFacts, level: Level
) -> None:
    assert wm(ticks("TICK", "R01"), child).level == level


@pytest.mark.parametrize("child", [TWELVE, ChildFacts(age=16, learning_disability=True)])
def test_age_and_disability_alone_suggest_nothing(child: ChildFacts) -> None:
    assert wm([], child).level == Level.NO_CURRENT_RISK
    assert wm(ticks("TICK", *first("V", 20)), child).level == Level.NO_CURRENT_RISK


def test_a_suggestion_names_the_line_and_the_ticks_that_fired_it() -> None:
    found = wm(
        ticks("PRIOR_6M", "S04")
        | ticks("TICK", "R02", "R01", "V01")
        | ticks("CURRENT_6M", "S02", "S01")
    )
    (reason,) = found.because
    assert reason.says == "One or two significant indicators, current or in the past 6 months."
    assert reason.ticks == (Tick("S01", "CURRENT_6M"), Tick("S02", "CURRENT_6M"))


def test_either_half_of_a_line_is_named_only_where_it_is_true() -> None:
    (reason,) = wm(ticks("PRIOR_6M", "S04") | ticks("TICK", "R01", "R02")).because
    assert reason.ticks == (Tick("S04", "PRIOR_6M"),)


def test_judgement_only_suggests_no_level() -> None:
    everything = ticks("CURRENT_6M", *first("S", 7))
    assert suggest(DUDLEY, everything, FIFTEEN) == Suggestion(level=None, rule=JUDGEMENT_ONLY)


def test_a_rule_the_tool_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="has no rule GUESS-2"):
        suggest(DUDLEY, [], FIFTEEN, rule="GUESS-2")


def test_ticks_without_a_box_in_this_version_count_for_nothing() -> None:
    strange = {Tick("S08", "CURRENT_6M"), Tick("R01", "CURRENT_6M"), Tick("S01", "TICK")}
    assert known_ticks(DUDLEY, strange) == frozenset()
    assert wm(strange).level == Level.NO_CURRENT_RISK


@pytest.mark.parametrize(
    ("child", "floors", "level"),
    [
        (TWELVE, FLOORS, Level.SIGNIFICANT),
        (ChildFacts(age=15, learning_disability=True), FLOORS, Level.SIGNIFICANT),
        (FIFTEEN, FLOORS, Level.AT_RISK),
        (TWELVE, ("LEARNING-DISABILITY",), Level.AT_RISK),
        (TWELVE, (), Level.AT_RISK),
    ],
)
def test_a_floor_is_an_option_and_lifts_low(
    child: ChildFacts, floors: tuple[str, ...], level: Level
) -> None:
    found = wm(ticks("TICK", *first("R", 3)), child, floors=floors)
    assert found.level == level
    assert (len(found.because) == 2) == (level == Level.SIGNIFICANT)


def test_a_floor_leaves_no_current_risk_and_the_cap_alone() -> None:
    assert wm([], TWELVE, floors=FLOORS).level == Level.NO_CURRENT_RISK
    low = suggest(SERAF, ticks("LIFETIME", *first("V", 6)), TWELVE, floors=FLOORS)
    assert low.level == Level.AT_RISK


@pytest.mark.parametrize(("age", "prompted"), [(12, True), (13, False), (None, False)])
def test_sexual_activity_under_13_prompts_whatever_the_score(
    age: int | None, prompted: bool
) -> None:
    found = prompts(DUDLEY, ticks("TICK", "R13"), ChildFacts(age=age))
    assert [reason.says for reason in found] == ([UNDER_13_DISCLOSURE] if prompted else [])


def test_a_critical_indicator_prompts_at_any_age() -> None:
    (found,) = prompts(DUDLEY, ticks("TICK", "R11", "R01"), FIFTEEN)
    assert found.says == CRITICAL
    assert found.ticks == (Tick("R11", "TICK"),)


def test_without_health_names_no_health_indicator_and_keeps_the_rest() -> None:
    found = suggest(REGIONAL, ticks("CURRENT_6M", "S01", "S08"), FIFTEEN, rule=WM_SUGGEST)
    (masked,) = without_health(REGIONAL, found.because)
    assert masked.ticks == (Tick("S01", "CURRENT_6M"),)
    assert masked.says == HEALTH_HIDDEN, "the number of ticks it takes would tell of the hidden one"
    assert Tick("S08", "CURRENT_6M") in found.because[0].ticks


def boxes(tool: Tool) -> st.SearchStrategy[set[Tick]]:
    return st.sets(
        st.sampled_from(
            [
                Tick(indicator.code, window)
                for group, indicator in tool.indicators()
                for window in group.windows
            ]
        )
    )


children = st.builds(ChildFacts, st.none() | st.integers(0, 17), st.booleans())
rules = st.sampled_from([(SERAF, SCORE_BANDS), (DUDLEY, WM_SUGGEST), (REGIONAL, WM_SUGGEST)])


@given(st.data(), rules, children, st.sets(st.sampled_from(FLOORS)))
def test_one_more_tick_never_lowers_a_suggestion(
    data: st.DataObject, tool_and_rule: tuple[Tool, str], child: ChildFacts, floors: set[str]
) -> None:
    tool, rule = tool_and_rule
    fewer, more = data.draw(boxes(tool)), data.draw(boxes(tool))
    low = suggest(tool, fewer, child, rule=rule, floors=floors).level
    high = suggest(tool, fewer | more, child, rule=rule, floors=floors).level
    assert low is not None
    assert high is not None
    assert high.rank >= low.rank


@given(st.data(), rules, children)
def test_a_suggestion_is_always_explained_by_ticks_that_were_given(
    data: st.DataObject, tool_and_rule: tuple[Tool, str], child: ChildFacts
) -> None:
    tool, rule = tool_and_rule
    given_ticks = data.draw(boxes(tool))
    found = suggest(tool, given_ticks, child, rule=rule)
    assert found.because
    assert {tick for reason in found.because for tick in reason.ticks} <= given_ticks
    plain = known_ticks(tool, given_ticks)
    only_vulnerable = all(tool.group_of(tick.indicator).code == "VULNERABILITY" for tick in plain)
    assert found.level is not None
    if only_vulnerable:
        assert found.level.rank <= Level.AT_RISK.rank


def test_the_levels_of_the_tools_are_the_levels_of_the_cases() -> None:
    assert [str(level) for level in Level] == RiskLevel.values
