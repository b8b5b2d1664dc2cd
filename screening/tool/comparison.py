"""What changed between two versions, told by code: the same words in two boroughs prove nothing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from screening.tool.shape import Group, Indicator, Tool


def canonical_json(definition: Any) -> str:
    """One way to write a definition, so that equal definitions are equal texts."""
    return json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def definition_hash(definition: Any) -> str:
    """The sha256 of a definition: a screening names the very form it was made with."""
    return hashlib.sha256(canonical_json(definition).encode()).hexdigest()


@dataclass(frozen=True)
class Placed:
    """An indicator and the group it stands in."""

    indicator: Indicator
    group: Group


@dataclass(frozen=True)
class Change:
    """One indicator before and after; None where it was not there."""

    code: str
    old: Placed | None
    new: Placed | None


@dataclass(frozen=True)
class Comparison:
    """`remarked` are indicators whose critical, health or other marks changed."""

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    reworded: tuple[Change, ...]
    moved: tuple[Change, ...]
    remarked: tuple[Change, ...]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.reworded, self.moved, self.remarked))


def compare(old: Tool, new: Tool) -> Comparison:
    """The indicators added, removed, reworded, moved to another group or marked otherwise."""
    before = _placed(old)
    after = _placed(new)
    both = [code for code in after if code in before]

    def changes(codes: Iterable[str]) -> tuple[Change, ...]:
        return tuple(Change(code, before.get(code), after.get(code)) for code in codes)

    return Comparison(
        added=changes(code for code in after if code not in before),
        removed=changes(code for code in before if code not in after),
        reworded=changes(
            code for code in both if before[code].indicator.label != after[code].indicator.label
        ),
        moved=changes(code for code in both if before[code].group.code != after[code].group.code),
        remarked=changes(
            code for code in both if _marks(before[code].indicator) != _marks(after[code].indicator)
        ),
    )


def _placed(tool: Tool) -> dict[str, Placed]:
    return {indicator.code: Placed(indicator, group) for group, indicator in tool.indicators()}


def _marks(indicator: Indicator) -> Indicator:
    return replace(indicator, label="")
