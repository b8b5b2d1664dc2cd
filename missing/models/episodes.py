"""One time a child went missing (missing.md section 2), its police category, its corrections."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q

from agencies.models import Authority, User
from children.models import Child
from core.models import Record
from core.workflow import Workflow


class Setting(models.TextChoices):
    """Where the child went missing from (code list `missing_from_setting`)."""

    HOME = "HOME", "Home"
    CARE = "CARE", "Care placement"
    EDUCATION = "EDUCATION", "School or other place of education"
    UNKNOWN = "UNKNOWN", "Not known"


class MissingType(models.TextChoices):
    """M and A as in the SSDA903 return, for looked-after children; HM and EM are ours."""

    MISSING_FROM_CARE = "M", "Missing from care, whereabouts not known"
    AWAY_FROM_PLACEMENT = "A", "Away from placement without authorisation, whereabouts known"
    MISSING_FROM_HOME = "HM", "Missing from home"
    MISSING_FROM_EDUCATION = "EM", "Missing from education during the school day"


TYPES_OF: dict[str, tuple[str, ...]] = {
    Setting.HOME: (MissingType.MISSING_FROM_HOME,),
    Setting.CARE: (MissingType.MISSING_FROM_CARE, MissingType.AWAY_FROM_PLACEMENT),
    Setting.EDUCATION: (MissingType.MISSING_FROM_EDUCATION,),
    Setting.UNKNOWN: ("", *MissingType.values),
}
"""Which types a setting can have, its usual one first."""


class ReportedBy(models.TextChoices):
    """Who reported the child missing, as a role and never as a name."""

    FAMILY = "FAMILY", "Parent or family"
    PLACEMENT = "PLACEMENT", "Placement staff or foster carer"
    EDUCATION = "EDUCATION", "School or college"
    SOCIAL_CARE = "SOCIAL_CARE", "Social worker"
    POLICE = "POLICE", "Police"
    OTHER = "OTHER", "Somebody else"
    UNKNOWN = "UNKNOWN", "Not known"


class PlacedBy(models.TextChoices):
    """Which authority looks after a child missing from care (measure M045)."""

    OURS = "OURS", "This authority"
    OTHER = "OTHER", "Another authority"
    UNKNOWN = "UNKNOWN", "Not known"


class EpisodeStatus(models.TextChoices):
    MISSING = "MISSING", "Missing"
    RETURNED = "RETURNED", "Returned"


S = EpisodeStatus
PATHWAY = Workflow(
    {S.MISSING: {S.RETURNED}, S.RETURNED: set()}, start=S.MISSING, words=dict(S.choices)
)
"""Logged, and ended once: found, or back at the place missed from."""


@pghistory.track()
class Episode(Record):
    """One missing episode, held by the authority that logged it, however short it was.

    It starts at the later of leaving and last being seen by a responsible adult; without that
    the time of the report stands for it and `start_is_reported` says so. It ends when the child
    is found or returns.
    """

    reference = models.CharField(max_length=20, unique=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="episodes")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    status = models.CharField(
        max_length=8, choices=EpisodeStatus.choices, default=EpisodeStatus.MISSING
    )
    setting = models.CharField(max_length=9, choices=Setting.choices)
    missing_type = models.CharField(max_length=2, choices=MissingType.choices, blank=True)
    started_at = models.DateTimeField()
    start_is_reported = models.BooleanField(default=False)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(
        max_length=11, choices=ReportedBy.choices, default=ReportedBy.UNKNOWN
    )
    ended_at = models.DateTimeField(null=True)
    police_reference = models.CharField(max_length=40, blank=True)
    placed_by = models.CharField(max_length=7, choices=PlacedBy.choices, blank=True)
    placing_authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, related_name="+"
    )
    found_where = models.CharField(max_length=200, blank=True)
    found_with = models.CharField(max_length=200, blank=True)
    found_by = models.CharField(max_length=200, blank=True)
    condition = models.TextField(blank=True)
    verified = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="episode_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status="MISSING", ended_at=None)
                | Q(status="RETURNED", ended_at__isnull=False),
                name="a_returned_child_has_a_time_of_return",
            ),
            models.CheckConstraint(
                condition=Q(setting="CARE") | Q(placed_by="", placing_authority=None),
                name="only_a_child_missing_from_care_has_a_placing_authority",
            ),
            models.CheckConstraint(
                condition=Q(start_is_reported=False) | Q(reported_at=F("started_at")),
                name="a_reported_start_is_the_time_of_the_report",
            ),
            models.UniqueConstraint(
                fields=["authority", "police_reference"],
                condition=~Q(police_reference=""),
                name="a_police_reference_once_in_an_authority",
            ),
            ExclusionConstraint(
                name="episodes_of_a_child_do_not_overlap",
                deferrable=Deferrable.DEFERRED,
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("authority", RangeOperators.EQUAL),
                    (
                        Func(
                            F("started_at"),
                            F("ended_at"),
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )
        indexes = (
            models.Index(fields=["authority", "status", "-started_at", "id"], name="episode_list"),
            models.Index(fields=["authority", "started_at"], name="episode_by_start"),
        )

    def __str__(self) -> str:
        return self.reference


@pghistory.track()
class EpisodeCategory(Record):
    """The police category from a moment on: a change is another row, never an edit."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="categories")
    category = models.CharField(max_length=10)
    from_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["episode", "from_at"], name="category_by_episode"),)


class EpisodeCorrection(models.Model):
    """One fact of an episode put right: what stood before, what stands now, by, at, because."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    because = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
