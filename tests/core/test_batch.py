"""In a batch a reference table is asked once; outside it, each time."""

from __future__ import annotations

from threading import Thread

import pytest

from core.batch import asked_once, one_batch

asked: list[str] = []


@asked_once
def answer(question: str) -> str:
    asked.append(question)
    if question == "wrong":
        raise LookupError(question)
    return question.upper()


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


def test_outside_a_batch_every_question_is_asked() -> None:
    assert [answer("a"), answer("a")] == ["A", "A"]
    assert asked == ["a", "a"]


def test_in_a_batch_a_question_is_asked_once_and_the_next_batch_asks_again() -> None:
    for _ in range(2):
        with one_batch():
            assert [answer("a"), answer("b"), answer("a")] == ["A", "B", "A"]
            with one_batch():
                assert answer("b") == "B"
            assert answer("a") == "A"
    assert asked == ["a", "b", "a", "b"]


def test_a_batch_that_fails_ends_too() -> None:
    with pytest.raises(LookupError), one_batch():
        answer(answer("a") and "wrong")
    answer("a")
    assert asked == ["a", "wrong", "a"]


def test_an_error_is_not_kept() -> None:
    with one_batch():
        for _ in range(2):
            with pytest.raises(LookupError):
                answer("wrong")
    assert asked == ["wrong", "wrong"]


def test_a_batch_is_not_shared_with_another_thread() -> None:
    with one_batch():
        answer("a")
        other = Thread(target=answer, args=("a",))
        other.start()
        other.join()
    assert asked == ["a", "a"]
