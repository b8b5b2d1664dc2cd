"""Every write of the app: episodes and what follows a return."""

from missing.services.episodes import (
    change_category,
    close_after_screening,
    correct_episode,
    log_episode,
    record_return,
)

__all__ = [
    "change_category",
    "close_after_screening",
    "correct_episode",
    "log_episode",
    "record_return",
]
