"""What a text mentions, found by its shape: offered to whoever wrote it, never stored by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PLATE, PHONE, HANDLE, PLACE = "PLATE", "PHONE", "HANDLE", "PLACE"

SHAPES = (
    (PLACE, re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.I)),
    (PLATE, re.compile(r"\b(?:(?i:[A-Z]{2}[0-9]{2} ?[A-Z]{3})|[A-Z][0-9]{1,3} ?[A-Z]{3})\b")),
    (PHONE, re.compile(r"(?<![\w+])(?:\+44[ ]?(?:\(0\))?|\(?0)[1-9](?:[ ()-]{0,2}[0-9]){8,9}\b")),
    (HANDLE, re.compile(r"(?<![\w.@])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,28}[A-Za-z0-9_])")),
)
"""UK postcodes; plates of 2001 and of 1983; UK telephone numbers; online names with their @."""


@dataclass(frozen=True)
class Heard:
    """One thing a text mentions: its kind (a code of `Mention.Kind`) and as it was written."""

    kind: str
    value: str

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.value}"


def heard_in(*texts: str) -> tuple[Heard, ...]:
    """What some texts mention, each thing once, kind by kind in the order written.

    A shape proves nothing: "M4 TOP" reads like a plate. That is why a person ticks what is kept.
    """
    once: dict[tuple[str, str], Heard] = {}
    for heard in _found(texts):
        once.setdefault((heard.kind, re.sub(r"\W", "", heard.value).casefold()), heard)
    return tuple(once.values())


def _found(texts: tuple[str, ...]) -> Iterator[Heard]:
    for kind, shape in SHAPES:
        for text in texts:
            yield from (Heard(kind, " ".join(hit.split())) for hit in shape.findall(text))


def match_key(kind: str, value: str) -> str:
    """What a mention is matched by: case, spaces and dialling habits left out."""
    text = value.strip().casefold()
    if kind == PLATE:
        return re.sub(r"[^0-9a-z?]", "", text)[:12]
    if kind == PHONE:
        digits = re.sub(r"[^0-9]", "", text)
        return "44" + digits[1:] if digits.startswith("0") else digits
    if kind == HANDLE:
        return re.sub(r"\s", "", text).lstrip("@")
    return " ".join(text.split())[:200]
