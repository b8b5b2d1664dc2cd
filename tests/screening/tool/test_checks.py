"""A tool with something wrong in it is told so plainly before it can be published."""

from typing import Any

import pytest

from screening.tool import parse, validate
from tests.screening.tool.spoiling import spoil


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (
            ["groups", 1, "indicators", 1, "code"],
            "R01",
            "Indicator R01 is there 2 times: a code is used once.",
        ),
        (
            ["groups", 1, "indicators", 1, "code"],
            "r 2",
            "Code “r 2” may hold capital letters, figures, - and _ only.",
        ),
        (
            ["groups", 1, "windows"],
            ["LATELY"],
            "Group RISK uses window LATELY, which the tool does not describe.",
        ),
        (["groups", 1, "windows"], [], "Group RISK has no window to tick in."),
        (
            ["groups", 1, "indicators"],
            [],
            "Group RISK has no indicators, so the tool cannot be offered as a form.",
        ),
        (
            ["groups", 0, "score"],
            {"TICK": 1},
            "Group SIGNIFICANT gives points for window TICK, which it has not.",
        ),
        (
            ["groups", 0, "score"],
            {"PRIOR_6M": -1},
            "Group SIGNIFICANT takes points away: a tick never lowers a score.",
        ),
        (["rule"], "SCORE_BANDS", "The rule SCORE_BANDS is not among the tool's rule options."),
        (
            ["rule_options"],
            ["JUDGEMENT_ONLY", "GUESS-2"],
            "The rule option GUESS-2 is described nowhere.",
        ),
        (
            ["counting_rules", 0, "lines", 4, "when"],
            {"age_below": 13},
            "The last line of rule WM-SUGGEST-1 must have no condition, so that one applies.",
        ),
        (
            ["counting_rules", 0, "lines", 0, "when"],
            {"count": "q", "at_least": 1},
            "Rule WM-SUGGEST-1 speaks of the count q, which it does not describe.",
        ),
        (
            ["counting_rules", 0, "counts", 2, "window"],
            "PRIOR_6M",
            "Rule WM-SUGGEST-1 counts window PRIOR_6M, which RISK has not.",
        ),
        (
            ["counting_rules", 0, "lines", 4, "level"],
            "SERIOUS",
            "Rule WM-SUGGEST-1: “None of the lines above applies.” gives a higher level than "
            "the line above it.",
        ),
        (["floors", 0, "level"], "AT_RISK", "The floor UNDER-13 does not raise anything."),
        (
            ["floors", 0, "when"],
            {"count": "r", "at_least": 1},
            "The floor UNDER-13 speaks of the count r: a floor knows no counts.",
        ),
    ],
)
def test_validate_says_plainly_what_is_wrong(
    definition: dict[str, Any], path: list[str | int], value: object, problem: str
) -> None:
    spoil(definition, path, value)
    assert problem in validate(parse(definition))


def test_validate_wants_one_word_for_each_level(definition: dict[str, Any]) -> None:
    definition["outcomes"][3]["level"] = "SIGNIFICANT"
    assert validate(parse(definition)) == (
        "2 outcomes stand for the level SIGNIFICANT: it needs one word.",
        "No outcome stands for the level SERIOUS.",
    )


def test_a_line_that_always_applies_hides_no_other(definition: dict[str, Any]) -> None:
    del definition["counting_rules"][0]["lines"][0]["when"]
    assert validate(parse(definition)) == (
        "Rule WM-SUGGEST-1: “Three or more significant indicators, current or in the past "
        "6 months.” always applies and hides the lines below it.",
    )


@pytest.mark.parametrize(
    ("band", "edge", "value", "problem"),
    [
        (0, "min", 1, "The lowest band, CAT1, must begin at 0."),
        (1, "min", 7, "There is a gap between the bands CAT1 and CAT2."),
        (1, "min", 5, "The bands CAT1 and CAT2 overlap."),
        (3, "max", 40, "The highest band, CAT4, must have no upper end."),
    ],
)
def test_validate_finds_bands_that_do_not_meet(
    bands: dict[str, Any], band: int, edge: str, value: int, problem: str
) -> None:
    bands["outcomes"][band][edge] = value
    assert validate(parse(bands)) == (problem,)


def test_bands_need_points_and_edges(bands: dict[str, Any]) -> None:
    for group in bands["groups"]:
        group["score"] = {}
    del bands["outcomes"][0]["min"]
    assert validate(parse(bands)) == (
        "The tool scores by bands but no group gives points.",
        "The tool scores by bands but an outcome has no lowest score.",
    )


def test_a_higher_band_has_the_higher_level(bands: dict[str, Any]) -> None:
    bands["outcomes"][0]["level"], bands["outcomes"][1]["level"] = "AT_RISK", "NO_CURRENT_RISK"
    assert validate(parse(bands)) == ("The band CAT2 has the higher score but the lower level.",)
