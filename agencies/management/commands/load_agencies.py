"""Load the seven West Midlands authorities and the Dudley agencies; again changes nothing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.models import Agency, Authority

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the authorities and agencies shipped with the portal."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for row in _rows("authorities.csv"):
            code = row.pop("ons_code")
            Authority.objects.update_or_create(ons_code=code, defaults=row)
        authorities = {a.ons_code: a for a in Authority.objects.all()}
        for row in _rows("agencies.csv"):
            Agency.objects.update_or_create(
                code=row["code"],
                defaults={
                    "name": row["name"],
                    "sector": row["sector"],
                    "authority": authorities.get(row["authority"]),
                },
            )
        self.stdout.write(f"{len(authorities)} authorities, {Agency.objects.count()} agencies")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
