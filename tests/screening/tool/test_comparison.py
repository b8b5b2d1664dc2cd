"""Two versions are told apart by their hash and by their codes."""

import copy
import json
from typing import Any

from screening.tool import (
    canonical_json,
    compare,
    definition_hash,
    evidence_name,
    field_name,
    parse,
    shipped_definition,
)


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
