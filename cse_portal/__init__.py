"""The front door: settings, addresses, middleware and the job runner."""

from cse_portal.celery import app as celery_app

__all__ = ["celery_app"]
