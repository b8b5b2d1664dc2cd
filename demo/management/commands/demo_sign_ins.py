"""Print who may sign in to the demo; `./portal up` shows it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from demo.people import demo_people


class Command(BaseCommand):
    help = "Print the demo's sign-ins, one a role."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Sign in with one click on the first page, as any of these:\n")
        for person in demo_people():
            self.stdout.write(f"  {person.role_name:32} {person.email}")
