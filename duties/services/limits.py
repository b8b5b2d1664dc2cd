"""An authority's own time limits and ladder: set them, and go back to the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agencies.models import Authority, User
from core import trail
from core.refusals import Invalid, NotNow
from duties.events import LimitEvent
from duties.models import Clock, ClockLimit, LimitChange, Rung
from duties.selectors.limits import (
    LADDER_HOURS,
    LADDER_URGENT_MINUTES,
    LONGEST,
    LONGEST_SOURCE,
    amount_words,
    ladder_words,
    limit_authority,
)


@dataclass(frozen=True)
class OwnRung:
    """One step of an authority's own ladder, by the number it has in the shipped one."""

    number: int
    after_hours: int
    urgent_minutes: int


@transaction.atomic
def set_limit(
    clock: Clock,
    *,
    authority: Authority,
    amount: int,
    seen: int,
    because: str,
    by: User,
    at: datetime,
) -> LimitChange:
    """From now on a clock of the authority runs so long; one that runs already keeps its time.

    Never longer than the rule book allows, nor than a limit is of use [D]. `seen` is the figure
    that was shown: NotNow where it is another one by now. Raises Invalid for a figure out of
    bounds, and without a reason.
    """
    limit_authority(by, authority)
    shipped, now = _locked(clock, authority)
    if now.amount != seen:
        raise NotNow(f"Somebody changed it to {_words(now)} meanwhile. Read it again first.")
    most = shipped.longest or LONGEST[ClockLimit.Unit(shipped.unit)]
    if not 0 < amount <= most:
        whence = shipped.source if shipped.longest else LONGEST_SOURCE
        raise Invalid(
            f"Enter a whole number from 1 to {most}. {amount_words(most, shipped.unit)} is the "
            f"longest that is allowed: {whence.rstrip('.')}.",
            field="amount",
        )
    if amount == now.amount:
        raise Invalid(f"The limit is {_words(now)} already.", field="amount")
    if not because.strip():
        raise Invalid("Say why, and who agreed it.", field="because")
    own, _ = ClockLimit.objects.update_or_create(
        clock=clock,
        authority=authority,
        defaults={
            "amount": amount,
            "unit": shipped.unit,
            "may_stop": shipped.may_stop,
            "longest": shipped.longest,
            "source": f"The authority's own limit, {at:%Y}",
        },
    )
    change = LimitChange.objects.create(
        clock=clock,
        authority=authority,
        before=_words(now),
        after=_words(own),
        because=because.strip(),
        by=by,
        at=at,
    )
    return _changed(LimitEvent.SET, change, now.amount, amount)


@transaction.atomic
def ship_limit_again(clock: Clock, *, authority: Authority, by: User, at: datetime) -> LimitChange:
    """The authority goes back to the shipped limit. NotNow where it has no other one."""
    limit_authority(by, authority)
    shipped, now = _locked(clock, authority)
    if now.authority_id is None:
        raise NotNow("The authority has the shipped limit already.")
    ClockLimit.objects.filter(pk=now.pk).delete()
    change = LimitChange.objects.create(
        clock=clock,
        authority=authority,
        before=_words(now),
        after=f"{_words(shipped)}, as shipped",
        by=by,
        at=at,
    )
    return _changed(LimitEvent.SHIPPED_AGAIN, change, now.amount, shipped.amount)


