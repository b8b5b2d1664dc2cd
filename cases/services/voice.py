"""Write down what the child said, and what the child was told in answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from cases.events import VoiceEvent
from cases.models import WISH_PATHWAY, Case, HowHeard, Voice, VoiceKind, Wish, WishStatus
from cases.policies import writes_as
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

MOST_WISHES = 8
LONGEST_WISH = 200
TOLD = {
    WishStatus.OPEN: VoiceEvent.WISH_OPENED_AGAIN,
    WishStatus.MET: VoiceEvent.WISH_MET,
    WishStatus.CANNOT: VoiceEvent.WISH_REFUSED,
}


@transaction.atomic
def hear_child(
    case: Case,
    *,
    heard_on: date,
    kind: VoiceKind,
    how: HowHeard,
    words: str,
    by: User | None,
    at: datetime,
    wishes: Sequence[str] = (),
    heard_by_name: str = "",
    agency: Agency | None = None,
) -> Voice:
    """Keep what the child said or what was seen, with the wishes in it (capability 49).

    Without `heard_by_name` the writer heard it, for the agency of their post. Raises Invalid
    for words or a listener left out, a day to come, and more wishes than a child is asked for.
    """
    access.require(by, Permission.VOICE_HEAR, case)
    check_heard(heard_on, words, wishes, at=at)
    voice = Voice.objects.create(
        case=case,
        heard_on=heard_on,
        kind=kind,
        how=how,
        words=words.strip(),
        **heard_by(case, heard_by_name, agency, by=by),
        by=by,
        recorded_at=at,
    )
    for said in wishes:
        WISH_PATHWAY.begin(Wish.objects.create(voice=voice, said=said.strip()), by=by, at=at)
    trail.record(
        VoiceEvent.HEARD,
        voice,
        by=by,
        at=at,
        case=case.pk,
        facts={"kind": kind, "wishes": len(wishes)},
    )
    return voice


@transaction.atomic
def answer_wish(
    wish: Wish, *, to: WishStatus, by: User | None, at: datetime, told: str = ""
) -> Wish:
    """Say how a wish stands. Met or not, the child is told, in words that are kept.

    Open again takes the answer back. Raises Invalid without what the child was told, and NotNow
    for a wish whose words were corrected or withdrawn.
    """
    case = wish.voice.case
    access.require(by, Permission.VOICE_HEAR, case)
    if not held_standing(wish):
        raise NotNow("These words were corrected or withdrawn. Open the page again.")
    if to != WishStatus.OPEN and not told.strip():
        raise Invalid("Enter what the child was told.", field="told")
    answered = to != WishStatus.OPEN
    WISH_PATHWAY.move(
        wish,
        to=to,
        by=by,
        at=at,
        also={
            "answer": told.strip() if answered else "",
            "answered_at": at if answered else None,
            "answered_by": by if answered else None,
        },
    )
    trail.record(TOLD[to], wish, by=by, at=at, case=case.pk)
    return wish


def held_standing(wish: Wish) -> bool:
    """Whether the words of a wish stand; they do until this transaction is over."""
    rows = Voice.objects.standing().select_for_update(no_key=True)
    return rows.filter(pk=wish.voice_id).first() is not None


def heard_by(case: Case, name: str, agency: Agency | None, *, by: User | None) -> dict[str, Any]:
    """Who heard the child, as columns; without a name the writer. Raises Invalid for nobody."""
    typed = name.strip()
    name, of = (typed, agency) if typed else _own(by, case)
    if not name:
        raise Invalid("Enter who heard the child.", field="heard_by_name")
    if of is None:
        raise Invalid("Select the agency of the person who heard the child.", field="agency")
    return {"heard_by_name": name, "heard_by": None if typed else by, "agency": of}


def check_heard(heard_on: date, words: str, wishes: Sequence[str], *, at: datetime) -> None:
    """What was heard is whole: raises Invalid with the field that is not."""
    if heard_on > local_day(at):
        raise Invalid("The day the child was heard must not be in the future.", field="heard_on")
    if not words.strip():
        raise Invalid("Enter what the child said, or what was seen.", field="words")
    if len(wishes) > MOST_WISHES:
        raise Invalid(
            f"Enter at most {MOST_WISHES} wishes: those the child cares for most.", field="wishes"
        )
    if any(not said.strip() or len(said.strip()) > LONGEST_WISH for said in wishes):
        raise Invalid(
            f"Each wish must be {LONGEST_WISH} characters or fewer: one short sentence.",
            field="wishes",
        )


def _own(by: User | None, case: Case) -> tuple[str, Agency | None]:
    """The writer, and the agency of the post by which they write."""
    post = writes_as(by, case, Permission.VOICE_HEAR) if by else None
    return by.name if by else "", Agency.objects.get(pk=post.agency_id) if post else None
