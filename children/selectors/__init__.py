"""Reads of children: the search that comes first, and the record."""

from children.selectors.correcting import CorrectPage, correct_page
from children.selectors.facts import Correction, Fact, FactCard
from children.selectors.pairs import (
    DecidedPairs,
    DoublesPage,
    PairPage,
    PairQueue,
    decided_pairs,
    doubles_page,
    pair_for,
    pair_page,
    pair_queue,
    pairs_waiting,
)
from children.selectors.people import PeoplePage, children_to_relate, people_page
from children.selectors.reaching import children_at
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
from children.selectors.sides import PairCard
from children.selectors.then import FactsThen, facts_then

__all__ = [
    "AddressLine",
    "Candidate",
    "ChildPage",
    "CorrectPage",
    "Correction",
    "DecidedPairs",
    "DoublesPage",
    "Fact",
    "FactCard",
    "FactsThen",
    "PairCard",
    "PairPage",
    "PairQueue",
    "PeoplePage",
    "child_for",
    "child_page",
    "children_at",
    "children_to_relate",
    "correct_page",
    "decided_pairs",
    "details_of",
    "doubles_page",
    "fact_for",
    "facts_then",
    "find_children",
    "pair_for",
    "pair_page",
    "pair_queue",
    "pairs_waiting",
    "people_page",
    "safe_address",
]
