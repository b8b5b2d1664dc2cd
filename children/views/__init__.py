"""The doors of a child's record."""

from children.views.facts import FactAdd, FactCorrect, FactEnd
from children.views.pairs import (
    ChildDoubles,
    PairLater,
    PairMerge,
    PairNotSame,
    PairQueue,
    PairsDecided,
    PairSeparate,
)
from children.views.people import People, Relate
from children.views.record import AddressReveal, ChildDetail, ChildEdit
from children.views.search import ChildSearch

__all__ = [
    "AddressReveal",
    "ChildDetail",
    "ChildDoubles",
    "ChildEdit",
    "ChildSearch",
    "FactAdd",
    "FactCorrect",
    "FactEnd",
    "PairLater",
    "PairMerge",
    "PairNotSame",
    "PairQueue",
    "PairSeparate",
    "PairsDecided",
    "People",
    "Relate",
]
