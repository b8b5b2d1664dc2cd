"""Load the partnership's default time limits; an authority's own limits are left as they are."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from duties.models import ClockLimit

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the default limit of every clock."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with (DATA / "clocks.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
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
        self.stdout.write(f"{len(rows)} clocks")
