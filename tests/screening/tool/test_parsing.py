"""A definition that cannot be read is refused in one plain sentence."""

from typing import Any

import pytest

from screening.tool import ToolError, parse
from tests.screening.tool.spoiling import spoil


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
