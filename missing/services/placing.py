"""Put an episode on the record of the child it turned out to be about."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies.models import User
from cases.services import put_on_child
from children.models import Child
from core import trail
from core.refusals import NotNow
from missing.events import EpisodeEvent
from missing.models import Episode
from missing.selectors import overlapping


@transaction.atomic
def place_episode(record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime) -> Episode:
    """The episode is this child's. Raises NotNow where the child was missing then already."""
    episode = Episode.objects.select_for_update().get(pk=record_id)
    episode.child = on
    other = overlapping(episode).first()
    if other:
        raise NotNow(f"{episode.reference} overlaps {other.reference} of the other child.")
    episode.save(update_fields=["child"])
    put_on_child(episode.pk, subject_id=on.pk)
    trail.record(EpisodeEvent.PLACED, episode, by=by, at=at, facts={"child": str(on.pk)})
    return episode
