"""From a definition (TOML or stored JSON) to a `Tool`, with plain words where it cannot be read."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from screening.tool.shape import (
    AgeBelow,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Count,
    CountingRule,
    Floor,
    Group,
    Indicator,
    IndicatorGroup,
    LearningDisability,
    Level,
    Line,
    Outcome,
    Tool,
    Window,
)

Block = Mapping[str, Any]
Part = TypeVar("Part")
Word = TypeVar("Word", bound=StrEnum)


class ToolError(ValueError):
    """A definition that cannot be used; `problems` holds one plain sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Reader:
    """Reads the keys of one block and afterwards complains of keys nobody asked for."""

    def __init__(self, block: object, where: str) -> None:
        if not isinstance(block, Mapping):
            raise ToolError(f"{where} must be a block of named values.")
        self.block: Block = block
        self.where = where
        self.asked: set[str] = set()

    def value(self, key: str, kind: type | tuple[type, ...], words: str, default: Any) -> Any:
        self.asked.add(key)
        found = self.block.get(key, default)
        if found is None:
            raise ToolError(f"{self.where}: “{key}” is missing.")
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is int):
            raise ToolError(f"{self.where}: “{key}” must be {words}.")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        found = str(self.value(key, str, "text", default)).strip()
        if default is None and not found:
            raise ToolError(f"{self.where}: “{key}” is empty.")
        return found

    def flag(self, key: str) -> bool:
        return bool(self.value(key, bool, "true or false", False))

    def number(self, key: str) -> int:
        return int(self.value(key, int, "a whole number", None))

    def number_or_none(self, key: str) -> int | None:
        self.asked.add(key)
        return self.number(key) if key in self.block else None

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        found = self.value(key, (list, tuple), "a list of texts", default)
        if not all(isinstance(one, str) for one in found):
            raise ToolError(f"{self.where}: “{key}” must be a list of texts.")
        return tuple(found)

    def word(self, key: str, words: type[Word]) -> Word:
        found = self.text(key)
        if found not in list(words):
            raise ToolError(f"{self.where}: “{key}” must be one of {', '.join(words)}.")
        return words(found)

    def parts(
        self, key: str, make: Callable[["Reader"], Part], default: list[Any] | None = None
    ) -> tuple[Part, ...]:
        found = self.value(key, (list, tuple), "a list", default)
        return tuple(
            whole(block, f"{self.where}, {key} {number}", make)
            for number, block in enumerate(found, start=1)
        )

    def finish(self) -> None:
        strangers = sorted(set(self.block) - self.asked)
        if strangers:
            raise ToolError(f"{self.where}: “{strangers[0]}” is not a known setting.")


def whole(block: object, where: str, make: Callable[[Reader], Part]) -> Part:
    """Make one part of a block and see that nothing in the block was left unread."""
    reader = Reader(block, where)
    part = make(reader)
    reader.finish()
    return part


def parse(definition: object) -> Tool:
    """Read a definition, or say in one sentence what keeps it from being read."""
    return whole(definition, "The tool", _tool)


def _tool(read: Reader) -> Tool:
    return Tool(
        code=read.text("code"),
        name=read.text("name"),
        source=read.text("source"),
        visible_part=read.text("visible_part", default=""),
        offered=read.flag("offered"),
        rule=read.text("rule"),
        rule_status=read.text("rule_status", default=""),
        rule_options=read.texts("rule_options"),
        windows=read.parts("windows", _window),
        groups=read.parts("groups", _group),
        outcomes=read.parts("outcomes", _outcome),
        counting_rules=read.parts("counting_rules", _counting_rule, default=[]),
        floors=read.parts("floors", _floor, default=[]),
        valid_from=_day(read, "valid_from"),
        valid_from_basis=read.text("valid_from_basis", default=""),
        offered_note=read.text("offered_note", default=""),
    )


def _day(read: Reader, key: str) -> str:
    found = read.text(key, default="")
    try:
        return date.fromisoformat(found).isoformat() if found else ""
    except ValueError:
        raise ToolError(f"{read.where}: “{key}” must be a date such as 2015-09-14.") from None


def _window(read: Reader) -> Window:
    return Window(code=read.text("code"), words=read.text("words"))


def _group(read: Reader) -> Group:
    code = read.word("code", IndicatorGroup)
    read.where = f"Group {code}"
    return Group(
        code=code,
        label=read.text("label"),
        windows=read.texts("windows"),
        status=read.text("status"),
        indicators=read.parts("indicators", _indicator),
        score=_points(read),
    )


def _points(read: Reader) -> tuple[tuple[str, int], ...]:
    points = Reader(
        read.value("score", Mapping, "points for each window", {}), f"{read.where}, score"
    )
    return tuple((window, points.number(window)) for window in points.block)


def _indicator(read: Reader) -> Indicator:
    return Indicator(
        code=read.text("code"),
        label=read.text("label"),
        health=read.flag("health"),
        critical=read.flag("critical"),
        sexual_activity=read.flag("sexual_activity"),
        reconstructed=read.flag("reconstructed"),
    )


def _outcome(read: Reader) -> Outcome:
    return Outcome(
        code=read.text("code"),
        label=read.text("label"),
        level=read.word("level", Level),
        meaning=read.text("meaning", default=""),
        lowest=read.number_or_none("min"),
        highest=read.number_or_none("max"),
    )


def _counting_rule(read: Reader) -> CountingRule:
    return CountingRule(
        code=read.text("code"),
        name=read.text("name"),
        status=read.text("status"),
        counts=read.parts("counts", _count),
        lines=read.parts("lines", _line),
    )


def _count(read: Reader) -> Count:
    return Count(
        code=read.text("code"),
        words=read.text("words"),
        group=read.word("group", IndicatorGroup),
        window=read.text("window", default=""),
        only=read.flag("only"),
    )


def _line(read: Reader) -> Line:
    when = read.value("when", Mapping, "a condition", {})
    return Line(
        level=read.word("level", Level),
        says=read.text("says"),
        when=whole(when, f"{read.where}, when", _condition) if when else None,
    )


def _floor(read: Reader) -> Floor:
    when = read.value("when", Mapping, "a condition", None)
    return Floor(
        code=read.text("code"),
        says=read.text("says"),
        instead_of=read.word("instead_of", Level),
        level=read.word("level", Level),
        when=whole(when, f"{read.where}, when", _condition),
    )


def _condition(read: Reader) -> Condition:
    """One condition: `count` with `at_least`, `age_below`, `learning_disability`, `any`, `all`."""
    if "count" in read.block:
        return AtLeast(count=read.text("count"), number=read.number("at_least"))
    if "age_below" in read.block:
        return AgeBelow(years=read.number("age_below"))
    if read.flag("learning_disability"):
        return LearningDisability()
    if "any" in read.block:
        return AnyOf(parts=read.parts("any", _condition))
    if "all" in read.block:
        return AllOf(parts=read.parts("all", _condition))
    raise ToolError(f"{read.where}: this is not a condition the portal knows.")
