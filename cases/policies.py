"""Who reaches a case: allocated, shared with, or serving the authority; which step is open now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from agencies import access
from agencies.access import Decision, Post, Viewer
from agencies.permissions import SENTENCES, DataClass, Permission, Reach
from cases.indicators import Indicator
from cases.models import (
    PATHWAY,
    ActionStatus,
    Allocation,
    Case,
    CaseGrant,
    CasePersonGrant,
    CaseStatus,
    Chronology,
    Intervention,
    Note,
    Plan,
    PlanAction,
    Voice,
    Wish,
)
from children.policies import reached_through
from documents.policies import belongs_to
from duties.models import Clock, Duty
from duties.selectors import open_for


def allocated(viewer: Viewer, post: Post) -> Q:
    """Allocations to the person by name, or to the team of the post."""
    mine = Q(user_id=viewer.user_id) if viewer.user_id else Q(pk__in=())
    team = Q(user=None, agency_id=post.agency_id, role=post.role)
    return (mine | team) & Q(until_at=None)


access.register(
    Case,
    view=Permission.CASE_VIEW,
    case=access.Listed(Allocation, "case", allocated),
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="child_id",
    grants=(CaseGrant, CasePersonGrant),
)
reached_through(Case)
belongs_to(Case)


def written_by(viewer: Viewer, post: Post) -> Q:
    """Notes of the person's own; an agency that looks has written none."""
    return Q(by_id=viewer.user_id) if viewer.user_id else access.NOTHING


access.register(
    Note,
    view=Permission.NOTE_VIEW,
    own=written_by,
    case=access.through("case", Case, Reach.CASE),
    shared=access.through("case", Case, Reach.SHARED),
    authority=lambda viewer, post: Q(case__authority_id=post.authority_id),
    subject="case__child_id",
)


def owed_action(viewer: Viewer, post: Post) -> Q:
    """Actions given to the person by name, or to the post's role in its agency and authority."""
    mine = Q(owner_id=viewer.user_id) if viewer.user_id else Q(pk__in=())
    place = Q(owner_agency_id=post.agency_id, case__authority_id=post.authority_id)
    return mine | (Q(owner=None, owner_role=post.role) & place)


access.register(
    PlanAction,
    view=Permission.PLAN_VIEW,
    own=owed_action,
    case=access.through("case", Case, Reach.CASE),
    shared=access.through("case", Case, Reach.SHARED),
    authority=lambda viewer, post: Q(case__authority_id=post.authority_id),
    subject="case__child_id",
)


access.register(
    Intervention,
    view=Permission.INTERVENTION_VIEW,
    agency=lambda viewer, post: Q(provider_id=post.agency_id, case__authority_id=post.authority_id),
    case=access.through("case", Case, Reach.CASE),
    shared=access.through("case", Case, Reach.SHARED),
    authority=lambda viewer, post: Q(case__authority_id=post.authority_id),
    subject="case__child_id",
)


access.register(
    Chronology,
    view=Permission.CASE_VIEW,
    case=access.through("case", Case, Reach.CASE),
    shared=access.through("case", Case, Reach.SHARED),
    authority=lambda viewer, post: Q(case__authority_id=post.authority_id),
    subject="case__child_id",
)
access.told_with(Permission.VOICE_VIEW, Voice, Wish)
access.told_with(Permission.PLAN_VIEW, Plan)


def writes_as(who: Any, case: Case, permission: Permission = Permission.NOTE_WRITE) -> Post | None:
    """The post in which a person writes about a case: one that serves its authority, if any."""
    viewer = access.viewer_of(who)
    posts = [post for post in viewer.posts if post.reaches(permission)]
    serving = [post for post in posts if post.authority_id == case.authority_id]
    return next(iter(serving + posts), None)


def may_correct(who: Any, note: Note) -> Decision:
    """A note that stands is corrected once, by its author or a coordinator."""
    if Note.objects.filter(corrects=note).exists():
        return Decision(False, "This note has been corrected already.")
    return access.decide(who, Permission.NOTE_CORRECT, note)


ENDS_WITH_CASE = (Clock.RESCREEN, Clock.PLAN_REVIEW)
"""What comes round as long as the case is open ends with it, unless it is late already."""


