"""The risk-management plan of a case: its text, its actions, and what each review found."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from agencies.roles import ROLE_NAMES, Role
from cases.models.case import Case
from cases.models.voice import Wish
from core.models import Record
from core.workflow import Workflow


class ActionStatus(models.TextChoices):
    OPEN = "OPEN", "To do"
    DONE = "DONE", "Done"
    DROPPED = "DROPPED", "Dropped"


ACTION_PATHWAY = Workflow(
    {
        ActionStatus.OPEN: {ActionStatus.DONE, ActionStatus.DROPPED},
        ActionStatus.DONE: set(),
        ActionStatus.DROPPED: set(),
    },
    start=ActionStatus.OPEN,
    words=dict(ActionStatus.choices),
)
"""What is done or dropped stays so: more to do is another action."""


class ActionOutcome(models.TextChoices):
    """What difference an action made."""

    HELPED = "HELPED", "It did what it should"
    PARTLY = "PARTLY", "It helped in part"
    NO_CHANGE = "NO_CHANGE", "It made no difference"
    TOO_EARLY = "TOO_EARLY", "It is too early to say"


@pghistory.track()
class Plan(Record):
    """The child-side plan, one for a case; the disruption plan is another (pathway section 1).

    `edition` counts the saves of the text: who saves says which edition the text was begun
    from (requirement C-1). `ticked` is what the last screening had ticked when it was begun.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="plan")
    aim = models.TextField()
    keeping_safe = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    ticked = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(aim=""), name="a_plan_has_an_aim"),)


@pghistory.track()
class PlanAction(Record):
    """One thing somebody does by a day: which indicators it should reduce, which wish it answers.

    `said_to_child` is the same in words for the child, printed on the child's own page.
    `indicators` keep code and words of the tool version `tool_version` (an id: the floor above).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_actions")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    said_to_child = models.TextField(blank=True)
    indicators = models.JSONField(default=list)
    tool_version = models.UUIDField(null=True)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, related_name="actions")
    no_wish_because = models.TextField(blank=True)
    owner_role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role]
    )
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    status = models.CharField(max_length=8, choices=ActionStatus.choices, default=ActionStatus.OPEN)
    evidence = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=ActionOutcome.choices, blank=True)
    dropped_because = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "action of a plan"
        verbose_name_plural = "actions of plans"
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="a_plan_counts_its_actions"),
            models.CheckConstraint(condition=~Q(what=""), name="an_action_says_what"),
            models.CheckConstraint(
                condition=Q(wish__isnull=False, no_wish_because="")
                | (Q(wish=None) & ~Q(no_wish_because="")),
                name="an_action_cites_a_wish_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(status="DONE") | (~Q(evidence="") & ~Q(outcome="")),
                name="a_done_action_has_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(status="DROPPED") | ~Q(dropped_because=""),
                name="a_dropped_action_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", closed_at=None)
                | (~Q(status="OPEN") & Q(closed_at__isnull=False)),
                name="a_closed_action_says_when",
            ),
        )
        indexes = (models.Index(fields=["case", "due_on"], name="plan_action_by_case"),)


@pghistory.track()
class PlanReview(Record):
    """One review: what had moved since the last, and the plan as it stood. Never changed.

    `movement` keeps what the reviewers saw; `ticked` is what the next review compares with.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    took_part = models.TextField()
    summary = models.TextField()
    next_on = models.DateField()
    aim = models.TextField()
    keeping_safe = models.TextField(blank=True)
    movement = models.JSONField()
    ticked = models.JSONField(default=list)
    screening_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="a_plan_counts_its_reviews"),
            models.CheckConstraint(
                condition=Q(next_on__gt=models.F("held_on")),
                name="the_next_review_comes_after_this_one",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_review_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
