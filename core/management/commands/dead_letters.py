"""Show the effects that were given up, and let them be tried again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core import outbox


class Command(BaseCommand):
    help = "List the effects that failed too often; --revive sends them once more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--revive", action="store_true", help="try all of them again")

    def handle(self, *args: Any, revive: bool, **options: Any) -> None:
        for effect in outbox.dead_letters():
            self.stdout.write(
                f"{effect.pk} {effect.event.name} {effect.reaction} {effect.last_error}"
            )
        if revive:
            self.stdout.write(f"{outbox.revive(now=timezone.now())} will be tried again.")
