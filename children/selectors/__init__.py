"""Reads of children: the search that comes first, and the record."""

from children.selectors.record import (
    AddressLine,
    ChildPage,
    Fact,
    FactCard,
    child_for,
    child_page,
    details_of,
    fact_for,
    safe_address,
)
from children.selectors.search import Candidate, find_children

__all__ = [
    "AddressLine",
    "Candidate",
    "ChildPage",
    "Fact",
    "FactCard",
    "child_for",
    "child_page",
    "details_of",
    "fact_for",
    "find_children",
    "safe_address",
]
