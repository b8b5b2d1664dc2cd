"""The portal's job runner with one reaction more, and a sweep every few seconds."""

from cse_portal.celery import app

SWEEP_SECONDS = 3.0

app.conf.include = ["tests.core.survival.load", "tests.core.survival.haste"]
app.conf.beat_scheduler = "celery.beat:PersistentScheduler"
app.conf.beat_schedule = {"sweep": {"task": "core.tasks.sweep", "schedule": SWEEP_SECONDS}}
