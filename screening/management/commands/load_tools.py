"""Publish the shipped screening tools; running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from screening.services import load_shipped_tools


class Command(BaseCommand):
    help = "Publish the screening tools shipped in screening/tools."

    def handle(self, *args: Any, **options: Any) -> None:
        for version in load_shipped_tools(at=timezone.now()):
            self.stdout.write(f"{version.code} version {version.number}")
