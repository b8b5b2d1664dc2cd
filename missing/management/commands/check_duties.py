"""Prove that the queue of children to screen and the duties agree."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from missing.selectors import duty_faults


class Command(BaseCommand):
    help = "Check that every ended episode owes what it must, and nothing that is done."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = duty_faults()
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Episodes and duties agree.")
