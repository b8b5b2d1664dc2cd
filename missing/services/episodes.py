"""Log an episode, record the return, change the category, put a fact right."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from cases.models import Mention
from cases.services import mention
from children.models import Child
from core import references, trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.selectors import open_for
from duties.services import close_duty
from missing.events import EpisodeEvent
from missing.models import (
    PATHWAY,
    Episode,
    EpisodeCategory,
    EpisodeCorrection,
    EpisodeStatus,
    PlacedBy,
    Setting,
)
from missing.selectors import placing_on
from missing.services import rules
from missing.services.owed import owe_after_return, renew

FOUND = ("found_where", "found_with", "found_by", "condition")
GIVEN = frozenset(
    {"missing_type", "reported_by", "police_reference", "placed_by", "placing_authority"}
)
CORRECTABLE = GIVEN | {"setting", "started_at", "reported_at", "ended_at", *FOUND}


@transaction.atomic
def log_episode(
    child: Child, *, authority: Authority, by: User | None, at: datetime, **facts: Any
) -> Episode:
    """Log that a child went missing; with `ended_at` also that the child is back.

    Takes the facts of `enter_episode`.
    """
    rules.require_serving(by, Permission.EPISODE_LOG, authority)
    rules.require_no_barrier(by, child)
    return enter_episode(child, authority=authority, by=by, at=at, **facts)


@transaction.atomic
def enter_episode(
    child: Child,
    *,
    authority: Authority,
    setting: str,
    by: User | None,
    at: datetime,
    started_at: datetime | None = None,
    reported_at: datetime | None = None,
    ended_at: datetime | None = None,
    category: str = "",
    verified: bool = True,
    **given: Any,
) -> Episode:
    """Write an episode for a service that has required its permission.

    Without a start the time of the report stands for it, and is marked. `given` may hold
    `missing_type`, `reported_by`, `police_reference`, `placed_by` and `placing_authority`.
    Raises Invalid for times that cannot be and for an episode that overlaps another.
    """
    if unknown := given.keys() - GIVEN:
        raise TypeError(f"not facts of an episode: {sorted(unknown)}")
    rules.lock(child)
    start = started_at or reported_at
    if start is None:
        raise Invalid("Enter when the child went missing, or was reported.", field="started_at")
    episode = Episode(
        reference=references.new("M"),
        child=child,
        authority=authority,
        setting=setting,
        started_at=start,
        start_is_reported=started_at is None,
        reported_at=reported_at,
        verified=verified,
        recorded_at=at,
        recorded_by=by,
        **given,
    )
    episode.missing_type = rules.type_for(setting, episode.missing_type)
    _set_placing(episode)
    _check(episode, ended_at=ended_at, at=at)
    episode.save(force_insert=True)
    PATHWAY.begin(episode, by=by, at=at)
    trail.record(EpisodeEvent.LOGGED, episode, by=by, at=at, facts={"setting": setting})
    if category:
        _add_category(episode, category, from_at=reported_at or start, by=by, at=at)
    if ended_at:
        end_episode(episode, ended_at, by=by, at=at)
    return episode


@transaction.atomic
def record_return(
    episode: Episode, *, returned_at: datetime, by: User | None, at: datetime, **found: str
) -> Episode:
    """The child was found or came back: the episode ends and what is owed after it begins.

    72 hours for the return interview run from the return (CSE strategy, Missing children; DfE
    2014), and every missing child is screened. `found` may hold `found_where`, `found_with`,
    `found_by` and `condition`. Of two people at once exactly one wins.
    """
    if unknown := found.keys() - set(FOUND):
        raise TypeError(f"not facts of a return: {sorted(unknown)}")
    access.require(by, Permission.EPISODE_UPDATE, episode)
    if episode.status != EpisodeStatus.MISSING:
        raise NotNow("This return is recorded already. Correct the episode if it is wrong.")
    end_episode(episode, returned_at, by=by, at=at, **found)
    return episode


@transaction.atomic
def change_category(
    episode: Episode, *, category: str, from_at: datetime, by: User | None, at: datetime
) -> EpisodeCategory:
    """The police put the episode in another category from a moment on; every one is kept."""
    access.require(by, Permission.EPISODE_UPDATE, episode)
    if from_at > at:
        raise Invalid("The change must not be in the future.", field="from_at")
    if from_at < (episode.reported_at or episode.started_at):
        raise Invalid("The change must not be before the report.", field="from_at")
    return _add_category(episode, category, from_at=from_at, by=by, at=at)


@transaction.atomic
def correct_episode(
    episode: Episode, *, because: str, by: User | None, at: datetime, **new: Any
) -> Episode:
    """Put facts of an episode right; what stood before stays in its corrections.

    A return put right moves the clocks that run from it. Raises Invalid without a reason, and
    NotNow for a return that is not recorded yet.
    """
    if unknown := new.keys() - CORRECTABLE:
        raise TypeError(f"not facts of an episode: {sorted(unknown)}")
    access.require(by, Permission.EPISODE_UPDATE, episode)
    if not because.strip():
        raise Invalid("Say why this is corrected.", field="because")
    if "ended_at" in new and (episode.ended_at is None or new["ended_at"] is None):
        raise NotNow("A return is recorded before it can be corrected.")
    rules.lock(episode.child)
    before = {name: getattr(episode, name) for name in CORRECTABLE}
    _apply(episode, new)
    _check(episode, ended_at=episode.ended_at, at=at)
    changed = [name for name in sorted(CORRECTABLE) if getattr(episode, name) != before[name]]
    episode.save()
    for name in changed:
        EpisodeCorrection.objects.create(
            episode=episode,
            field=name,
            before=_as_text(before[name]),
            after=_as_text(getattr(episode, name)),
            because=because.strip(),
            at=at,
            by=by,
        )
    trail.record(EpisodeEvent.CORRECTED, episode, by=by, at=at, facts=dict.fromkeys(changed, True))
    if "ended_at" in changed:
        renew(episode, by=by, at=at)
    return episode


@transaction.atomic
def close_after_screening(case_id: uuid.UUID, *, by_id: uuid.UUID | None, at: datetime) -> int:
    """A screening of a case was signed: end the duty to screen after each return before it."""
    owed = open_for(case_id).filter(clock=Clock.SCREEN_AFTER_MISSING).values("record_id")
    episodes = Episode.objects.filter(pk__in=owed, ended_at__lte=at)
    by = User.objects.filter(pk=by_id).first() if by_id else None
    for episode in episodes:
        close_duty(Clock.SCREEN_AFTER_MISSING, about=episode, by=by, at=at)
    return len(episodes)


def end_episode(
    episode: Episode, ended_at: datetime, *, by: User | None, at: datetime, **found: str
) -> None:
    """End an episode for a service that has required its permission."""
    rules.check_times(episode.started_at, ended_at, at=at)
    facts = {"ended_at": ended_at, "ended_recorded_at": at, **found}
    PATHWAY.move(episode, to=EpisodeStatus.RETURNED, by=by, at=at, also=facts)
    for name, value in facts.items():
        setattr(episode, name, value)
    case = owe_after_return(episode, by=by, at=at)
    trail.record(
        EpisodeEvent.RETURNED, episode, by=by, at=at, case=case, facts={"setting": episode.setting}
    )
    for name, kind in (
        ("found_where", Mention.Kind.PLACE),
        ("found_with", Mention.Kind.NICKNAME),
    ):
        if not found.get(name):
            continue
        mention(
            episode,
            kind=kind,
            value=found[name],
            heard_at=ended_at,
            by=by,
            at=at,
            case_id=case,
            subject_id=episode.child_id,
        )


def _add_category(
    episode: Episode, category: str, *, from_at: datetime, by: User | None, at: datetime
) -> EpisodeCategory:
    rules.check_category(category)
    row = EpisodeCategory.objects.create(
        episode=episode, category=category, from_at=from_at, recorded_at=at, recorded_by=by
    )
    trail.record(EpisodeEvent.CATEGORY_CHANGED, episode, by=by, at=at, facts={"category": category})
    return row


def _apply(episode: Episode, new: dict[str, Any]) -> None:
    """Set the corrected facts and those that hang on them."""
    for name, value in new.items():
        setattr(episode, name, value)
    if "started_at" in new:
        episode.start_is_reported = False
    elif episode.start_is_reported and new.get("reported_at"):
        episode.started_at = new["reported_at"]
    if "setting" in new:
        episode.missing_type = rules.type_for(episode.setting, new.get("missing_type", ""))
        episode.placed_by = new.get("placed_by", "")
        episode.placing_authority = new.get("placing_authority")
    elif "placed_by" in new:
        episode.placing_authority = new.get("placing_authority")
    rules.type_for(episode.setting, episode.missing_type)
    _set_placing(episode)


def _set_placing(episode: Episode) -> None:
    """For a child missing from care, the authority that looks after the child on that day."""
    if episode.setting != Setting.CARE:
        if episode.placed_by or episode.placing_authority:
            raise Invalid(
                "Only a child missing from care is placed by an authority.", field="placed_by"
            )
        return
    if episode.placing_authority:
        ours = episode.placing_authority == episode.authority
        episode.placed_by = PlacedBy.OURS if ours else PlacedBy.OTHER
    elif not episode.placed_by:
        found = placing_on(episode.child, episode.started_at, held_by=episode.authority)
        episode.placed_by, episode.placing_authority = found


def _check(episode: Episode, *, ended_at: datetime | None, at: datetime) -> None:
    rules.check_times(episode.started_at, ended_at, at=at, reported_at=episode.reported_at)
    as_it_will_be = Episode(
        pk=episode.pk,
        child=episode.child,
        authority=episode.authority,
        started_at=episode.started_at,
        ended_at=ended_at,
    )
    rules.check_overlap(as_it_will_be)
    rules.check_police_reference(episode)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)
