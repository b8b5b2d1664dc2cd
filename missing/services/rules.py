"""What must be true of an episode before it is written; each refusal is a sentence."""

from __future__ import annotations

from datetime import datetime

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import SENTENCES, Permission
from children.models import Child, Identity
from core import codes
from core.calendar import LONDON
from core.refusals import Invalid, NotAllowed, OutOfReach
from missing.models import Episode, MissingType, Setting
from missing.models.episodes import TYPES_OF
from missing.selectors import overlapping


class Overlaps(Invalid):
    """The child is logged as missing at that time already."""


def require_serving(by: User | None, permission: Permission, authority: Authority) -> None:
    """A permission over a whole authority opens only the authorities a post serves."""
    access.require(by, permission)
    if by is None:
        return
    served = [post for post in access.viewer_of(by).posts if post.authority_id == authority.pk]
    if not any(post.reaches(permission) for post in served):
        raise NotAllowed(SENTENCES[permission])


def require_no_barrier(by: User | None, child: Child) -> None:
    """A restricted child, or one the person is barred from, is out of reach like an unknown id."""
    if by is None:
        return
    rows = Child.objects.filter(pk=child.pk)
    if not access.outside_barriers(by, rows, subject="pk").exists():
        raise OutOfReach


def lock(child: Child) -> None:
    """Two people may log the same child at once: the identity row is the lock."""
    child.identity = Identity.objects.hold(child.pk)


def check_times(
    started_at: datetime,
    ended_at: datetime | None,
    *,
    at: datetime,
    reported_at: datetime | None = None,
) -> None:
    """No time lies ahead, and no episode ends before it starts."""
    for moment, field, what in (
        (started_at, "started_at", "start"),
        (reported_at, "reported_at", "report"),
        (ended_at, "ended_at", "return"),
    ):
        if moment and moment > at:
            raise Invalid(f"The time of the {what} must not be in the future.", field=field)
    if ended_at and ended_at < started_at:
        raise Invalid("The return must not be before the start.", field="ended_at")


def check_overlap(episode: Episode) -> None:
    """A child is missing once at a time; two episodes on one day are right (missing.md 2)."""
    other = overlapping(episode).first()
    if other is None:
        return
    since = _said(other.started_at)
    if other.ended_at is None:
        raise Overlaps(
            f"This child is already logged as missing since {since}. Record that return first.",
            field="started_at",
        )
    raise Overlaps(
        f"This overlaps the episode from {since} to {_said(other.ended_at)}.", field="started_at"
    )


def check_police_reference(episode: Episode) -> None:
    """A police reference names one episode of an authority."""
    if not episode.police_reference:
        return
    same = Episode.objects.filter(
        authority=episode.authority, police_reference=episode.police_reference
    )
    if same.exclude(pk=episode.pk).exists():
        raise Invalid(
            "Another episode already has this police reference.", field="police_reference"
        )


def type_for(setting: str, missing_type: str) -> str:
    """The type as given, or the usual one of the setting. Raises Invalid when they do not fit."""
    if setting not in Setting.values:
        raise Invalid("Choose where the child went missing from.", field="setting")
    fitting = TYPES_OF[setting]
    if not missing_type:
        return fitting[0]
    if missing_type not in fitting:
        word = dict(MissingType.choices).get(missing_type, "This type")
        raise Invalid(f"“{word}” does not fit where the child went from.", field="missing_type")
    return missing_type


def check_category(category: str) -> None:
    """A police category is one of the list, in force or retired: history keeps its words."""
    if category not in codes.labels("police_missing_category"):
        raise Invalid("Choose a police category.", field="category")


def _said(moment: datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y, %H:%M}"
