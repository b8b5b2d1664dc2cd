"""Scan what came in, look again when the scanner knows more, show what was released, tidy up."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from core import outbox
from documents import services
from documents.events import DocumentEvent
from documents.scanner import ScannerDown

log = structlog.get_logger(__name__)


@outbox.reacts_to(DocumentEvent.UPLOADED)
def scan_new_document(event: outbox.Event) -> None:
    """A new document is scanned at once; without a scanner it waits for `scan_waiting`."""
    try:
        services.scan_document(event.record_id, at=timezone.now())
    except ScannerDown as error:
        log.error("scanner_down", reason=str(error))


@shared_task(ignore_result=True)
def scan_waiting() -> None:
    """Every five minutes: what waits in quarantine, else what older signatures have passed."""
    try:
        services.scan_waiting(at=timezone.now())
    except ScannerDown as error:
        log.error("scanner_down", reason=str(error))


@shared_task(ignore_result=True)
def show_waiting() -> None:
    """Every minute: the previews of files that were released since."""
    made = services.show_waiting(at=timezone.now())
    if made:
        log.info("previews_made", documents=made)


@shared_task(ignore_result=True)
def forget_strays() -> None:
    """Every hour: files without a row."""
    services.forget_strays(now=timezone.now())
