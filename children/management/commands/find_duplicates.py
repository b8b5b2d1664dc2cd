"""Compare the whole register with itself and feed the queue of records that may be one child."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies import selectors as agencies
from children import services


class Command(BaseCommand):
    help = "Find records that may be one child; a run that was stopped goes on where it stood."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="ONS code; without it the whole register")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["authority"]
        whose = agencies.authorities().filter(ons_code=code).first() if code else None
        if code and whose is None:
            raise CommandError(f"There is no authority {code}.")
        for run in services.find_duplicates(authority=whose, at=timezone.now()):
            compared, queued = services.counted(run)
            state = "done" if run.finished_at else "so far"
            self.stdout.write(f"{state}: {compared} pairs compared, {queued} new in the queue")
