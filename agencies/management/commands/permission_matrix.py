"""Print role x permission x reach."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from agencies import selectors
from agencies.roles import ROLE_NAMES


class Command(BaseCommand):
    help = "Print the permission matrix: each permission in words, and a line for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        for row in selectors.permission_matrix():
            self.stdout.write(f"{row.meaning} ({row.permission})")
            for role, reaches in row.reaches:
                if reaches:
                    self.stdout.write(f"    {ROLE_NAMES[role]:34} {', '.join(reaches)}")
