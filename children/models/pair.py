"""Two records that may be one child, and what somebody decided about them."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.models import User
from children.models.child import Child
from core.models import Record
from core.workflow import Workflow


class PairStatus(models.TextChoices):
    OPEN = "OPEN", "To decide"
    LATER = "LATER", "To decide later"
    SAME = "SAME", "The same child"
    NOT_SAME = "NOT_SAME", "Not the same child"


S = PairStatus
PAIR_PATHWAY = Workflow(
    {
        S.OPEN: {S.SAME, S.NOT_SAME, S.LATER},
        S.LATER: {S.SAME, S.NOT_SAME, S.LATER},
        S.SAME: {S.NOT_SAME},
        S.NOT_SAME: {S.SAME},
    },
    start=S.OPEN,
    words=dict(S.choices),
)
"""A merge that is undone is a decision that they are not the same. Either can be put right."""


class Pairs(models.QuerySet["MatchPair"]):
    """Pairs of records, of which two may be about the same two children."""

    def waiting(self, today: date, among: Q) -> Pairs:
        """Pairs to decide now: open ones, and those put off until today or before, `among` these.

        Of several pairs about the same two children the best stands for all, and what was
        decided or put off of one holds for all.
        """
        decided = Q(status=S.NOT_SAME) | Q(status=S.LATER, later_until__gt=today)
        better = Q(score__gt=OuterRef("score")) | Q(score=OuterRef("score"), pk__lt=OuterRef("pk"))
        waits = _to_decide(today) & among
        settled = decided | (waits & better)
        rows = self.filter(waits).exclude(one__identity=F("other__identity"))
        return rows.filter(
            ~Exists(_same_two("one", "other").filter(settled)),
            ~Exists(_same_two("other", "one").filter(settled)),
        )

    def of(self, one: Child, other: Child) -> Pairs:
        """The pair of two records, whichever comes first."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(one=first, other=second)


def _to_decide(today: date) -> Q:
    return Q(status=S.OPEN) | Q(status=S.LATER, later_until__lte=today)


def _same_two(first: str, second: str) -> models.QuerySet[MatchPair]:
    """Other pairs about the same two children as the outer pair, by identity."""
    return MatchPair.objects.exclude(pk=OuterRef("pk")).filter(
        one__identity=OuterRef(f"{first}__identity"),
        other__identity=OuterRef(f"{second}__identity"),
    )


@pghistory.track()
class MatchPair(Record):
    """Two records in a fixed order, how alike they are and why, and what was decided.

    A decision is remembered for ever; one put off comes back on its day. `decided_by` nobody is
    the portal itself.
    """

    one = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="pairs_before")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="pairs_behind")
    score = models.PositiveSmallIntegerField()
    why = ArrayField(models.CharField(max_length=80), default=list)
    why_not = ArrayField(models.CharField(max_length=80), default=list)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=PairStatus.choices, default=PairStatus.OPEN)
    later_until = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.TextField(blank=True)

    objects = Pairs.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_pair_is_two_records_in_order"
            ),
            models.UniqueConstraint(fields=["one", "other"], name="two_records_are_one_pair"),
            models.CheckConstraint(
                condition=Q(status="LATER", later_until__isnull=False)
                | (~Q(status="LATER") & Q(later_until=None)),
                name="a_pair_put_off_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN") | (Q(decided_at__isnull=False) & ~Q(because="")),
                name="a_decided_pair_says_when_and_why",
            ),
        )
        indexes = (
            models.Index(
                F("score").desc(),
                "id",
                condition=Q(status__in=["OPEN", "LATER"]),
                name="pair_queue",
            ),
        )

    def __str__(self) -> str:
        return f"Pair {self.pk}"
