"""Whether a case can be handed over now, and who answers (pathway sections 5 and 6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from agencies import access
from agencies.access import Decision, viewer_of
from agencies.permissions import Permission, Reach
from cases.models import PATHWAY, Case, CaseStatus, HandOver, HandOverKind, HandOverStatus
from cases.policies.reach import offered_to

STARTS_AT = 17
STATE_OF = {
    HandOverKind.AUTHORITY: CaseStatus.TRANSFER_OUT,
    HandOverKind.ADULT: CaseStatus.TRANSITION,
}
"""The state of a case while it is handed over so; inside the partnership it is any."""


def may_hand_over(case: Case, kind: HandOverKind, *, on: date) -> Decision:
    """An open case that is offered to nobody; out of the authority only from the MASE cycle."""
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    if case.hand_overs.filter(status=HandOverStatus.OFFERED).exists():
        return Decision(False, "This case is offered already. Take that offer back first.")
    if kind == HandOverKind.ADULT and not is_17(case, on):
        return Decision(False, "The way to adult services begins on the 17th birthday.")
    state = STATE_OF.get(kind)
    if state and case.status != state and not PATHWAY.allows(case.status, state):
        word = PATHWAY.word(case.status)
        return Decision(False, f"A case does not become “{state.label}” while it is “{word}”.")
    return Decision(True)


def may_answer(who: Any, offer: HandOver) -> Decision:
    """The team, person or authority it is offered to answers, once.

    What an authority outside the region answers in writing is recorded by those who offered.
    """
    if offer.status != HandOverStatus.OFFERED:
        return Decision(False, "This offer is answered already.")
    if offer.case.status == CaseStatus.CLOSED:
        return Decision(False, "The case was closed meanwhile.")
    allowed = access.decide(who, Permission.HAND_OVER_ANSWER, offer)
    if not allowed or _receives(who, offer):
        return allowed
    return Decision(False, f"{receiver_of(offer)} answers this offer.")


def may_take_back(who: Any, offer: HandOver) -> Decision:
    """Whoever may offer the case, until the offer is answered."""
    if offer.status != HandOverStatus.OFFERED:
        return Decision(False, "This offer is answered already.")
    if access.can(who, Permission.HAND_OVER_OFFER, offer.case):
        return Decision(True)
    return Decision(False, "Only those who hold the case take the offer back.")


def may_read_packet(who: Any, offer: HandOver) -> bool:
    """The two sides read the packet; who only works on the case reads its file as it is open."""
    return access.can(who, Permission.HAND_OVER_OFFER, offer.case) or _receives(who, offer)


def may_note(who: Any, offer: HandOver) -> Decision:
    """Both sides, while it waits and after it was accepted: the risk line stays open."""
    if offer.status in (HandOverStatus.DECLINED, HandOverStatus.WITHDRAWN):
        return Decision(False, "This offer was refused. The case is where it was.")
    return access.decide(who, Permission.HAND_OVER_NOTE, offer)


def is_17(case: Case, on: date) -> bool:
    """Whether the young person has turned 17 by a day."""
    age = case.child.age_on(on)
    return age is not None and age >= STARTS_AT


def receiver_of(offer: HandOver) -> str:
    """To whom the case is offered, in words."""
    if offer.to_authority:
        return offer.to_authority.name
    if offer.to_agency is None:
        return offer.to_place
    team = f"{offer.get_to_role_display()}, {offer.to_agency.name}"
    return f"{offer.to_user.name}, {team}" if offer.to_user else team


def _receives(who: Any, offer: HandOver) -> bool:
    viewer = viewer_of(who)
    if viewer.is_house:
        return True
    if offer.kind == HandOverKind.AUTHORITY:
        here = offer.to_authority_id or offer.case.authority_id
        posts = (post for post in viewer.posts if post.authority_id == here)
        return any(Reach.AUTHORITY in post.reaches(Permission.HAND_OVER_ANSWER) for post in posts)
    mine = HandOver.objects.filter(pk=offer.pk)
    return any(mine.filter(offered_to(viewer, post)).exists() for post in viewer.posts)
