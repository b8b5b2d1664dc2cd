"""A run of like work, in which what reference tables say is asked once.

An import opens a thousand duties by the same two limits. Within `one_batch()` a function marked
`asked_once` keeps its answers by its arguments; outside it asks every time, as any other does.
Only for tables that no service of the run writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("batch", default=None)


@contextmanager
def one_batch() -> Iterator[None]:
    """Keep the answers of reference tables until the end; within another batch, its own."""
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def asked_once(question: Callable[P, R]) -> Callable[P, R]:
    """Mark a question to a reference table. An answer that is an error is not kept."""

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _answers.get()
        if kept is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = question(*args, **kwargs)
        answer: R = kept[key]
        return answer

    return ask
