"""Walk the sealed read audit and name every bad row."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import audit


class Command(BaseCommand):
    help = "Verify the chain of the read audit; names each changed, missing or added row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", default="", help="a head of the chain as the log says it: audit_sealed"
        )

    def handle(self, *args: Any, head: str, **options: Any) -> None:
        faults = list(audit.faults(head=head))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The read audit is not whole: {len(faults)} faults.")
        self.stdout.write("The read audit is whole.")
