"""Search first: what is looked for, which records may be meant, how well each fits and why."""

from children.search.blocking import Net, last_resort, may_be_meant
from children.search.lexicon import shares
from children.search.query import ChildQuery
from children.search.scoring import LIKELY, POSSIBLE, Known, Match, Question, match

__all__ = [
    "LIKELY",
    "POSSIBLE",
    "ChildQuery",
    "Known",
    "Match",
    "Net",
    "Question",
    "last_resort",
    "match",
    "may_be_meant",
    "shares",
]
