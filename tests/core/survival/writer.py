"""A stand-in for the web: writes facts as fast as asked and acknowledges each when committed.

    python -m tests.core.survival.writer FILE RATE

`FILE` gains the id of each fact after its transaction, as a person would get a receipt.
"""

import os
import sys
import time

import django


def write(receipts: str, rate: float) -> None:
    """Write facts until killed."""
    from django.utils import timezone

    from agencies.models import Authority
    from core import trail
    from tests.core.survival.load import SurvivalEvent

    with open(receipts, "ab", buffering=0) as file:
        while True:
            fact = Authority()
            trail.record(SurvivalEvent.HAPPENED, fact, by=None, at=timezone.now())
            file.write(f"{fact.pk}\n".encode())
            time.sleep(1 / rate)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")
    django.setup()
    write(sys.argv[1], float(sys.argv[2]))