def may_step_up(case: Case) -> Decision:
    """Step up is open from every open state; already there is no step (pathway section 2)."""
    if case.status in (CaseStatus.WITH_SOCIAL_CARE, CaseStatus.STRATEGY_AND_S47):
        return Decision(False, "Children's Services lead this case already.")
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    return Decision(True)


def may_close(case: Case, *, at: datetime) -> Decision:
    """A case closes from where the pathway says, and owes nothing (pathway section 7).

    The next routine screening and plan review end with the case, unless late already.
    """
    if not PATHWAY.allows(case.status, CaseStatus.CLOSED):
        return Decision(False, f"A case cannot close while it is “{PATHWAY.word(case.status)}”.")
    owed = [duty.get_clock_display() for duty in owed_before_closing(case, at=at)]
    if owed:
        sentence = "This case cannot close yet. Still to do: " + "; ".join(owed) + "."
        return Decision(False, sentence)
    return Decision(True)


def may_close_as_second(case: Case) -> Decision:
    """A case closes as the second while the child has another open one in the authority.

    A signature that is awaited is given first: it is about this very case.
    """
    others = Case.objects.filter(
        child__identity=case.child.identity_id, authority=case.authority_id
    ).exclude(status=CaseStatus.CLOSED)
    if case.status == CaseStatus.CLOSED or not others.exclude(pk=case.pk).exists():
        return Decision(False, "This child has no other open case here.")
    waiting = open_for(case.pk).filter(clock__in=(Clock.COUNTERSIGN, Clock.CORRECT_SCREENING))
    if waiting.exists():
        return Decision(False, "A screening of this case waits for a signature. Finish it first.")
    return Decision(True)


def owed_before_closing(case: Case, *, at: datetime) -> list[Duty]:
    """What must be done before the case closes; an action of the plan among it.

    That it is a second case of the child ends with it.
    """
    duties = open_for(case.pk).exclude(clock=Clock.CLOSE_SECOND_CASE)
    return [duty for duty in duties if duty.clock not in ENDS_WITH_CASE or duty.due_at < at]


def may_plan(case: Case) -> Decision:
    """A plan belongs to an open case."""
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    return Decision(True)


def may_add_to_plan(who: Any, case: Case) -> Decision:
    """Whoever plans in the case, while it is open."""
    return access.decide(who, Permission.PLAN_ADD, case) and may_plan(case)


def may_change_plan(who: Any, case: Case) -> Decision:
    """Whoever changes the plan of the case, while it is open."""
    return access.decide(who, Permission.PLAN_CHANGE, case) and may_plan(case)


def may_review_plan(who: Any, case: Case) -> Decision:
    """Whoever signs the plan of the case, while it is open."""
    return access.decide(who, Permission.PLAN_REVIEW, case) and may_plan(case)


def may_offer(who: Any, case: Case) -> Decision:
    """Whoever offers interventions in the case, while it is open."""
    return access.decide(who, Permission.INTERVENTION_OFFER, case) and may_plan(case)


def may_close_action(who: Any, action: PlanAction) -> Decision:
    """Whoever owes the action, or oversees the plan, until it is closed; also in a closed case."""
    if action.status != ActionStatus.OPEN:
        return Decision(False, "This action is closed already.")
    if access.can(who, Permission.PLAN_ACTION_CLOSE, action):
        return Decision(True)
    return Decision(False, SENTENCES[Permission.PLAN_ACTION_CLOSE])


def may_change_action(who: Any, action: PlanAction) -> Decision:
    """Whoever changes the plan, until the action is closed."""
    if action.status != ActionStatus.OPEN:
        return Decision(False, "This action is closed: what was done is not changed afterwards.")
    return access.decide(who, Permission.PLAN_CHANGE, action) and may_plan(action.case)


def sight_of_indicators(who: Any, case: Case) -> Callable[[Indicator], bool]:
    """Which indicators of a case the viewer is shown: those of readers of its screenings."""
    if not access.can(who, Permission.SCREENING_VIEW, case):
        return lambda indicator: False
    health = access.may_read(who, DataClass.HEALTH, case)
    return lambda indicator: health or not indicator.health
