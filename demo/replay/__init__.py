"""Scenarios replayed record by record through the services, in the order things happened.

A scenario is a folder of CSV files, each row a fact with its date. A step is what one fact makes
somebody do at one moment; steps of all files are merged by time. Nothing is counted here.
"""

from demo.replay.desks import put_away_notices
from demo.replay.play import LONG, SCENARIOS, Share, load_scenario
from demo.replay.returns import draft_returns
from demo.replay.stage import Stage

__all__ = [
    "LONG",
    "SCENARIOS",
    "Share",
    "Stage",
    "draft_returns",
    "load_scenario",
    "put_away_notices",
]
