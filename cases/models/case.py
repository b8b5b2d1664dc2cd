"""One open case for a child in an authority, its pathway, and its level of risk over time."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Authority, User
from children.models import Child
from core.models import Record
from core.workflow import Workflow


class CaseStatus(models.TextChoices):
    """The states of pathway section 2."""

    SCREENING = "SCREENING", "Screening"
    OUTCOME_SET = "OUTCOME_SET", "Outcome set"
    WITH_SOCIAL_CARE = "WITH_SOCIAL_CARE", "With Children's Services"
    STRATEGY_AND_S47 = "STRATEGY_AND_S47", "Strategy and section 47"
    CSE_TEAM_MANAGED = "CSE_TEAM_MANAGED", "CSE team managed"
    MASE_CYCLE = "MASE_CYCLE", "MASE cycle"
    STEPPED_DOWN = "STEPPED_DOWN", "Stepped down"
    TRANSFER_OUT = "TRANSFER_OUT", "Transfer out"
    TRANSITION = "TRANSITION", "Transition to adult services"
    CLOSED = "CLOSED", "Closed"


LED_BY_SOCIAL_CARE = (CaseStatus.WITH_SOCIAL_CARE, CaseStatus.STRATEGY_AND_S47)

S = CaseStatus
PATHWAY = Workflow(
    {
        S.SCREENING: {S.OUTCOME_SET, S.WITH_SOCIAL_CARE},
        S.OUTCOME_SET: {S.CLOSED, S.CSE_TEAM_MANAGED, S.WITH_SOCIAL_CARE},
        S.WITH_SOCIAL_CARE: {S.STRATEGY_AND_S47, S.CSE_TEAM_MANAGED},
        S.STRATEGY_AND_S47: {S.CSE_TEAM_MANAGED, S.CLOSED, S.WITH_SOCIAL_CARE},
        S.CSE_TEAM_MANAGED: {S.MASE_CYCLE, S.STEPPED_DOWN, S.WITH_SOCIAL_CARE},
        S.MASE_CYCLE: {
            S.WITH_SOCIAL_CARE,
            S.STEPPED_DOWN,
            S.TRANSFER_OUT,
            S.TRANSITION,
            S.CLOSED,
        },
        S.STEPPED_DOWN: {S.OUTCOME_SET, S.WITH_SOCIAL_CARE, S.CLOSED},
        S.TRANSFER_OUT: {S.CLOSED, S.MASE_CYCLE, S.WITH_SOCIAL_CARE},
        S.TRANSITION: {S.CLOSED, S.WITH_SOCIAL_CARE},
        S.CLOSED: {S.SCREENING},
    },
    start=S.SCREENING,
    words=dict(CaseStatus.choices),
)
"""Pathway section 2. Step up to Children's Services is one action from every open state."""


SECOND_CASE_PATHWAY = Workflow(
    {state: {S.CLOSED} for state in CaseStatus if state != S.CLOSED},
    start=S.SCREENING,
    words=dict(CaseStatus.choices),
)
"""The second case of one child in an authority closes from every open state: the other goes on."""


class RiskLevel(models.TextChoices):
    """The one scale of risk; local words for it belong to tool versions."""

    NO_CURRENT_RISK = "NO_CURRENT_RISK", "No current CSE risk"
    AT_RISK = "AT_RISK", "At risk"
    SIGNIFICANT = "SIGNIFICANT", "Significant risk"
    SERIOUS = "SERIOUS", "Serious risk"

    @property
    def rank(self) -> int:
        return list(RiskLevel).index(self)


KNOWN_AT_RISK = (RiskLevel.SIGNIFICANT, RiskLevel.SERIOUS)
"""“Known to be at risk of CSE (medium to high)”: significant and serious together."""


@pghistory.track(exclude=["due_at"])
class Case(Record):
    """The CSE case, not the social-care case. `due_at` is the earliest open duty, by trigger.

    `level` is the level now; what it was on a day is in RiskLevelSet.
    """

    reference = models.CharField(max_length=20, unique=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="cases")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    status = models.CharField(
        max_length=20, choices=CaseStatus.choices, default=CaseStatus.SCREENING
    )
    level = models.CharField(max_length=20, choices=RiskLevel.choices, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child", "authority"],
                condition=~Q(status="CLOSED"),
                name="one_open_case_for_a_child_in_an_authority",
            ),
            models.CheckConstraint(
                condition=Q(status="CLOSED", closed_at__isnull=False)
                | (~Q(status="CLOSED") & Q(closed_at=None)),
                name="a_closed_case_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["authority", "status", "due_at", "id"], name="case_worklist"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def last_opened_at(self) -> datetime:
        """When the case was opened or, since, opened again."""
        spell = self.spells.order_by("opened_at").last()
        return spell.opened_at if spell else self.opened_at


class CaseSpell(models.Model):
    """One time the case was open. As-at figures ask the spells, never the status now.

    `second_of` is the case that went on where this one was a second case of the same child.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="spells")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.CharField(max_length=20, blank=True)
    second_of = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="seconds")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at=None), name="one_open_spell_of_a_case"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("opened_at")),
                name="a_spell_ends_after_it_starts",
            ),
        )


class RiskLevelSet(Record):
    """The level of risk from a moment on, and how it was reached. Rows, never edits.

    `from_at` is when it was true, `recorded_at` when the portal knew. A corrected row is
    superseded, not changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(max_length=20, choices=RiskLevel.choices)
    from_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reached_kind = models.CharField(max_length=60)
    reached_id = models.UUIDField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["case", "from_at"], name="level_by_case"),)
