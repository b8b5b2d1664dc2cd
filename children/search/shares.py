"""How common a name is: to have Smith in common says less than to have Featherstonehaugh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GIVEN, FAMILY = 0.004, 0.001
"""Of two children's names where nobody has counted: a fairly common name."""
RAREST, COMMONEST = 1 / 200_000, 0.05


@dataclass(frozen=True)
class Shares:
    """The share of children with a given or a family name; names are folded."""

    given: Mapping[str, float] = field(default_factory=dict)
    family: Mapping[str, float] = field(default_factory=dict)
    other_given: float = GIVEN
    other_family: float = FAMILY

    def of_given(self, name: str) -> float:
        """The share of children with this given name, within bounds."""
        return _within(self.given.get(name, self.other_given))

    def of_family(self, name: str) -> float:
        """The share of children with this family name, within bounds."""
        return _within(self.family.get(name, self.other_family))


def _within(share: float) -> float:
    return min(max(share, RAREST), COMMONEST)


UNCOUNTED = Shares()
