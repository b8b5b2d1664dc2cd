"""The shipped tools are the fixture's versions, and a broken definition is told so plainly."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from screening.tool import (
    RiskLevel,
    ToolError,
    canonical_json,
    compare,
    definition_hash,
    evidence_name,
    field_name,
    parse,
    shipped_definition,
    shipped_definitions,
    validate,
)

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = json.loads(
    (ROOT.parent / "shared/domain/fixtures/screening_tool_versions.json").read_text()
)
PRINTED = {version["code"]: version for version in FIXTURE["versions"]}
INDICATORS = {indicator["code"]: indicator for indicator in FIXTURE["indicators"]}
CODES = sorted(PRINTED)


@pytest.fixture
def definition() -> dict[str, Any]:
    """A definition to spoil."""
    return copy.deepcopy(shipped_definition("DUDLEY-2015"))


@pytest.fixture
def bands() -> dict[str, Any]:
    """A definition with score bands to spoil."""
    return copy.deepcopy(shipped_definition("SERAF"))


def test_every_version_of_the_fixture_is_shipped_and_no_other() -> None:
    assert sorted(one["code"] for one in shipped_definitions()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_tool_has_nothing_wrong_with_it(code: str) -> None:
    assert validate(parse(shipped_definition(code))) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_tool_says_where_it_comes_from(code: str) -> None:
    tool, printed = parse(shipped_definition(code)), PRINTED[code]
    assert tool.name == printed["name"]
    assert tool.source == printed["source"]
    assert tool.visible_part == printed["visible_part"]
    assert tool.valid_from == (printed.get("valid_from") or "")
    assert tool.valid_from_basis == printed.get("valid_from_basis", "")
    assert tool.offered == printed["offered"]
    assert tool.offered_note == printed.get("offered_note", "")


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_tool_has_the_printed_groups(code: str) -> None:
    tool, printed = parse(shipped_definition(code)), PRINTED[code]
    assert [group.code for group in tool.groups] == list(printed["groups"])
    for group in tool.groups:
        expected = printed["groups"][group.code]
        assert group.label == expected["label"]
        assert list(group.windows) == expected["windows"]
        assert group.status == expected["status"]
        assert dict(group.score) == expected.get("score", {})
        assert [one.code for one in group.indicators] == expected["indicators"]


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_tool_words_and_marks_its_indicators_as_printed(code: str) -> None:
    tool, printed = parse(shipped_definition(code)), PRINTED[code]
    for group, indicator in tool.indicators():
        base = INDICATORS[indicator.code]
        own_words = printed["groups"][group.code].get("label_overrides", {})
        expected = own_words.get(indicator.code, base["label"])
        assert indicator.label == expected.replace("...", base["label"])
        assert indicator.health == (base.get("class") == "health")
        assert indicator.critical == base.get("critical", False)


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_tool_has_the_printed_rule_and_outcomes(code: str) -> None:
    tool, printed = parse(shipped_definition(code)), PRINTED[code]
    assert tool.rule == printed["rule"]
    assert tool.rule_status == printed["rule_status"]
    assert list(tool.rule_options) == printed.get("rule_options", [printed["rule"]])
    expected = [
        (one["code"], one["min"], one["max"]) if isinstance(one, dict) else (one, None, None)
        for one in printed["outcomes"]
    ]
    assert [(one.code, one.lowest, one.highest) for one in tool.outcomes] == expected
    assert [one.level for one in tool.outcomes] == list(RiskLevel)


def test_the_windows_speak_in_the_printed_words() -> None:
    words = {
        window.code: window.words
        for definition in shipped_definitions()
        for window in parse(definition).windows
    }
    assert {code: words[code] for code in FIXTURE["windows"]} == FIXTURE["windows"]


def test_two_windows_stand_for_the_significant_group_only() -> None:
    for definition in shipped_definitions():
        tool = parse(definition)
        two = {group.code for group in tool.groups if len(group.windows) > 1}
        assert two == {"SIGNIFICANT"}


@pytest.mark.parametrize(
    ("code", "group", "first"),
    [
        ("DUDLEY-2013", "RISK", "R09"),
        ("DUDLEY-2015", "RISK", "R04"),
        ("SANDWELL-2014", "RISK", "R09"),
        ("DUDLEY-2013", "VULNERABILITY", "V01"),
        ("WM-REGIONAL-2015", "SIGNIFICANT", "S01"),
    ],
)
def test_a_group_is_marked_from_the_first_line_that_could_not_be_read(
    code: str, group: str, first: str
) -> None:
    tool = parse(shipped_definition(code))
    found = next(one for one in tool.groups if one.code == group)
    assert found.reconstructed
    assert next(one.code for one in found.indicators if one.reconstructed) == first


def test_a_group_read_whole_is_not_called_reconstructed() -> None:
    significant, *_ = parse(shipped_definition("DUDLEY-2015")).groups
    assert not significant.reconstructed


def test_the_suggesting_rule_is_the_fixtures_and_marked_as_design() -> None:
    printed = FIXTURE["rules"]["WM-SUGGEST-1"]
    rule = parse(shipped_definition("DUDLEY-2015")).counting_rule("WM-SUGGEST-1")
    assert rule is not None
    assert rule.status == printed["status"]
    assert [line.level for line in rule.lines] == [level for level, _ in printed["first_match"]]


def test_the_hash_does_not_depend_on_the_order_of_keys(definition: dict[str, Any]) -> None:
    turned = dict(reversed(definition.items()))
    stored = json.loads(json.dumps(turned))
    assert definition_hash(stored) == definition_hash(definition)
    assert len(definition_hash(definition)) == 64


def test_the_hash_changes_with_a_word_of_the_tool_or_of_its_rule(
    definition: dict[str, Any],
) -> None:
    before = definition_hash(definition)
    definition["counting_rules"][0]["lines"][0]["when"]["at_least"] = 4
    after_rule = definition_hash(definition)
    definition["groups"][0]["indicators"][0]["label"] += "."
    assert len({before, after_rule, definition_hash(definition)}) == 3


def test_canonical_json_keeps_words_as_they_are_written() -> None:
    assert canonical_json({"b": "Zoë", "a": [1]}) == '{"a":[1],"b":"Zoë"}'


def test_a_tick_has_one_field_for_each_indicator_and_window() -> None:
    tool = parse(shipped_definition("DUDLEY-2015"))
    names = [
        field_name(indicator.code, window)
        for group, indicator in tool.indicators()
        for window in group.windows
    ]
    assert field_name("S01", "CURRENT_6M") == "tick_S01_CURRENT_6M"
    assert evidence_name("S01") == "evidence_S01"
    assert len(names) == len(set(names)) == 7 * 2 + 15 + 20


def test_compare_tells_what_an_indicator_became() -> None:
    old = parse(shipped_definition("DUDLEY-2015"))
    definition = copy.deepcopy(shipped_definition("SANDWELL-2014"))
    risk = definition["groups"][1]
    moved = risk["indicators"].pop(6)
    definition["groups"][0]["indicators"].append(moved)
    change = compare(old, parse(definition))
    assert [one.code for one in change.added] == ["S08"]
    assert [one.code for one in change.removed] == [f"V{number:02}" for number in range(1, 21)]
    assert [one.code for one in change.reworded] == ["S01", "S04", "S06"]
    assert [one.code for one in change.moved] == ["R07"]
    assert [one.code for one in change.remarked] == ["R07", "R04", "R05", "R06", "R08"]


def test_compare_finds_nothing_between_a_version_and_itself() -> None:
    tool = parse(shipped_definition("DUDLEY-2015"))
    assert not compare(tool, tool)


def spoil(definition: dict[str, Any], path: list[str | int], value: object) -> None:
    *way, last = path
    place: Any = definition
    for step in way:
        place = place[step]
    place[last] = value


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["name"], None, "The tool: “name” is missing."),
        (["name"], " ", "The tool: “name” is empty."),
        (["offered"], "yes", "The tool: “offered” must be true or false."),
        (["valid_from"], "14/09/2015", "The tool: “valid_from” must be a date such as 2015-09-14."),
        (["groups"], "all", "The tool: “groups” must be a list."),
        (["groups", 0], "all", "The tool, groups 1 must be a block of named values."),
        (["rule_options"], [1], "The tool: “rule_options” must be a list of texts."),
        (["colour"], "red", "The tool: “colour” is not a known setting."),
        (
            ["groups", 0, "code"],
            "GRAVE",
            "The tool, groups 1: “code” must be one of SIGNIFICANT, RISK, MODERATE, VULNERABILITY.",
        ),
        (
            ["groups", 0, "indicators", 1, "critcal"],
            True,
            "Group SIGNIFICANT, indicators 2: “critcal” is not a known setting.",
        ),
        (
            ["groups", 0, "score"],
            {"CURRENT_6M": True},
            "Group SIGNIFICANT, score: “CURRENT_6M” must be a whole number.",
        ),
        (
            ["outcomes", 0, "level"],
            "LOW",
            "The tool, outcomes 1: “level” must be one of "
            "NO_CURRENT_RISK, AT_RISK, SIGNIFICANT, SERIOUS.",
        ),
        (
            ["counting_rules", 0, "lines", 0, "when"],
            {"weather": "fine"},
            "The tool, counting_rules 1, lines 1, when: this is not a condition the portal knows.",
        ),
    ],
)
def test_parse_says_what_keeps_a_definition_from_being_read(
    definition: dict[str, Any], path: list[str | int], value: object, problem: str
) -> None:
    spoil(definition, path, value)
    with pytest.raises(ToolError) as refused:
        parse(definition)
    assert refused.value.problems == (problem,)


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
