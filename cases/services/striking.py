"""Correct what a child is said to have said, or withdraw it; what was written first stays, struck.

The words that replace them carry the wishes on, with their answers and the actions that cite them.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from cases.events import VoiceEvent
from cases.models import WISH_PATHWAY, HowHeard, PlanAction, Voice, VoiceKind, Wish
from cases.policies import may_correct_voice
from cases.services.voice import check_heard, heard_by
from core import trail
from core.refusals import Invalid, NotNow


@transaction.atomic
def correct_voice(
    wrong: Voice,
    *,
    because: str,
    heard_on: date,
    kind: VoiceKind,
    how: HowHeard,
    words: str,
    by: User | None,
    at: datetime,
    kept: Mapping[uuid.UUID, str] | None = None,
    wishes: Sequence[str] = (),
    heard_by_name: str = "",
    agency: Agency | None = None,
) -> Voice:
    """Write down again what a child said, as it should have been; the wrong words stay, struck.

    `kept` are wishes of the wrong words as they should read, by id: each keeps its answer and the
    actions that cite it. One that is left out goes with the wrong words. Raises NotNow for words
    that stand no more, and Invalid as hearing does.
    """
    voice = _to_strike(wrong, because, by=by)
    going_on = {wish: said for wish in voice.wishes.all() if (said := (kept or {}).get(wish.pk))}
    check_heard(heard_on, words, (*going_on.values(), *wishes), at=at)
    who = heard_by(voice.case, heard_by_name, agency, by=by)
    if (who["heard_by_name"], who["agency"]) == (voice.heard_by_name, voice.agency):
        who["heard_by"] = voice.heard_by
    new = Voice.objects.create(
        case=voice.case,
        corrects=voice,
        heard_on=heard_on,
        kind=kind,
        how=how,
        words=words.strip(),
        **who,
        by=by,
        recorded_at=at,
    )
    _strike(voice, because, by=by, at=at)
    for old, said in going_on.items():
        _carry_on(old, new, said.strip(), by=by, at=at)
    for said in wishes:
        WISH_PATHWAY.begin(Wish.objects.create(voice=new, said=said.strip()), by=by, at=at)
    trail.record(
        VoiceEvent.CORRECTED,
        new,
        by=by,
        at=at,
        case=new.case_id,
        facts={
            "kind": kind,
            "wishes": len(going_on) + len(wishes),
            "corrects": str(voice.pk),
        },
    )
    return new


@transaction.atomic
def withdraw_voice(wrong: Voice, *, because: str, by: User | None, at: datetime) -> Voice:
    """Say that a child did not say this, and why. The words and their wishes stay, struck."""
    voice = _to_strike(wrong, because, by=by)
    _strike(voice, because, by=by, at=at)
    trail.record(VoiceEvent.WITHDRAWN, voice, by=by, at=at, case=voice.case_id)
    return voice


def _to_strike(wrong: Voice, because: str, *, by: User | None) -> Voice:
    """Words that may be struck, locked after the actions that cite them, as a change locks them."""
    access.require(by, Permission.VOICE_CORRECT, wrong)
    citing = PlanAction.objects.filter(wish__voice=wrong).order_by("pk")
    list(citing.select_for_update(of=("self",)))
    rows = Voice.objects.select_for_update(of=("self",)).select_related("case", "agency")
    voice = rows.get(pk=wrong.pk)
    open_now = may_correct_voice(by, voice)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not because.strip():
        raise Invalid("Say why.", field="because")
    return voice


def _strike(voice: Voice, because: str, *, by: User | None, at: datetime) -> None:
    voice.struck_at, voice.struck_by, voice.struck_because = at, by, because.strip()
    voice.save(update_fields=["struck_at", "struck_by", "struck_because"])


def _carry_on(old: Wish, voice: Voice, said: str, *, by: User | None, at: datetime) -> None:
    """A wish as it should read, with its answer; the actions that cite it cite the new one."""
    new = Wish.objects.create(
        voice=voice,
        replaces=old,
        said=said,
        status=old.status,
        answer=old.answer,
        answered_at=old.answered_at,
        answered_by=old.answered_by,
    )
    WISH_PATHWAY.begin(new, by=by, at=at)
    PlanAction.objects.filter(wish=old).update(wish=new)
