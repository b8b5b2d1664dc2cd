"""Children who go missing: episodes, returns, and the duties that follow each return."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "missing"
    verbose_name = "Missing"
