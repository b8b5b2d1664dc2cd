"""The missing episodes of a case's child, as its file, pack and print show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from agencies.access import Viewer
from agencies.permissions import Permission
from cases import packets
from cases.closing import Answer, Criterion
from cases.closing import register as register_criterion
from cases.models import Case, HandOverKind
from cases.packets import Part
from cases.sections import Section, register
from children.belongings import Kind
from children.belongings import register as register_belonging
from core.templatetags.portal import uk_datetime
from missing.models import Episode
from missing.selectors import EpisodeLine, episodes_of_case, lines_of
from missing.selectors.standing import episodes_on
from missing.services import place_episode


@dataclass(frozen=True)
class MissingSection:
    """Episodes of the child, latest first."""

    lines: tuple[EpisodeLine, ...]


def read(viewer: Viewer, case: Case, since: datetime | None) -> MissingSection:
    """What the viewer reaches of the child's episodes; a pack asks for those since a moment."""
    rows = episodes_of_case(viewer, case)
    return MissingSection(lines_of(rows.filter(started_at__gte=since) if since else rows))


register(
    Section(
        name="missing",
        title="Missing",
        order=60,
        permission=Permission.EPISODE_VIEW,
        template="missing/_section.html",
        read=read,
    )
)
register_belonging(Kind(Episode, episodes_on, place_episode, route="missing:detail"))


def no_open_episode(case: Case, at: datetime) -> Answer:
    """A child who is missing now keeps the case open (pathway section 7)."""
    rows = Episode.objects.filter(child__identity=case.child.identity_id, ended_at=None)
    if rows.filter(started_at__lte=at).exists():
        return Answer(False, "A missing episode of the child is open")
    return Answer(True, "The child is not missing")


YEAR = timedelta(days=365)


def packet_part(case: Case, kind: HandOverKind, at: datetime) -> Part:
    """How often the child went missing in a year, and the last times."""
    rows = Episode.objects.filter(child__identity=case.child.identity_id, started_at__lte=at)
    year = rows.filter(started_at__gte=at - YEAR).order_by("-started_at")
    last = (
        f"Missing from {row.get_setting_display().lower()} since {uk_datetime(row.started_at)}"
        + (f", until {uk_datetime(row.ended_at)}" if row.ended_at else ", still missing")
        for row in year[:5]
    )
    return Part("Going missing", (f"{year.count()} episodes in the last twelve months", *last))


packets.register("missing", 40, packet_part)
register_criterion(Criterion("EPISODE", "No missing episode is open", 30, no_open_episode))
