"""The ground floor: base record, trail, outbox, workflow, working days, codes, read audit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        autodiscover_modules("policies", "sections", "holdings", "tasks")
