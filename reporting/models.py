"""A return and what it holds. Its rows are written once; only its status moves (rule 8)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Authority, User
from core.models import Record
from core.workflow import Workflow


class ReturnStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    SIGNED_OFF = "SIGNED_OFF", "Signed off"
    SUPERSEDED = "SUPERSEDED", "Superseded"


S = ReturnStatus
PATHWAY = Workflow(
    {S.DRAFT: {S.SIGNED_OFF, S.SUPERSEDED}, S.SIGNED_OFF: {S.SUPERSEDED}, S.SUPERSEDED: set()},
    start=S.DRAFT,
    words=dict(S.choices),
)
"""A draft is replaced by a newer draft; a signed return only by a revision with a reason."""


class Return(Record):
    """The figures of one authority for one period, with the toolkit they were counted by.

    `standard_quarter` says whether the dates are those of a standard quarter; the label is never
    worked out from them. `checksum` is over everything that was counted.
    """

    reference = models.CharField(max_length=20, unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    label = models.CharField(max_length=80)
    start_on = models.DateField()
    end_on = models.DateField()
    standard_quarter = models.BooleanField()
    toolkit = models.CharField(max_length=60)
    toolkit_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=S.choices, default=S.DRAFT)
    checksum = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="revisions"
    )
    because = models.CharField(max_length=400, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")), name="a_period_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["authority", "start_on", "end_on"],
                condition=Q(status="DRAFT"),
                name="one_draft_of_a_period",
            ),
            models.UniqueConstraint(
                fields=["authority", "start_on", "end_on"],
                condition=Q(status="SIGNED_OFF"),
                name="one_signed_return_of_a_period",
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(because=""), name="a_revision_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="SIGNED_OFF") | Q(signed_at__isnull=False),
                name="a_signed_return_says_when",
            ),
        )
        indexes = (models.Index(fields=["authority", "-end_on"], name="return_by_authority"),)

    def __str__(self) -> str:
        return self.reference


class ReturnRequest(Record):
    """Somebody, or the calendar, asks for a return; a job answers with one or with a refusal."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    label = models.CharField(max_length=80)
    start_on = models.DateField()
    end_on = models.DateField()
    revises = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=400, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answer=None, refusal="")
                | (Q(answered_at__isnull=False) & (Q(answer=None) ^ Q(refusal=""))),
                name="a_request_is_answered_by_a_return_or_a_refusal",
            ),
        )


class Figure(Record):
    """One figure with its definition as it stood; no value means not available, never 0."""

    class Status(models.TextChoices):
        ACTUAL = "ACTUAL", "Actual"
        NOT_AVAILABLE = "NOT_AVAILABLE", "Not available"

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    time = models.CharField(max_length=40)
    definition = models.TextField()
    value = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=15, choices=Status.choices)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["of", "code"], name="one_figure_of_a_code"),
            models.CheckConstraint(
                condition=Q(status="ACTUAL", value__isnull=False, reason="")
                | (Q(status="NOT_AVAILABLE", value=None) & ~Q(reason="")),
                name="a_figure_has_a_value_or_the_reason_why_not",
            ),
        )


class FigureCell(Record):
    """One cell of a breakdown of a figure. Cells of individuals do not add up."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="cells")
    position = models.PositiveSmallIntegerField()
    breakdown = models.CharField(max_length=40)
    breakdown_label = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=250)
    value = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["figure", "breakdown", "key"], name="one_cell_of_a_key"
            ),
        )


class FigureRow(models.Model):
    """A record behind a figure and the cells it stands in, each as "breakdown:key".

    Ids only, so that a frozen return outlives a merge and an erasure.
    """

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    child_id = models.UUIDField()
    identity_id = models.UUIDField()
    cells = ArrayField(models.CharField(max_length=170))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["figure", "record_id"], name="a_record_once_behind_a_figure"
            ),
        )
