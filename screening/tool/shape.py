"""The shape of a screening tool: pure data, knowing neither Django nor any one tool.

Tools are data (domain/screening-tool.md, section 2): groups of indicators, the time windows each
group is ticked in, the words of the outcome and the rules that may suggest one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The four levels every version maps its own words to, lowest first.

    They are the levels of `cases.RiskLevel`, named here so that this room knows no Django.
    """

    NO_CURRENT_RISK = "NO_CURRENT_RISK"
    AT_RISK = "AT_RISK"
    SIGNIFICANT = "SIGNIFICANT"
    SERIOUS = "SERIOUS"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class IndicatorGroup(StrEnum):
    """The groups of a form. SIGNIFICANT here is a group of ticks, never the level."""

    SIGNIFICANT = "SIGNIFICANT"
    RISK = "RISK"
    MODERATE = "MODERATE"
    VULNERABILITY = "VULNERABILITY"


JUDGEMENT_ONLY = "JUDGEMENT_ONLY"
SCORE_BANDS = "SCORE_BANDS"


@dataclass(frozen=True)
class Window:
    """A span of time a tick speaks of, counted back from the day of completion."""

    code: str
    words: str


@dataclass(frozen=True)
class Indicator:
    """One line of the form.

    `critical` shows the danger card again; `health` is masked from roles without health detail;
    `sexual_activity` discloses what under 13 is an offence whatever the score; `reconstructed`
    means that the printed line could not be read.
    """

    code: str
    label: str
    health: bool = False
    critical: bool = False
    sexual_activity: bool = False
    reconstructed: bool = False


@dataclass(frozen=True)
class Group:
    """A block of indicators ticked in the same windows; `score` gives points for each window."""

    code: IndicatorGroup
    label: str
    windows: tuple[str, ...]
    status: str
    indicators: tuple[Indicator, ...]
    score: tuple[tuple[str, int], ...] = ()

    @property
    def reconstructed(self) -> bool:
        """True when part of the printed list could not be read; the form says so on screen."""
        return any(indicator.reconstructed for indicator in self.indicators)

    @property
    def partly_reconstructed(self) -> bool:
        """True when some lines were read and others not, so that each line says which it is."""
        return self.reconstructed and not all(one.reconstructed for one in self.indicators)

    def points(self, window: str) -> int:
        return dict(self.score).get(window, 0)


@dataclass(frozen=True)
class Outcome:
    """A word of this version and the level it stands for; a band of points where it has one."""

    code: str
    label: str
    level: Level
    meaning: str = ""
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True)
class Count:
    """A number the lines of a rule speak of: indicators of a group, ticked in a window.

    No window means ticked in any; `only` leaves out what is ticked in another window too.
    """

    code: str
    words: str
    group: IndicatorGroup
    window: str = ""
    only: bool = False


@dataclass(frozen=True)
class AtLeast:
    count: str
    number: int


@dataclass(frozen=True)
class AgeBelow:
    years: int


@dataclass(frozen=True)
class LearningDisability:
    pass


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Condition", ...]


Condition = AtLeast | AgeBelow | LearningDisability | AnyOf | AllOf


@dataclass(frozen=True)
class Line:
    """One line of a counting rule; the last line has no condition."""

    level: Level
    says: str
    when: Condition | None = None


@dataclass(frozen=True)
class CountingRule:
    """Lines read from the top, the first that matches wins."""

    code: str
    name: str
    status: str
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Floor:
    """An option of an authority: under a condition one level is not suggested, the next one is."""

    code: str
    says: str
    instead_of: Level
    level: Level
    when: Condition


@dataclass(frozen=True)
class Tool:
    """One version of a screening tool, whole."""

    code: str
    name: str
    source: str
    visible_part: str
    offered: bool
    rule: str
    rule_status: str
    rule_options: tuple[str, ...]
    windows: tuple[Window, ...]
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]
    counting_rules: tuple[CountingRule, ...] = ()
    floors: tuple[Floor, ...] = ()
    valid_from: str = ""
    valid_from_basis: str = ""
    offered_note: str = ""

    def indicators(self) -> Iterator[tuple[Group, Indicator]]:
        for group in self.groups:
            for indicator in group.indicators:
                yield group, indicator

    def indicator(self, code: str) -> Indicator:
        return next(indicator for _, indicator in self.indicators() if indicator.code == code)

    def group_of(self, code: str) -> Group:
        return next(group for group, indicator in self.indicators() if indicator.code == code)

    def window(self, code: str) -> Window:
        return next(window for window in self.windows if window.code == code)

    def outcome_for(self, level: Level) -> Outcome:
        """The version's own word for a level."""
        return next(outcome for outcome in self.outcomes if outcome.level == level)

    def counting_rule(self, code: str) -> CountingRule | None:
        return next((rule for rule in self.counting_rules if rule.code == code), None)


def field_name(indicator: str, window: str) -> str:
    """The name a tick has in the form: one for each indicator and window."""
    return f"tick_{indicator}_{window}"


def evidence_name(indicator: str) -> str:
    """The name of an indicator's evidence note in the form."""
    return f"evidence_{indicator}"
