"""Load a scenario of invented children; again changes nothing."""

from __future__ import annotations

import gc
from argparse import ArgumentParser
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections
from django.utils import timezone

from agencies import selectors as agencies
from demo.people import load_people
from demo.replay import (
    LONG,
    SCENARIOS,
    Share,
    Stage,
    draft_returns,
    load_scenario,
    put_away_notices,
)
from duties.services import open_access_reviews

SIDE_BY_SIDE = 2
"""A long scenario is loaded by so many processes, each a share of the children."""


class Command(BaseCommand):
    help = "Replay a scenario of invented children through the services."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", choices=SCENARIOS, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        name, now = options["scenario"], timezone.now()
        load_people()
        taken = load_shares(name, now) if name in LONG else load_scenario(name, now=now)
        put_away_notices(now)
        if name == "today":
            self._owe_reviews(now)
        self.stdout.write(f"{taken} steps taken")

    def _owe_reviews(self, now: datetime) -> None:
        """What the daily job would open, so that an administrator finds something to do."""
        for authority in agencies.authorities_at_work():
            open_access_reviews(authority, at=now)


def load_shares(name: str, now: datetime) -> int:
    """Load the shares of a scenario side by side, then what needs all; how many steps it took."""
    connections.close_all()
    shares = [(name, now, Share(number, SIDE_BY_SIDE)) for number in range(SIDE_BY_SIDE)]
    with get_context("fork").Pool(SIDE_BY_SIDE) as pool:
        taken = sum(pool.starmap(load_share, shares))
    return taken + draft_returns(Stage(name, now))


def load_share(name: str, now: datetime, share: Share) -> int:
    """One share, in a process of its own that ends before its memory matters."""
    gc.disable()
    return load_scenario(name, now=now, share=share)
