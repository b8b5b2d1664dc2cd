"""What the pages of episodes show, in small frozen shapes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.models import Authority
from agencies.permissions import Permission
from core import codes
from core.calendar import LONDON
from core.paging import one_of
from duties.models import Clock, Duty
from missing.models import (
    Episode,
    EpisodeCategory,
    EpisodeStatus,
    MissingType,
    PlacedBy,
    ReportedBy,
    Setting,
)
from missing.selectors.episodes import ended_not_screened, episode_for, episodes_for

SIZE = 50
MOST_COUNTED = 1_000
SHOW = {
    "open": "Missing now",
    "unscreened": "Returned, not yet screened",
    "returned": "Returned",
    "all": "All episodes",
}
FIELD_NAMES = {"started_at": "Start", "ended_at": "Return", "reported_at": "Report"}
WORDS: dict[str, dict[str, str]] = {
    "setting": dict(Setting.choices),
    "missing_type": dict(MissingType.choices),
    "placed_by": dict(PlacedBy.choices),
    "reported_by": dict(ReportedBy.choices),
}


@dataclass(frozen=True)
class EpisodeLine:
    """One episode in a list."""

    pk: uuid.UUID
    child_id: uuid.UUID
    reference: str
    child: str
    age: int | None
    setting: str
    category: str
    started_at: datetime
    start_is_reported: bool
    ended_at: datetime | None
    verified: bool
    interview_due_at: datetime | None


@dataclass(frozen=True)
class EpisodeList:
    """A page of episodes, how many there are, and which filters stand."""

    lines: tuple[EpisodeLine, ...]
    counted: int
    show: str
    setting: str
    number: int
    has_more: bool

    @property
    def counted_in_words(self) -> str:
        """How many there are; beyond a thousand nobody counts."""
        if self.counted > MOST_COUNTED:
            return f"More than {MOST_COUNTED:,} episodes"
        return f"{self.counted:,} episode{'' if self.counted == 1 else 's'}"


@dataclass(frozen=True)
class Happening:
    """One thing in the history of an episode."""

    title: str
    at: datetime
    by: str = ""
    text: str = ""


@dataclass(frozen=True)
class EpisodePage:
    """One episode with its clocks, its history, and what the viewer may do."""

    episode: Episode
    age: int | None
    placed: str
    category: str
    clocks: tuple[Duty, ...]
    history: tuple[Happening, ...]
    may_update: Decision


def episode_list(viewer: Any, *, show: str, setting: str, number: int) -> EpisodeList:
    """One page of the episodes a viewer reaches; Unreadable for an unknown filter."""
    show = one_of(show, SHOW, "list") or "open"
    setting = one_of(setting, Setting.values, "place")
    rows = episodes_narrowed(viewer, show=show, setting=setting)
    first = (number - 1) * SIZE
    found = list(_with_lines(rows)[first : first + SIZE + 1])
    return EpisodeList(
        lines=tuple(_line(row) for row in found[:SIZE]),
        counted=len(rows.order_by().values("pk")[: MOST_COUNTED + 1]),
        show=show,
        setting=setting,
        number=number,
        has_more=len(found) > SIZE,
    )


def episodes_narrowed(viewer: Any, *, show: str, setting: str) -> QuerySet[Episode]:
    """Every episode of one tab of the list, from one kind of place or from any."""
    rows = episodes_shown(viewer, show)
    return rows.filter(setting=setting) if setting else rows


def lines_of(rows: QuerySet[Episode]) -> tuple[EpisodeLine, ...]:
    """Episodes as lines of a list, latest first."""
    return tuple(_line(row) for row in _with_lines(rows))


def episode_page(viewer: Any, episode_id: uuid.UUID | str) -> EpisodePage:
    """Everything the page of one episode shows."""
    episode = episode_for(viewer, episode_id)
    names = codes.labels("police_missing_category")
    categories = list(episode.categories.order_by("from_at", "recorded_at"))
    clocks = Duty.objects.filter(
        record_id=episode.pk,
        clock__in=(Clock.RETURN_INTERVIEW, Clock.SCREEN_AFTER_MISSING),
    ).exclude(status=Duty.Status.CANCELLED)
    return EpisodePage(
        episode=episode,
        age=episode.child.age_on(episode.started_at.astimezone(LONDON).date()),
        placed=_placed(episode),
        category=names.get(categories[-1].category, "") if categories else "",
        clocks=tuple(clocks.order_by("due_at")),
        history=tuple(_history(episode, categories, names)),
        may_update=access.decide(viewer, Permission.EPISODE_UPDATE, episode),
    )


def authorities_to_log_for(viewer: Any, permission: Permission) -> list[Authority]:
    """The authorities a viewer's posts serve with a permission, by name."""
    posts = access.viewer_of(viewer).posts
    served = [post.authority_id for post in posts if post.reaches(permission)]
    return list(Authority.objects.filter(pk__in=[pk for pk in served if pk]))


