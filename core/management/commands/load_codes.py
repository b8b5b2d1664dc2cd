"""Load the shipped code lists and bank holidays; running it again changes nothing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core.models import BankHoliday, Code

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the code lists and the England bank holidays shipped with the portal."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        codes = [_code(row) for row in _rows("codes.csv")]
        Code.objects.bulk_create(
            codes,
            update_conflicts=True,
            unique_fields=["list", "code"],
            update_fields=["label", "group", "note", "status", "sort", "valid_from", "valid_to"],
        )
        days = [
            BankHoliday(on=row["on"], name=row["name"])
            for row in _rows("bank_holidays_england.csv")
        ]
        BankHoliday.objects.bulk_create(
            days, update_conflicts=True, unique_fields=["on"], update_fields=["name"]
        )
        self.stdout.write(f"{len(codes)} codes, {len(days)} bank holidays")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _code(row: dict[str, str]) -> Code:
    return Code(
        **{key: row[key] for key in ("list", "code", "label", "group", "note", "status")},
        sort=int(row["sort"]),
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
    )
