"""Invented children and the mistakes people make when they ask for one.

Written before the search it measures and apart from it: nothing here imports from the portal, and
nothing was changed after a figure was seen. The names are common names of the United Kingdom,
weighted as registers are (few names borne by many, many by few); no person is meant. Everything
follows from a seed: `DEVELOP` is for working on the search, `HELD_OUT` only for what is reported.
"""

from bench.people.children import Invented, Person, invent
from bench.people.queries import KINDS, Asked, ask

DEVELOP, HELD_OUT = 1602, 2718

__all__ = ["DEVELOP", "HELD_OUT", "KINDS", "Asked", "Invented", "Person", "ask", "invent"]
