"""What a referrer ticked, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from screening.models import ReferrerTicks
from screening.selectors.words import said_by_window, window_words


@dataclass(frozen=True)
class GivenTick:
    """One indicator as the referrer ticked it. `health` ones are masked by who shows them.

    `said` is what was written, by the window it was written of, in the order of the form.
    """

    code: str
    label: str
    windows: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    health: bool
    critical: bool


def ticks_given_with(about: Model) -> tuple[GivenTick, ...]:
    """The ticks given with a referral, in the order of the form.

    The page of the referral has decided that its viewer may see them.
    """
    given = (
        ReferrerTicks.objects.filter(origin_kind=about._meta.label_lower, origin_id=about.pk)
        .select_related("version")
        .prefetch_related("rows")
        .first()
    )
    if given is None:
        return ()
    tool, rows = given.version.tool, list(given.rows.all())
    return tuple(
        GivenTick(
            code=indicator.code,
            label=indicator.label,
            windows=window_words(tool, indicator.code, [row.window for row in own]),
            said=said_by_window(tool, own),
            health=indicator.health,
            critical=indicator.critical,
        )
        for _, indicator in tool.indicators()
        for own in ([row for row in rows if row.indicator == indicator.code],)
        if own
    )
