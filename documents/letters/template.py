"""What every letter of a kind says, in versions that never change once they were shipped."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "letters"


class Kind(StrEnum):
    HAND_OVER_PACK = "HAND_OVER_PACK"
    CHILD_PLAN = "CHILD_PLAN"
    REFERRER_OUTCOME = "REFERRER_OUTCOME"


class Changed(Exception):
    """A shipped version of a template was edited: a change needs a version of its own."""


@dataclass(frozen=True)
class Part:
    """One heading of a letter with its lines, in plain text."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """One version of a template: what stands in every letter of the kind, and its layout."""

    kind: Kind
    version: int
    sha256: str
    layout: str
    title: str
    marking: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    nothing: str


@dataclass(frozen=True)
class Words:
    """Everything one letter says. `sender` is an agency, `recipient` whoever it is for."""

    title: str
    sender: str
    recipient: str
    reference: str
    day: date
    marking: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    nothing: str

    @property
    def on(self) -> str:
        """The day as a letter writes it."""
        return f"{self.day.day} {self.day:%B %Y}"

    @property
    def copy(self) -> str:
        """What every page says of the copy: whose it is, of what, and of which day."""
        return f"Copy for {self.recipient}. {self.reference}, {self.on}"

    def kept(self) -> dict[str, Any]:
        """The same as plain data, as it is kept and given to the layout."""
        said = asdict(self)
        said |= {"from": said.pop("sender"), "on": self.on, "copy": self.copy}
        said["day"] = [self.day.year, self.day.month, self.day.day]
        return said

    @property
    def sha256(self) -> str:
        """What tells this letter from one that says anything else."""
        return hashlib.sha256(json.dumps(self.kept(), sort_keys=True).encode()).hexdigest()


LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NO_TEXT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text as a letter can hold it: every kind of line break is one, what is no character goes."""
    return NO_TEXT.sub("", LINE_BREAKS.sub("\n", text))


def words_of(
    template: Template,
    *,
    sender: str,
    recipient: str,
    reference: str,
    parts: Sequence[Part],
    day: date,
    said: Sequence[str] = (),
) -> Words:
    """Everything a letter from this template says; `said` are paragraphs after its opening."""
    return Words(
        title=template.title,
        sender=sender,
        recipient=clean(recipient),
        reference=reference,
        day=day,
        marking=template.marking,
        opening=(*template.opening, *map(clean, said)),
        parts=tuple(Part(clean(part.title), tuple(map(clean, part.lines))) for part in parts),
        closing=template.closing,
        nothing=template.nothing,
    )


@cache
def template_of(kind: Kind, version: int | None = None) -> Template:
    """A version of a template, the latest unless one is named. Raises Changed for an edited one."""
    wanted = max(_versions()[kind]) if version is None else version
    text = (DATA / f"{kind.lower()}.{wanted}.toml").read_bytes()
    said = tomllib.loads(text.decode())
    layout = (DATA / said["layout"]).read_bytes()
    found = hashlib.sha256(text + layout).hexdigest()
    if found != _versions()[kind][wanted]:
        raise Changed(f"{kind} {wanted}")
    return Template(
        kind=kind,
        version=wanted,
        sha256=found,
        layout=layout.decode(),
        title=said["title"],
        marking=said["marking"],
        opening=tuple(said["opening"]),
        closing=tuple(said["closing"]),
        nothing=said["nothing"],
    )


@cache
def _versions() -> dict[Kind, dict[int, str]]:
    known: dict[Kind, dict[int, str]] = {kind: {} for kind in Kind}
    with (DATA / "versions.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known[Kind(row["letter"])][int(row["version"])] = row["sha256"]
    return known
