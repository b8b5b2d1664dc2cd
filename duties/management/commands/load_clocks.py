"""Load the partnership's time limits and ladder; what an authority has of its own is left."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from duties.models import ClockLimit, Rung

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the default limit of every clock, and who is told when it is over."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        clocks, rungs = _rows("clocks.csv"), _rows("rungs.csv")
        for row in clocks:
            ClockLimit.objects.update_or_create(
                clock=row["clock"],
                authority=None,
                defaults={
                    "amount": int(row["amount"]),
                    "unit": row["unit"],
                    "may_stop": row["may_stop"] == "yes",
                    "longest": int(row["longest"]) if row["longest"] else None,
                    "source": row["source"],
                },
            )
            _keep_within(row["clock"])
        for row in rungs:
            Rung.objects.update_or_create(
                number=int(row["number"]),
                authority=None,
                defaults={
                    "role": row["role"],
                    "after_hours": int(row["after_hours"]),
                    "urgent_minutes": int(row["urgent_minutes"]),
                    "source": row["source"],
                },
            )
        self.stdout.write(f"{len(clocks)} clocks, {len(rungs)} rungs")


def _keep_within(clock: str) -> None:
    """No figure of an authority's own is looser than what the rule book allows now."""
    shipped = ClockLimit.objects.get(clock=clock, authority=None)
    own = ClockLimit.objects.filter(clock=clock).exclude(authority=None)
    if shipped.longest:
        own.filter(amount__gt=shipped.longest).update(amount=shipped.longest)
    own.update(longest=shipped.longest, may_stop=shipped.may_stop)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
