"""Print every pathway of the house as a diagram, from the tables that the services obey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from core.workflow import Workflow


class Command(BaseCommand):
    help = "Print each workflow table as a Mermaid diagram, as it stands in the README."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, pathway in pathways():
            self.stdout.write(f"### {name}\n\n```mermaid\n{pathway.diagram()}\n```\n")


def pathways() -> Iterator[tuple[str, Workflow]]:
    """Every workflow table that stands beside a model, by the app it belongs to."""
    seen: set[int] = set()
    for config in apps.get_app_configs():
        for name, value in vars(config.models_module or object).items():
            if isinstance(value, Workflow) and id(value) not in seen:
                seen.add(id(value))
                yield _title(str(config.verbose_name), name), value


def _title(app: str, name: str) -> str:
    kind = name.removesuffix("PATHWAY").strip("_").replace("_", " ").lower()
    return f"{app}: {kind}" if kind else app