def settings_to_choose() -> list[tuple[str, str]]:
    """Where a child may have gone missing from."""
    return [(str(code), str(label)) for code, label in Setting.choices]


def reporters() -> list[tuple[str, str]]:
    """Who may have reported, as roles to choose from; not known comes first."""
    known = [choice for choice in ReportedBy.choices if choice[0] != ReportedBy.UNKNOWN]
    return [(ReportedBy.UNKNOWN.value, str(ReportedBy.UNKNOWN.label)), *known]


def episodes_shown(viewer: Any, show: str) -> QuerySet[Episode]:
    """The episodes of one tab of the list; an unknown one shows all."""
    if show == "unscreened":
        return ended_not_screened(viewer).order_by("-started_at", "id")
    rows = episodes_for(viewer)
    if show in ("open", "returned"):
        status = EpisodeStatus.MISSING if show == "open" else EpisodeStatus.RETURNED
        rows = rows.filter(status=status)
    return rows.order_by("-started_at", "id")


def _with_lines(rows: QuerySet[Episode]) -> QuerySet[Episode]:
    latest = EpisodeCategory.objects.filter(episode=OuterRef("pk")).order_by("-from_at")
    interview = Duty.objects.filter(
        record_id=OuterRef("pk"), clock=Clock.RETURN_INTERVIEW, status=Duty.Status.OPEN
    )
    return rows.select_related("child").annotate(
        latest_category=Subquery(latest.values("category")[:1]),
        interview_due_at=Subquery(interview.values("due_at")[:1]),
    )


def _line(row: Any) -> EpisodeLine:
    return EpisodeLine(
        pk=row.pk,
        child_id=row.child_id,
        reference=row.reference,
        child=row.child.full_name,
        age=row.child.age_on(row.started_at.astimezone(LONDON).date()),
        setting=row.get_setting_display(),
        category=row.latest_category or "",
        started_at=row.started_at,
        start_is_reported=row.start_is_reported,
        ended_at=row.ended_at,
        verified=row.verified,
        interview_due_at=row.interview_due_at,
    )


def _placed(episode: Episode) -> str:
    if episode.placing_authority:
        return episode.placing_authority.name
    return episode.get_placed_by_display()


def _history(
    episode: Episode, categories: Iterable[EpisodeCategory], names: dict[str, str]
) -> list[Happening]:
    corrections = list(episode.corrections.order_by("at", "id"))
    people = agencies.names_of(
        [episode.recorded_by_id]
        + [row.recorded_by_id for row in categories]
        + [row.by_id for row in corrections]
    )

    def who(pk: uuid.UUID | None) -> str:
        return people.get(pk, "") if pk else ""

    rows = [Happening("Episode logged", episode.recorded_at, who(episode.recorded_by_id))]
    rows += [
        Happening(
            f"Category: {names.get(row.category, row.category)}",
            row.from_at,
            who(row.recorded_by_id),
        )
        for row in categories
    ]
    if episode.ended_at:
        rows.append(Happening("Returned or found", episode.ended_at))
    rows += [
        Happening(
            f"Corrected: {FIELD_NAMES.get(row.field, row.field.replace('_', ' ').capitalize())}",
            row.at,
            who(row.by_id),
            f"It said {_in_words(row.field, row.before)}; now it says "
            f"{_in_words(row.field, row.after)}. {row.because}",
        )
        for row in corrections
    ]
    return sorted(rows, key=lambda one: one.at, reverse=True)


def _in_words(field: str, kept: str) -> str:
    """What a correction keeps, as people read it."""
    if not kept:
        return "nothing"
    if field in FIELD_NAMES:
        here = datetime.fromisoformat(kept).astimezone(LONDON)
        return f"{here.day} {here:%B %Y, %H:%M}"
    return f"“{WORDS.get(field, {}).get(kept, kept)}”"
