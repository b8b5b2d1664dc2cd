"""The doors of a child's record."""

from children.views.facts import FactAdd, FactCorrect, FactEnd
from children.views.people import People, Relate
from children.views.record import AddressReveal, ChildDetail, ChildEdit
from children.views.search import ChildSearch

__all__ = [
    "AddressReveal",
    "ChildDetail",
    "ChildEdit",
    "ChildSearch",
    "FactAdd",
    "FactCorrect",
    "FactEnd",
    "People",
    "Relate",
]
