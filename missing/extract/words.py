"""The words of `words.toml`, turned round: from what a file says to what it stands for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_TABLES = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def plain(said: str) -> str:
    """Small letters and digits, one space between words: how `words.toml` writes them."""
    return " ".join(re.findall(r"[a-z0-9]+", said.lower()))


def _meaning(table: str) -> dict[str, str]:
    return {word: code for code, words in _TABLES[table].items() for word in words}


COLUMNS = _meaning("columns")
SETTINGS = _meaning("settings")
CATEGORIES = _meaning("categories")
TYPES = _meaning("types")
SEXES = _meaning("sexes")
REPORTERS = _meaning("reporters")
