"""What a text mentions is found by its shape, and ordinary words are not taken for it."""

from __future__ import annotations

import pytest

from cases.hearing import heard_in
from cases.models import Mention


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("A silver car, AB12 CDE, waited.", "PLATE", "AB12 CDE"),
        ("reg ab12cde", "PLATE", "ab12cde"),
        ("an older car M12 ABC", "PLATE", "M12 ABC"),
        ("He rang from 07700 900123.", "PHONE", "07700 900123"),
        ("He rang from +44 7700 900123", "PHONE", "+44 7700 900123"),
        ("the landline (01384) 496012", "PHONE", "(01384) 496012"),
        ("On the app as @paper.moon_7.", "HANDLE", "@paper.moon_7"),
        ("Dropped off at DY1 1HF", "PLACE", "DY1 1HF"),
        ("Dropped off at b1 1aa", "PLACE", "b1 1aa"),
    ],
)
def test_a_thing_is_heard(text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.value) for one in heard_in(text)] == [(kind, value)]
    assert kind in Mention.Kind.values


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Seen on 12 May 2016 at 20:10, again at 21:00.",
        "She took the m6 and the b4 bus.",
        "Write to hazel@demo.example.",
        "Reference CSE-7K3M-Q2XD, 1234567890123.",
        "@a",
    ],
)
def test_ordinary_words_are_not_heard(text: str) -> None:
    assert heard_in(text) == ()


def test_the_same_thing_written_twice_is_heard_once() -> None:
    assert [one.value for one in heard_in("AB12 CDE and ab12cde", "AB12CDE")] == ["AB12 CDE"]
