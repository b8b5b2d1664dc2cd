"""Kept filters for tests, made through the services as people make them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agencies.access import viewer_of
from agencies.models import User
from desk.lists import LISTS
from desk.models import SavedFilter
from desk.policies import audiences_of
from desk.services import change_filter, save_filter

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def make_filter(
    by: User, of: str = "cases", *, values: Any = None, name: str = "Invented", **does: Any
) -> SavedFilter:
    """A filter of one's own; `does` are what `change_filter` takes beside the name."""
    at = does.pop("at", NOW)
    row = save_filter(of, values=values or {}, name=name, by=by, at=at)
    if does:
        told = {"audience": "", "on_home": False, "alert": False, **does}
        change_filter(row, name=name, by=by, at=at, **told)
        row.refresh_from_db()
    return row


def audience(by: User, *, of: str = "cases", role: str = "") -> str:
    """One's agency, or a role, where one serves, as a form says it."""
    found = audiences_of(viewer_of(by), LISTS[of].permission)
    return next(one.code for one in found if one.role == role)
