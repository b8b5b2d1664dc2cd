"""What the rule of a form makes of the ticks of a screening, and where that cannot be said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from agencies.models import Authority
from screening import assessing, scoring
from screening.models import AuthorityTool, Screening, ToolVersion
from screening.scoring import ChildFacts, Reason, Tick
from screening.selectors import words
from screening.selectors.words import Said
from screening.tool import JUDGEMENT_ONLY, Tool


@dataclass(frozen=True)
class Form:
    """A version with the rule it is read by, and the agreement behind the rule."""

    version: ToolVersion
    rule: str
    agreed: AuthorityTool | None

    @property
    def floors(self) -> Collection[str]:
        return self.agreed.floors if self.agreed else ()


@dataclass(frozen=True)
class Verdict:
    """What a form's rule makes of the ticks of a screening.

    With `unasked` it cannot be said: those indicators decide and were not on the form. Health
    indicators among them are only counted for a role without health detail.
    """

    ticks_of: Screening
    version: ToolVersion
    rule: str
    as_signed: bool = False
    word: str = ""
    score: int | None = None
    because: tuple[Said, ...] = ()
    unasked: tuple[str, ...] = ()
    unasked_health: int = 0

    @property
    def unsayable(self) -> bool:
        return bool(self.unasked or self.unasked_health)


def form_of(screening: Screening) -> Form:
    """The form of a screening with the rule in force when it was signed."""
    version, authority = screening.version, screening.case.authority
    agreed = assessing.agreement_for(version, authority, at=screening.signed_at)
    return Form(version, screening.rule or JUDGEMENT_ONLY, agreed)


def form_in_use(version: ToolVersion, authority: Authority) -> Form:
    """A version with the rule an authority has agreed for it, else the version's own."""
    agreed = assessing.agreement_for(version, authority)
    return Form(version, agreed.rule if agreed else version.tool.rule, agreed)


def as_signed(screening: Screening, form: Form, *, masked: Collection[str]) -> Verdict:
    """What the rule said on signing: kept, and never worked out again."""
    because = assessing.restored(screening.because)
    return Verdict(
        ticks_of=screening,
        version=form.version,
        rule=words.rule_words(form.version, form.rule, form.agreed),
        as_signed=True,
        word=words.outcome_word(form.version, screening.suggested),
        score=screening.score,
        because=_said(form.version.tool, because, masked),
    )


def on_form(form: Form, screening: Screening, *, masked: Collection[str]) -> Verdict:
    """What a form's rule makes of ticks given on another form, where they say enough."""
    tool = form.version.tool
    rule = words.rule_words(form.version, form.rule, form.agreed)
    missing = scoring.unasked(tool, form.rule, on=screening.version.tool)
    if missing:
        named = [tick for tick in missing if tick.indicator not in masked]
        hidden = {tick.indicator for tick in missing} & set(masked)
        return Verdict(
            screening, form.version, rule, unasked=_named(tool, named), unasked_health=len(hidden)
        )
    facts = ChildFacts(screening.age, screening.learning_disability)
    ticks = assessing.ticks_of(screening)
    found = scoring.suggest(tool, ticks, facts, rule=form.rule, floors=form.floors)
    return Verdict(
        screening,
        form.version,
        rule,
        word=words.outcome_word(form.version, found.level or ""),
        score=found.score,
        because=_said(tool, found.because, masked),
    )


def health_of(*tools: Tool) -> frozenset[str]:
    """The codes that any of the forms marks as health."""
    return frozenset(
        indicator.code for tool in tools for _, indicator in tool.indicators() if indicator.health
    )


def _said(tool: Tool, reasons: Iterable[Reason], masked: Collection[str]) -> tuple[Said, ...]:
    shown = [
        replace(reason, ticks=tuple(one for one in reason.ticks if one.indicator not in masked))
        for reason in reasons
    ]
    return words.said(tool, shown, health=True)


def _named(tool: Tool, ticks: Iterable[Tick]) -> tuple[str, ...]:
    """Indicators by code and wording, with the window where another was asked."""
    windows: dict[str, list[str]] = {}
    for tick in ticks:
        windows.setdefault(tick.indicator, []).append(tick.window)
    return tuple(
        f"{code}: {tool.indicator(code).label}"
        if len(missing) == len(tool.group_of(code).windows)
        else f"{code}: " + "; ".join(words.tick_words(tool, Tick(code, one)) for one in missing)
        for code, missing in windows.items()
    )
