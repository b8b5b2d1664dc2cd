"""Carries from one thread to a slow place, so that no request ever waits for it."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable

import structlog

log = structlog.get_logger(__name__)

MOST_IN_HAND = 10_000


class Courier:
    """Delivers what is handed in, in order, from a thread of its own.

    What cannot be delivered is dropped together with what is in hand: whoever hands in must have
    another way (the outbox has its sweep). `deliver` runs in the courier's thread alone.
    """

    def __init__(self, deliver: Callable[[int], None]) -> None:
        self._deliver = deliver
        self._start_afresh()
        os.register_at_fork(after_in_child=self._start_afresh)

    def _start_afresh(self) -> None:
        self._in_hand: queue.Queue[int] = queue.Queue(MOST_IN_HAND)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def hand_in(self, items: Iterable[int]) -> None:
        """Take items along and return at once; with full hands the rest stays behind."""
        try:
            for item in items:
                self._in_hand.put_nowait(item)
        except queue.Full:
            log.warning("courier_has_full_hands")
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._carry, name="courier", daemon=True)
                self._thread.start()

    def _carry(self) -> None:
        while True:
            item = self._in_hand.get()
            try:
                self._deliver(item)
            except Exception as error:  # the other end may fail in many ways
                log.warning("courier_dropped_all", error=type(error).__name__)
                self._drop_all()

    def _drop_all(self) -> None:
        try:
            while True:
                self._in_hand.get_nowait()
        except queue.Empty:
            return
