"""The shipped tools are the versions of the fixture, line by line."""

import json
from pathlib import Path

import pytest

from screening.tool import Level, parse, shipped_definition, shipped_definitions, validate

ROOT = Path(__file__).resolve().parents[3]
FIXTURE = json.loads(
    (ROOT.parent / "shared/domain/fixtures/screening_tool_versions.json").read_text()
)
PRINTED = {version["code"]: version for version in FIXTURE["versions"]}
INDICATORS = {indicator["code"]: indicator for indicator in FIXTURE["indicators"]}
CODES = sorted(PRINTED)


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
    assert [one.level for one in tool.outcomes] == list(Level)


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
