"""The journeys' own fixture."""

from tests.journeys.portal import portal

__all__ = ["portal"]
