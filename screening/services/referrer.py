"""Keep what a referrer ticked with a referral."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from agencies.models import User
from children.models import Child
from core import trail
from screening import scoring
from screening.events import ScreeningEvent
from screening.models import ReferrerTick, ReferrerTicks, ToolVersion


@transaction.atomic
def store_referrer_ticks(
    about: Model,
    *,
    child: Child,
    tool_version: ToolVersion,
    ticks: Iterable[scoring.Tick],
    by: User | None,
    at: datetime,
    evidence: Mapping[scoring.Tick, str] | None = None,
) -> ReferrerTicks:
    """Store the ticks given with a referral, by version and code; again changes nothing.

    Called by the service that has taken the referral in. Boxes the version does not have are
    left out; `evidence` is what was said, by tick: each window has its own words.
    """
    said = evidence or {}
    given, new = ReferrerTicks.objects.get_or_create(
        origin_kind=trail.kind_of(about),
        origin_id=about.pk,
        child=child,
        defaults={"version": tool_version, "by": by, "at": at},
    )
    if not new:
        return given
    ReferrerTick.objects.bulk_create(
        ReferrerTick(
            ticks=given,
            indicator=tick.indicator,
            window=tick.window,
            evidence=said.get(tick, ""),
        )
        for tick in sorted(scoring.known_ticks(tool_version.tool, ticks))
    )
    trail.record(ScreeningEvent.REFERRER_TICKED, given, by=by, at=at)
    return given


@transaction.atomic
def place_ticks(record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime) -> ReferrerTicks:
    """What was ticked with a referral is about this child, as the referral is."""
    given = ReferrerTicks.objects.select_for_update().get(pk=record_id)
    given.child = on
    given.save(update_fields=["child"])
    trail.record(ScreeningEvent.TICKS_PLACED, given, by=by, at=at, facts={"child": str(on.pk)})
    return given
