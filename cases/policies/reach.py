"""Who reaches a case and what stands in it: allocated, shared with, or serving the authority."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q

from agencies import access
from agencies.access import Condition, Decision, Post, Viewer
from agencies.permissions import Permission, Reach
from cases.models import (
    Allocation,
    Case,
    CaseGrant,
    CasePersonGrant,
    Chronology,
    DecisionRecord,
    HandOver,
    HandOverStatus,
    Intervention,
    Note,
    Plan,
    PlanAction,
    RoutingRule,
    StrategyDiscussion,
    Voice,
    Wish,
)
from children.policies import reached_through
from documents.policies import belongs_to
from duties.policies import covered_by


def given(viewer: Viewer, post: Post) -> Q:
    """Allocations to the person by name, or to the team of the post."""
    mine = Q(user_id=viewer.user_id) if viewer.user_id else access.NOTHING
    team = Q(user=None, agency_id=post.agency_id, role=post.role)
    return (mine | team) & Q(until_at=None)


def allocated(viewer: Viewer, post: Post) -> Q:
    """These, and those to a colleague in the same post who is away and has the person for cover."""
    same_post = Q(agency_id=post.agency_id, role=post.role, until_at=None)
    return given(viewer, post) | (covered_by(viewer, "user_id") & same_post)


access.register(
    Case,
    view=Permission.CASE_VIEW,
    case=access.Listed(Allocation, "case", allocated),
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="child_id",
    grants=(CaseGrant, CasePersonGrant),
)
access.register(
    RoutingRule,
    view=Permission.CASE_ALLOCATE,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
)
reached_through(Case)
belongs_to(Case)


def of_a_case(model: type[Model], view: Permission, **more: Condition) -> None:
    """What stands in a file is reached as its case is; `more` are reaches of its own."""
    access.register(
        model,
        view=view,
        case=access.through("case", Case, Reach.CASE),
        shared=access.through("case", Case, Reach.SHARED),
        subject="case__child_id",
        **{"authority": _where_the_case_is, **more},
    )


def _where_the_case_is(viewer: Viewer, post: Post) -> Q:
    return Q(case__authority_id=post.authority_id)


def written_by(viewer: Viewer, post: Post) -> Q:
    """What the person wrote down; an agency that looks has written nothing."""
    return Q(by_id=viewer.user_id) if viewer.user_id else access.NOTHING


of_a_case(Note, Permission.NOTE_VIEW, own=written_by)
of_a_case(Voice, Permission.VOICE_VIEW, own=written_by)


def owed_action(viewer: Viewer, post: Post) -> Q:
    """Actions given to the person, or to somebody they cover for, by name; or to the post's role
    in its agency and authority.
    """
    mine = Q(owner_id=viewer.user_id) if viewer.user_id else access.NOTHING
    mine |= covered_by(viewer, "owner_id")
    place = Q(owner_agency_id=post.agency_id, case__authority_id=post.authority_id)
    return mine | (Q(owner=None, owner_role=post.role) & place)


of_a_case(PlanAction, Permission.PLAN_VIEW, own=owed_action)
of_a_case(
    Intervention,
    Permission.INTERVENTION_VIEW,
    agency=lambda viewer, post: Q(provider_id=post.agency_id, case__authority_id=post.authority_id),
)
of_a_case(Chronology, Permission.CASE_VIEW)
of_a_case(DecisionRecord, Permission.CASE_VIEW)


NOT_REFUSED = (HandOverStatus.OFFERED, HandOverStatus.ACCEPTED)
"""Whoever declined, or was offered a case by mistake, reads no more of it."""


def offered_to(viewer: Viewer, post: Post) -> Q:
    """Hand-overs to the person, or to somebody they cover for, by name, or to the team of the
    post, that were not refused.
    """
    mine = Q(to_user_id=viewer.user_id) if viewer.user_id else access.NOTHING
    mine |= covered_by(viewer, "to_user_id")
    team = Q(to_user=None, to_agency_id=post.agency_id, to_role=post.role)
    return (mine | team) & Q(status__in=NOT_REFUSED)


of_a_case(
    HandOver,
    Permission.HAND_OVER_VIEW,
    own=offered_to,
    authority=lambda viewer, post: (
        Q(case__authority_id=post.authority_id)
        | Q(to_authority_id=post.authority_id, status__in=NOT_REFUSED)
    ),
)
access.told_with(Permission.VOICE_VIEW, Wish)
access.told_with(Permission.PLAN_VIEW, Plan)
access.told_with(Permission.NOTE_VIEW, StrategyDiscussion)


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


def may_correct_voice(who: Any, voice: Voice) -> Decision:
    """Words that stand are corrected or withdrawn by who wrote them down, or a coordinator."""
    if Voice.objects.filter(corrects=voice).exists():
        return Decision(False, "This has been corrected already.")
    if not Voice.objects.standing().filter(pk=voice.pk).exists():
        return Decision(False, "This was withdrawn.")
    return access.decide(who, Permission.VOICE_CORRECT, voice)
