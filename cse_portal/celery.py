"""The job runner: workers and one beat (requirement J-3).

A task carries ids only and may run twice; the outbox in PostgreSQL carries the guarantee, this
queue only the speed.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")

app = Celery("cse_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
