"""The ticks a referrer can give, built from the tool in force: one list for each time window."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django import forms

from core.layout import Checkboxes, InsetText, ManyChoiceField
from referrals.forms.pages import PageForm
from referrals.said import TickSaid
from screening.tool import Group, Indicator, Tool

HOW = (
    "Tick what you know or have seen, and say what you saw where you can. Nothing here is needed: "
    "the CSE team screens every referral."
)
RECONSTRUCTED = "Part of the printed list could not be read and was put together again."


class SignsForm(PageForm):
    """The indicators of a version. `shown` are those this person may see."""

    def __init__(self, *args: Any, tool: Tool, shown: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool, self.shown = tool, frozenset(shown)
        for group, window in self._lists():
            self._add(group, window)

    def layout(self) -> tuple[Any, ...]:
        lists = [list_name(group, window) for group, window in self._lists()]
        return ("window", "edition", InsetText(HOW), *lists)

    def said(self) -> dict[str, Any]:
        typed = self.read()
        return {
            "ticks": tuple(
                TickSaid(code, window, typed.get(saw_name(code, window), ""))
                for group, window in self._lists()
                for code in typed.get(list_name(group, window), ())
            )
        }

    def critical(self) -> set[str]:
        """What is ticked that shows the danger card again."""
        ticked = {tick.indicator for tick in self.said()["ticks"]}
        return {one.code for _, one in self.tool.indicators() if one.critical} & ticked

    def _lists(self) -> Iterator[tuple[Group, str]]:
        for group in self.tool.groups:
            if self._indicators(group):
                yield from ((group, window) for window in group.windows)

    def _indicators(self, group: Group) -> list[Indicator]:
        return [one for one in group.indicators if one.code in self.shown]

    def _add(self, group: Group, window: str) -> None:
        indicators = self._indicators(group)
        words = self.tool.window(window).words
        label = f"{group.label}: {words}" if len(group.windows) > 1 else group.label
        self.fields[list_name(group, window)] = ManyChoiceField(
            label=label,
            help_text=RECONSTRUCTED if group.reconstructed else "",
            choices=[(one.code, one.label) for one in indicators],
            required=False,
            widget=Checkboxes(
                small=True,
                reveals={one.code: [saw_name(one.code, window)] for one in indicators},
            ),
        )
        for one in indicators:
            self.fields[saw_name(one.code, window)] = forms.CharField(
                label="What did you see or hear?", max_length=1000, required=False
            )


def list_name(group: Group, window: str) -> str:
    """The name of one list of boxes."""
    return f"signs_{group.code}_{window}"


def saw_name(code: str, window: str) -> str:
    """The name of what was seen, beside one box."""
    return f"saw_{code}_{window}"
