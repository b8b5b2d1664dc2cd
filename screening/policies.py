"""Who reaches a screening, and which step of it is open now."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q

from agencies import access
from agencies.access import Decision, Post, Viewer
from agencies.permissions import SENTENCES, DataClass, Permission, Reach
from agencies.roles import Role
from cases.models import Case, RiskLevel
from core.models import Event
from screening import assessing
from screening.events import ScreeningEvent
from screening.models import AuthorityTool, Escalation, Screening, ScreeningStatus, ToolVersion

SUGGESTED_ANEW = (
    "Look at the outcome again: another one is suggested now than when you said why yours differs."
)
COUNTERSIGNED_FROM = RiskLevel.SIGNIFICANT
"""Significant and above are countersigned (pathway, section 2)."""


def _everywhere(viewer: Viewer, post: Post) -> Q:
    """Tools hold no child: who may read them at all reads every one."""
    return Q(pk__isnull=False)


access.register(
    Screening,
    view=Permission.SCREENING_VIEW,
    own=lambda viewer, post: Q(screener_id=viewer.user_id),
    case=access.through("case", Case, Reach.CASE),
    shared=access.through("case", Case, Reach.SHARED),
    authority=lambda viewer, post: Q(case__authority_id=post.authority_id),
    subject="case__child_id",
)
access.register(ToolVersion, view=Permission.TOOL_VIEW, authority=_everywhere)
access.register(
    AuthorityTool,
    view=Permission.TOOL_VIEW,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
)


def sees_health(who: Any, screening: Screening) -> bool:
    """Are the health indicators of this screening open to the viewer?"""
    return access.may_read(who, DataClass.HEALTH, screening)


def may_start(who: Any, case: Case) -> Decision:
    """Whoever may screen a case as far as they reach it."""
    return access.decide(who, Permission.SCREENING_FILL, case)


def may_fill(who: Any, screening: Screening) -> Decision:
    """A draft is filled in by the person who screens; another takes it over first."""
    if screening.status != ScreeningStatus.DRAFT:
        return Decision(False, "This screening is finished. A correction is a new screening.")
    if not access.can(who, Permission.SCREENING_FILL, screening):
        return Decision(False, SENTENCES[Permission.SCREENING_FILL])
    if access.viewer_of(who).user_id != screening.screener_id:
        return Decision(False, "Somebody else is filling this in. Take it over to continue.")
    return Decision(True)


def may_take_over(who: Any, screening: Screening) -> Decision:
    """A draft may be taken over by anybody in the CSE team who could sign it."""
    if screening.status != ScreeningStatus.DRAFT:
        return Decision(False, "This screening is finished.")
    if access.viewer_of(who).user_id == screening.screener_id:
        return Decision(False, "You are filling this in already.")
    return _team_step(who, screening)


def may_correct(who: Any, screening: Screening) -> Decision:
    """A signed screening is corrected by a new one, made by the CSE team."""
    if not screening.signed or screening.status == ScreeningStatus.SUPERSEDED:
        return Decision(False, "Only a signed screening that stands can be corrected.")
    if screening.corrections.exclude(status=ScreeningStatus.ABANDONED).exists():
        return Decision(False, "A correction of this screening has been started.")
    return _team_step(who, screening)


def may_countersign(who: Any, screening: Screening) -> Decision:
    """A second person: the coordinator, or the team manager where the coordinator screened."""
    if screening.status != ScreeningStatus.AWAITING:
        return Decision(False, "This screening does not wait for a countersignature.")
    allowed = access.decide(who, Permission.SCREENING_COUNTERSIGN, screening)
    if not allowed:
        return allowed
    viewer = access.viewer_of(who)
    if viewer.user_id == screening.screener_id:
        return Decision(False, "You screened this yourself: somebody else countersigns it.")
    if Screening.objects.filter(had_a_hand(viewer.user_id), pk=screening.pk).exists():
        return Decision(False, "You had a hand in this screening: somebody else countersigns it.")
    if screening.countersign_role not in countersigned_by(viewer):
        return Decision(False, "The coordinator screened this: the team manager countersigns it.")
    return Decision(True)


def had_a_hand(user_id: uuid.UUID | None) -> Exists:
    """Screenings this person began or chose an outcome of, also before another took them over."""
    steps = Event.objects.filter(
        record_kind=Screening._meta.label_lower,
        record_id=OuterRef("pk"),
        name__in=(ScreeningEvent.STARTED, ScreeningEvent.OUTCOME_CHOSEN),
        by_id=user_id,
    )
    return Exists(steps)


def countersigned_by(viewer: Viewer) -> frozenset[Role]:
    """Whose countersignatures a viewer may give: a team manager also gives the coordinator's."""
    if Role.TEAM_MANAGER in viewer.roles:
        return frozenset({Role.TEAM_MANAGER, Role.COORDINATOR})
    return viewer.roles & {Role.COORDINATOR}


def may_answer(who: Any, screening: Screening) -> Decision:
    """Children's Services answer an escalation: by name, then with a course of action."""
    row = Escalation.objects.filter(screening=screening).first()
    if row is None or row.settled:
        return Decision(False, "There is nothing to answer here.")
    return access.decide(who, Permission.REFERRAL_ACKNOWLEDGE, screening)


def countersign_role(screener: Any, level: str) -> str:
    """The role that countersigns an outcome; empty where none is needed."""
    if RiskLevel(level).rank < COUNTERSIGNED_FROM.rank:
        return ""
    roles = access.viewer_of(screener).roles
    return Role.TEAM_MANAGER if Role.COORDINATOR in roles else Role.COORDINATOR


def needs_discussion(screening: Screening) -> bool:
    """At SIGNIFICANT the threshold is discussed before signing (pathway, section 2)."""
    return screening.chosen == RiskLevel.SIGNIFICANT


def missing_to_sign(draft: Screening) -> tuple[str, ...]:
    """What a draft still lacks before it can be signed, each as a plain sentence."""
    missing = []
    if draft.completed_on is None:
        missing.append("Enter the day the screening was completed.")
    if draft.answers.filter(Q(basis="") | Q(evidence="")).exclude(windows=[]).exists():
        missing.append("Give the evidence of every tick: what it is and what stands behind it.")
    if assessing.prompts_of(draft) and draft.danger_seen_at is None:
        missing.append("Read the danger card: an indicator was ticked that cannot wait.")
    if not draft.chosen or not draft.rationale:
        missing.append("Choose the outcome and give the judgement behind it.")
        return tuple(missing)
    suggested = assessing.suggested_level(draft)
    if suggested and suggested != draft.chosen:
        if not draft.difference_reason:
            missing.append("Say why the outcome differs from the one suggested.")
        elif suggested != draft.suggested:
            missing.append(SUGGESTED_ANEW)
    if needs_discussion(draft) and not draft.threshold_discussions.exists():
        missing.append("Record the threshold discussion: significant is not signed without it.")
    return tuple(missing)


def _team_step(who: Any, screening: Screening) -> Decision:
    """Steps of the CSE team: filling in, held by somebody who also signs."""
    if not access.can(who, Permission.SCREENING_SIGN):
        return Decision(False, SENTENCES[Permission.SCREENING_SIGN])
    return access.decide(who, Permission.SCREENING_FILL, screening)
