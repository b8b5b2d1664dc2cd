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
                    "source": row["source"],
                },
            )
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


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
