"""Words of a child that the viewer may correct or withdraw."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import Case, Voice
from cases.policies import may_correct_voice
from cases.selectors.voice import VoiceLine, line_of
from core.refusals import OutOfReach


@dataclass(frozen=True)
class StrikePage:
    """Words that the viewer may strike, their wishes by id, and the agencies at work there.

    `heard_here` says that the viewer is who heard them.
    """

    case: Case
    voice: Voice
    line: VoiceLine
    wishes: tuple[tuple[uuid.UUID, str], ...]
    agencies: tuple[tuple[str, str], ...]
    heard_here: bool
    may_correct: Decision


def voice_to_correct(viewer: Any, voice_id: uuid.UUID) -> StrikePage:
    """Words that the viewer wrote down, or oversees; struck already, they say so."""
    rows = Voice.objects.select_related("agency", "case__child", "case__authority")
    voice = rows.filter(pk=voice_id).first()
    if voice is None:
        raise OutOfReach
    access.require(viewer, Permission.VOICE_CORRECT, voice)
    return StrikePage(
        case=voice.case,
        voice=voice,
        line=line_of(voice),
        wishes=tuple(voice.wishes.order_by("pk").values_list("pk", "said")),
        agencies=_agencies(voice),
        heard_here=voice.heard_by_id is not None and voice.heard_by_id == viewer.user_id,
        may_correct=may_correct_voice(viewer, voice),
    )


def _agencies(voice: Voice) -> tuple[tuple[str, str], ...]:
    """Those at work in the authority, and the one the words name already."""
    at_work = agencies.active_agencies(voice.case.authority_id)
    found = {str(agency.pk): agency.name for agency in (*at_work, voice.agency)}
    return tuple(found.items())
