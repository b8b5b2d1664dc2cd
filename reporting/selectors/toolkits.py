"""The toolkits that are shipped, and which one is in force for a period."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.refusals import Invalid
from reporting.selectors.sources import vocabulary
from reporting.toolkit import Period, Toolkit, parse

FOLDER = Path(__file__).resolve().parent.parent / "toolkits"


@cache
def toolkits() -> tuple[Toolkit, ...]:
    """Every shipped toolkit, the oldest first. Raises ToolkitFault for one that is not whole."""
    known = vocabulary()
    parsed = (parse(path.read_bytes(), known) for path in FOLDER.glob("*.toml"))
    return tuple(sorted(parsed, key=lambda toolkit: (toolkit.in_force_from, toolkit.version)))


def toolkit_for(period: Period) -> Toolkit:
    """The toolkit in force when a period ends; Invalid when there was none yet."""
    in_force = [toolkit for toolkit in toolkits() if toolkit.in_force_from <= period.end]
    if not in_force:
        raise Invalid("No toolkit was in force in that period.", field="end")
    return in_force[-1]
