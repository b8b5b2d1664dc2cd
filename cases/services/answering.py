"""Accept, decline or take back a case that was offered; write in the hand-over.

The receiver owes what the sender owed from the acceptance on (pathway sections 5 and 6).
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Authority, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import HandOverEvent
from cases.models import (
    HAND_OVER_PATHWAY,
    MAY_NOT_APPLY,
    STEPS_OF_MOVE,
    Case,
    CaseStatus,
    Decided,
    HandOver,
    HandOverEntry,
    HandOverKind,
    HandOverNote,
    HandOverStatus,
)
from cases.policies import (
    STATE_OF,
    may_answer,
    may_note,
    may_take_back,
    writes_as,
)
from cases.services.actions import hand_over_actions
from cases.services.case import move_case, open_case
from cases.services.deciding import keep_decision
from cases.services.people import allocate, end_allocation, give_to_cse_team
from core import trail
from core.calendar import add_working_days, local_day
from core.refusals import Invalid, NotNow
from core.templatetags.portal import uk_date
from duties.models import Clock
from duties.services import (
    Owner,
    cancel_duty,
    close_duty,
    hand_over_duties_of_case,
    open_duty,
)

S = HandOverStatus


@transaction.atomic
def accept_hand_over(
    offer: HandOver, *, by: User | None, at: datetime, answer: str = "", name: str = ""
) -> HandOver:
    """The receiver takes the case; from now on the receiver owes what the sender owed.

    `name` is who accepted in writing for a place outside the region.
    """
    offer = _to_answer(offer, name, by=by)
    _keep(offer, Decided.HAND_OVER_ACCEPTED, answer, by=by, at=at)
    _answer(offer, S.ACCEPTED, HandOverEvent.ACCEPTED, answer, name, by=by, at=at)
    close_duty(Clock.ANSWER_HAND_OVER, about=offer, by=by, at=at)
    if offer.to_agency:
        _give_to_team(offer, offer.to_agency, by=by, at=at)
    elif offer.to_authority:
        _open_there(offer, offer.to_authority, by=by, at=at)
    return offer


@transaction.atomic
def decline_hand_over(
    offer: HandOver, *, answer: str, by: User | None, at: datetime, name: str = ""
) -> HandOver:
    """The receiver declines, with the reason; the case is where it was, and so is what it owes."""
    if not answer.strip():
        raise Invalid("Enter why the case is declined.", field="answer")
    offer = _to_answer(offer, name, by=by)
    _keep(offer, Decided.HAND_OVER_DECLINED, answer, by=by, at=at)
    _answer(offer, S.DECLINED, HandOverEvent.DECLINED, answer, name, by=by, at=at)
    close_duty(Clock.ANSWER_HAND_OVER, about=offer, by=by, at=at)
    _back(offer, answer, by=by, at=at)
    return offer


@transaction.atomic
def take_back_hand_over(
    offer: HandOver, *, because: str, by: User | None, at: datetime
) -> HandOver:
    """The sender takes an offer back that nobody has answered, with the reason."""
    access.require(by, Permission.HAND_OVER_OFFER, offer)
    if not because.strip():
        raise Invalid("Enter why the offer is taken back.", field="because")
    offer = _locked(offer)
    open_now = may_take_back(by, offer)
    if not open_now:
        raise NotNow(open_now.sentence)
    _answer(offer, S.WITHDRAWN, HandOverEvent.WITHDRAWN, because, "", by=by, at=at)
    cancel_duty(Clock.ANSWER_HAND_OVER, about=offer, by=by, at=at)
    _back(offer, because, by=by, at=at)
    return offer


@transaction.atomic
def note_hand_over(
    offer: HandOver,
    *,
    kind: HandOverNote,
    on: date,
    words: str,
    by: User | None,
    at: datetime,
    applies: bool = True,
) -> HandOverEntry:
    """A step that was done or does not apply, or news of the risk; both sides read it.

    The police there are told once every step of the move is written down. Only a PNC alert and a
    trigger plan may not apply, to a child who has none, with the reason; NotNow where it was
    handed over already.
    """
    access.require(by, Permission.HAND_OVER_NOTE, offer)
    offer = _locked(offer)
    open_now = may_note(by, offer)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not words.strip():
        raise Invalid("Enter what was done, or what is new.", field="words")
    if on > local_day(at):
        raise Invalid("The day must not be in the future.", field="on")
    if not applies:
        _may_lack(offer, kind)
    post = writes_as(by, offer.case, Permission.HAND_OVER_NOTE) if by else None
    entry = HandOverEntry.objects.create(
        hand_over=offer,
        kind=kind,
        applies=applies,
        on=on,
        words=words.strip(),
        recorded_at=at,
        by=by,
        agency_id=post.agency_id if post else None,
    )
    if set(offer.entries.values_list("kind", flat=True)) >= set(STEPS_OF_MOVE):
        close_duty(Clock.TELL_FORCE, about=offer, by=by, at=at)
    facts = {"step": kind if applies else f"NO_{kind}"}
    trail.record(HandOverEvent.NOTED, offer, by=by, at=at, case=offer.case_id, facts=facts)
    return entry


def _may_lack(offer: HandOver, kind: HandOverNote) -> None:
    if kind not in MAY_NOT_APPLY:
        raise Invalid("This step applies to every child who moves.", field="kind")
    done = offer.entries.filter(kind=kind, applies=True).order_by("recorded_at").last()
    if done:
        raise NotNow(f"{HandOverNote(kind).label} on {uk_date(done.on)}, so it applies.")


def _locked(offer: HandOver) -> HandOver:
    ahead = ("case__authority", "case__child", "to_agency", "to_user", "to_authority")
    rows = HandOver.objects.select_for_update(of=("self",)).select_related(*ahead, "allocation")
    return rows.get(pk=offer.pk)


def _to_answer(offer: HandOver, name: str, *, by: User | None) -> HandOver:
    access.require(by, Permission.HAND_OVER_ANSWER, offer)
    offer = _locked(offer)
    open_now = may_answer(by, offer)
    if not open_now:
        raise NotNow(open_now.sentence)
    if offer.to_place and not name.strip():
        raise Invalid("Enter who answered in writing.", field="name")
    return offer


def _keep(offer: HandOver, kind: Decided, because: str, *, by: User | None, at: datetime) -> None:
    outcome = f"{kind.label}: {offer.reference}"
    keep_decision(offer.case, kind, outcome=outcome, because=because, by=by, at=at, about=offer)


def _answer(
    offer: HandOver,
    to: HandOverStatus,
    event: HandOverEvent,
    answer: str,
    name: str,
    *,
    by: User | None,
    at: datetime,
) -> None:
    said = {
        "answered_at": at,
        "answered_by": by,
        "answered_by_name": name.strip(),
        "answer": answer.strip(),
    }
    HAND_OVER_PATHWAY.move(offer, to=to, by=by, at=at, because=answer.strip(), also=said)
    for field, value in said.items():
        setattr(offer, field, value)
    trail.record(event, offer, by=by, at=at, case=offer.case_id)


def _give_to_team(offer: HandOver, agency: Agency, *, by: User | None, at: datetime) -> None:
    role, user = Role(offer.to_role), offer.to_user
    left = offer.allocation
    if left and left.until_at is None:
        end_allocation(left, by=by, at=at)
        owner = Owner(person=left.user) if left.user else Owner(Role(left.role), left.agency)
        to = Owner(person=user) if user else Owner(role, agency)
        hand_over_duties_of_case(offer.case_id, owner=owner, to=to, by=by, at=at)
        hand_over_actions(offer.case, owner=owner, to=to, agency=agency, role=role, at=at)
    allocate(offer.case, agency=agency, role=role, user=user, by=by, at=at)
    if offer.kind == HandOverKind.ADULT:
        if offer.case.status != CaseStatus.TRANSITION:
            move_case(offer.case, to=CaseStatus.TRANSITION, because=offer.because, by=by, at=at)
        close_duty(Clock.NAME_ADULT_LEAD, about=offer.case, by=by, at=at)


def _open_there(offer: HandOver, authority: Authority, *, by: User | None, at: datetime) -> None:
    """The child has a case there, and is screened there within a working day."""
    because = f"Handed over from {offer.case.authority.name}: {offer.reference}."
    case = open_case(offer.case.child, authority=authority, because=because, by=by, at=at)
    give_to_cse_team(case, by=by, at=at)
    open_duty(
        Clock.RESCREEN,
        about=case,
        reference=case.reference,
        authority=authority,
        owner=Owner(role=Role.SCREENER),
        starts_at=at,
        due_at=add_working_days(at, 1),
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )


def _back(offer: HandOver, because: str, *, by: User | None, at: datetime) -> None:
    """A case in transfer that nobody took goes on in the MASE cycle (pathway section 2).

    The child does not move: nobody owes telling the police there.
    """
    cancel_duty(Clock.TELL_FORCE, about=offer, by=by, at=at)
    case = Case.objects.select_for_update().get(pk=offer.case_id)
    if offer.kind == HandOverKind.AUTHORITY and case.status == STATE_OF[HandOverKind.AUTHORITY]:
        move_case(case, to=CaseStatus.MASE_CYCLE, because=because.strip(), by=by, at=at)
