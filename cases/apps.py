"""The case: level of risk, allocation, what was heard; the file its sections make."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"