@transaction.atomic
def set_ladder(
    authority: Authority,
    *,
    rungs: Sequence[OwnRung],
    seen: str,
    because: str,
    by: User,
    at: datetime,
) -> LimitChange:
    """Who of the shipped ladder is told, and after how long; from the next step of each climb.

    The order of the roles is the rule book's and its last step is always told, so that nothing
    is left with nobody [D]. What is urgent reaches the last step in half of the 24 hours of the
    urgent clock at most, and a step waits five working days at most [D].
    """
    limit_authority(by, authority)
    shipped, now = _ladders(authority)
    if ladder_words(now) != seen:
        raise NotNow("Somebody changed the ladder meanwhile. Read it again first.")
    wanted = {rung.number: rung for rung in rungs}
    if not wanted or max(wanted) != shipped[-1].number:
        raise Invalid("The last step of the ladder is always told.", field="told")
    for rung in rungs:
        if not 0 <= rung.after_hours <= LADDER_HOURS:
            field = f"hours_{rung.number}"
            raise Invalid(f"Enter a whole number from 0 to {LADDER_HOURS}.", field=field)
        if rung.urgent_minutes < 0:
            raise Invalid("Enter a whole number from 0.", field=f"minutes_{rung.number}")
    if sum(rung.urgent_minutes for rung in rungs) > LADDER_URGENT_MINUTES:
        raise Invalid(
            f"The minutes of all steps come to more than {LADDER_URGENT_MINUTES}: what is urgent "
            "would reach the last of them too late for a decision within 24 hours.",
            field=f"minutes_{shipped[-1].number}",
        )
    if not because.strip():
        raise Invalid("Say why, and who agreed it.", field="because")
    own = [
        Rung(
            authority=authority,
            number=rung.number,
            role=rung.role,
            after_hours=wanted[rung.number].after_hours,
            urgent_minutes=wanted[rung.number].urgent_minutes,
            source=f"The authority's own ladder, {at:%Y}",
        )
        for rung in shipped
        if rung.number in wanted
    ]
    if ladder_words(own) == ladder_words(now):
        raise Invalid("The ladder is so already.", field="because")
    Rung.objects.filter(authority=authority).delete()
    Rung.objects.bulk_create(own)
    return _ladder_changed(
        LimitEvent.LADDER_SET, authority, now, own, because=because, by=by, at=at
    )


@transaction.atomic
def ship_ladder_again(authority: Authority, *, by: User, at: datetime) -> LimitChange:
    """The authority goes back to the shipped ladder. NotNow where it has no other one."""
    limit_authority(by, authority)
    shipped, now = _ladders(authority)
    if now[0].authority_id is None:
        raise NotNow("The authority has the shipped ladder already.")
    Rung.objects.filter(authority=authority).delete()
    event = LimitEvent.LADDER_SHIPPED_AGAIN
    return _ladder_changed(event, authority, now, shipped, because="", by=by, at=at)


def _locked(clock: Clock, authority: Authority) -> tuple[ClockLimit, ClockLimit]:
    """The shipped limit, held until the change is written, and the one in force."""
    shipped = ClockLimit.objects.select_for_update().get(clock=clock, authority=None)
    own = ClockLimit.objects.filter(clock=clock, authority=authority).first()
    return shipped, own or shipped


def _ladders(authority: Authority) -> tuple[list[Rung], list[Rung]]:
    """The shipped ladder, held until the change is written, and the one in force."""
    shipped = list(Rung.objects.select_for_update().filter(authority=None).order_by("number"))
    own = list(Rung.objects.filter(authority=authority).order_by("number"))
    return shipped, own or shipped


def _changed(event: LimitEvent, change: LimitChange, before: int, after: int) -> LimitChange:
    facts: dict[str, str | int | bool | None] = {
        "clock": change.clock,
        "from": before,
        "to": after,
    }
    trail.record(event, change, by=change.by, at=change.at, facts=facts)
    return change


def _ladder_changed(
    event: LimitEvent,
    authority: Authority,
    before: list[Rung],
    after: list[Rung],
    *,
    because: str,
    by: User,
    at: datetime,
) -> LimitChange:
    change = LimitChange.objects.create(
        authority=authority,
        before=ladder_words(before),
        after=ladder_words(after),
        because=because.strip(),
        by=by,
        at=at,
    )
    trail.record(event, change, by=by, at=at, facts={"steps": len(after)})
    return change


def _words(limit: ClockLimit) -> str:
    return amount_words(limit.amount, limit.unit)
