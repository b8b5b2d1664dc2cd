"""Print role x permission x reach."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from agencies import selectors
from agencies.roles import ROLE_NAMES


class Command(BaseCommand):
    help = "Print the permission matrix, one line for each permission that a role holds."

    def handle(self, *args: Any, **options: Any) -> None:
        for row in selectors.permission_matrix():
            for role, reaches in row.reaches:
                if reaches:
                    words = ", ".join(reaches)
                    self.stdout.write(f"{row.permission:28} {ROLE_NAMES[role]:34} {words}")
