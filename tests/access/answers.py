"""What a page asks for, read from its HTML, and answers nobody should type."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from hypothesis import strategies as st

HOSTILE = (
    "",
    " ",
    "x" * 300,
    "x" * 20_001,
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --",
    "{{ 7|add:7 }}{% load cse %}",
    "\x00",
    "\u202e\u0000\ufeff",
    "31",
    "2",
    "2999",
    "-1",
    "99999999999999999999",
    "١٢",
    "=cmd|' /C calc'!A0",
    "00000000-0000-4000-8000-000000000000",
    "485 777 3457",
)
FREE = st.text(max_size=40)
BYTES = 5
"""Per name: whether and how often it is answered, and with which two answers."""
Rows = list[tuple[str, tuple[str, ...]]]
UNTOUCHED = {"csrfmiddlewaretoken"}
WRITTEN = {"", "text", "email", "tel", "search", "number", "url"}
NO_ANSWER = {"file", "submit", "button", "image"}


@dataclass
class Asked:
    """The names a page posts with the answers it offers, and those it puts into addresses."""

    posted: dict[str, set[str]] = field(default_factory=dict)
    queried: dict[str, set[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    """The names that are typed into, whose text a refusal has to give back."""

    def typed(self) -> st.SearchStrategy[dict[str, list[str]]]:
        """What may come of the page's forms: anything, the offered answers among it."""
        return answers_to(self.posted)

    def query(self) -> st.SearchStrategy[dict[str, list[str]]]:
        """What may come in the page's query string."""
        return answers_to(self.queried)


def read(html: str) -> Asked:
    """What a page, or a piece of one, asks for; the frame around its main part is every page's."""
    _, opened, main = html.partition("<main")
    reader = _Reader()
    reader.feed(opened + main if opened else html)
    return reader.asked


def answers_to(names: Mapping[str, Collection[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Some of the names with what each offers, with hostile and with free text, some of it twice.

    One draw of bytes and one of text serve all names: many small draws cost more than the forms.
    """
    rows = [(name, (*sorted(offered), *HOSTILE)) for name, offered in sorted(names.items())]
    size = BYTES * len(rows)
    return st.builds(partial(_read_off, rows), st.binary(min_size=size, max_size=size), FREE)


def single_answers_to(
    names: Mapping[str, Collection[str]],
) -> st.SearchStrategy[dict[str, str]]:
    """The same with the last answer to each name alone, as a form reads it from a plain dict."""
    return answers_to(names).map(lambda typed: {name: said[-1] for name, said in typed.items()})


def _read_off(rows: Rows, drawn: bytes, free: str) -> dict[str, list[str]]:
    """Half the names absent, some answered twice; each answer offered, hostile or free text."""
    typed = {}
    for at, (name, answers) in enumerate(rows):
        how, *rest = drawn[at * BYTES : (at + 1) * BYTES]
        if how % 2:
            either = (int.from_bytes(rest[:2]), int.from_bytes(rest[2:]))
            picked = [(*answers, free, free)[one % (len(answers) + 2)] for one in either]
            typed[name] = picked if how % 8 == 7 else picked[:1]
    return typed


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self.into = self.asked.posted
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        name = said.get("name", "")
        if tag == "form":
            by_address = said.get("method", "get").lower() == "get"
            self.into = self.asked.queried if by_address else self.asked.posted
        elif tag == "a":
            self._link(said.get("href", ""))
        elif tag == "select":
            self.select = name
            self.into.setdefault(name, set())
        elif tag == "option" and self.select:
            self.into[self.select].add(said.get("value", ""))
        elif tag in {"input", "textarea", "button"} and name and name not in UNTOUCHED:
            self._input(tag, name, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.into = self.asked.posted
        elif tag == "select":
            self.select = ""

    def _input(self, tag: str, name: str, said: dict[str, str]) -> None:
        kind = said.get("type", "")
        if tag == "input" and kind in NO_ANSWER - {"submit"}:
            return
        offered = self.into.setdefault(name, set())
        if said.get("value"):
            offered.add(said["value"])
        if tag == "textarea" or (tag == "input" and kind in WRITTEN):
            self.asked.written.add(name)

    def _link(self, address: str) -> None:
        parts = urlsplit(address)
        if not parts.scheme and not parts.path:
            for name, value in parse_qsl(parts.query):
                self.asked.queried.setdefault(name, set()).add(value)
