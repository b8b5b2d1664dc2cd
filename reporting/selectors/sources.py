"""The vocabulary of sources: each reads its facts in one query, however many children there are.

All is as now known of a moment or a period: corrected rows are left out, and no column that
holds the present is asked (rule 4).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from agencies.models import Authority
from core import codes
from reporting.measures import Fact, Facts, Unread
from reporting.selectors import at_risk, episodes
from reporting.selectors.facts import Scope
from reporting.toolkit import Period, Vocabulary

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """How a source is read, and what it offers to measures."""

    vocabulary: Vocabulary
    read: Callable[..., list[Fact]]


SOURCES = {
    "children_at_risk": Source(at_risk.VOCABULARY, at_risk.read),
    "missing_episodes": Source(episodes.VOCABULARY, episodes.read),
}


def vocabulary() -> dict[str, Vocabulary]:
    """What a toolkit may name."""
    return {name: source.vocabulary for name, source in SOURCES.items()}


def facts_for(authority: Authority, period: Period, names: Iterable[str], *, using: str) -> Facts:
    """The facts of each source named, by one connection, one query a source.

    A source that fails is handed on as Unread, so that its figures say so and the others stand.
    """
    scope = Scope(authority, period, codes.groups("ethnicity"))
    return {name: _read(name, scope, using) for name in sorted(set(names))}


def _read(name: str, scope: Scope, using: str) -> Sequence[Fact] | Unread:
    try:
        with transaction.atomic(using=using):
            return SOURCES[name].read(scope, using=using)
    except DatabaseError as error:
        log.error("source_unread", extra={"source": name, "error": type(error).__name__})
        return Unread(f"The source {name} could not be read ({type(error).__name__}).")
