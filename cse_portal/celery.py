"""The job runner: workers and one beat (requirement J-3).

A task carries ids only and may run twice; the outbox in PostgreSQL carries the guarantee, this
queue only the speed.
"""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")

app = Celery("cse_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_portal_does(**_: Any) -> None:
    """Workers and beat write the same lines as the web."""
    logging.config.dictConfig(settings.LOGGING)
