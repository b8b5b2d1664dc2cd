"""The load: something happens, and one row must follow from it, once."""

import time
from enum import StrEnum

from core import outbox
from core.models import Event, StatusChange

MARK = "survival.mark"
SECONDS_OF_WORK = 0.004


class SurvivalEvent(StrEnum):
    HAPPENED = "survival.happened"


@outbox.reacts_to(SurvivalEvent.HAPPENED)
def leave_a_mark(event: Event) -> None:
    """Leave one row, and take long enough over it to be killed on the way."""
    StatusChange.objects.create(
        record_kind=MARK, record_id=event.record_id, to_status="DONE", at=event.at
    )
    time.sleep(SECONDS_OF_WORK)
