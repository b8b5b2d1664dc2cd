"""Import a file of missing episodes at the machine."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies import selectors as agencies
from agencies.models import Authority
from core.refusals import Refused
from missing import selectors, services
from missing.models import ImportResult

Shown = list[tuple[int, ImportResult, str]]


class Command(BaseCommand):
    help = "Import a CSV or XLSX file of missing episodes; the second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", required=True, help="ONS code, such as E08000027")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each row"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            authority = agencies.authority(options["authority"])
            content = options["file"].read_bytes()
            results = self._results(content, authority, dry=options["dry_run"])
        except Authority.DoesNotExist:
            raise CommandError("There is no authority with this code.") from None
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        for number, result, reason in results:
            self.stdout.write(f"row {number}: {result.label}. {reason}")
        counts = Counter(result for _, result, _ in results)
        said = ", ".join(f"{counts[result]} {result.label.lower()}" for result in ImportResult)
        self.stdout.write(f"{len(results)} rows: {said}.")

    def _results(self, content: bytes, authority: Authority, *, dry: bool) -> Shown:
        now = timezone.now()
        seen = selectors.imported_before(services.hash_of(content), authority)
        if dry or seen:
            if seen:
                self.stdout.write("This file is imported already: nothing is changed.")
            found = services.rehearse_file(content, authority=authority, by=None, at=now)
            return [(line.number, outcome.result, outcome.reason) for line, outcome in found]
        batch = services.import_file(content, authority=authority, by=None, at=now)
        rows = batch.rows.order_by("number").values_list("number", "result", "reason")
        return [(number, ImportResult(result), reason) for number, result, reason in rows]
