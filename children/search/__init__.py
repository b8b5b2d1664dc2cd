"""Search first: what is looked for, which records may be meant, how well each fits and why."""

from children.search.blocking import may_be_meant
from children.search.query import ChildQuery
from children.search.scoring import LIKELY, Match, match

__all__ = ["LIKELY", "ChildQuery", "Match", "match", "may_be_meant"]
