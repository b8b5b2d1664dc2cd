"""The quarterly return: figures counted by a toolkit, drafted, signed off, frozen, revised."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Reporting"
