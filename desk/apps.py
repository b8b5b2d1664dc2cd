"""Each person's home, the worklists and the case file: reads, and filters that people keep."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "Desk"
