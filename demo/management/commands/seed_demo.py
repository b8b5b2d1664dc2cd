"""Load a scenario of invented children; again changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from demo.replay import SCENARIOS, load_scenario


class Command(BaseCommand):
    help = "Replay a scenario of invented children through the services."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", choices=SCENARIOS, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        taken = load_scenario(options["scenario"], now=timezone.now())
        self.stdout.write(f"{taken} steps taken")
