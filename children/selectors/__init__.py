"""Reads of children: the search that comes first, and the record."""

from children.selectors.correcting import CorrectPage, correct_page
from children.selectors.facts import Correction, Fact, FactCard
from children.selectors.people import PeoplePage, children_to_relate, people_page
from children.selectors.record import (
    AddressLine,
    ChildPage,
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
    "CorrectPage",
    "Correction",
    "Fact",
    "FactCard",
    "PeoplePage",
    "child_for",
    "child_page",
    "children_to_relate",
    "correct_page",
    "details_of",
    "fact_for",
    "find_children",
    "people_page",
    "safe_address",
]
