"""Missing episodes for tests, made through the services."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agencies.models import Authority
from children.models import Child
from missing import services
from missing.models import Episode, Setting
from tests.agencies.factories import authority
from tests.children.factories import make_child

LEFT = datetime(2015, 10, 3, 18, tzinfo=UTC)
CAME_BACK = datetime(2015, 10, 4, 8, tzinfo=UTC)
LATER = datetime(2015, 10, 20, 9, tzinfo=UTC)


def make_episode(
    *, child: Child | None = None, where: Authority | None = None, **details: Any
) -> Episode:
    """A child missing from home since the evening of 3 October 2015; `ended_at` brings it back."""
    facts: dict[str, Any] = {
        "setting": Setting.HOME,
        "started_at": LEFT,
        "by": None,
        "at": LATER,
        **details,
    }
    return services.log_episode(child or make_child(), authority=where or authority(), **facts)
