"""A screening: one completed tick-list of one child, on one version of a tool."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from cases.models import Case, RiskLevel
from core.models import Record
from core.workflow import Workflow
from screening.models.tools import ToolVersion


class ScreeningStatus(models.TextChoices):
    DRAFT = "DRAFT", "In progress"
    SIGNED = "SIGNED", "Signed"
    AWAITING = "AWAITING", "Awaiting countersignature"
    COUNTERSIGNED = "COUNTERSIGNED", "Countersigned"
    RETURNED = "RETURNED", "Sent back for correction"
    SUPERSEDED = "SUPERSEDED", "Superseded"
    ABANDONED = "ABANDONED", "Abandoned"


S = ScreeningStatus
PATHWAY = Workflow(
    {
        S.DRAFT: {S.SIGNED, S.AWAITING, S.ABANDONED},
        S.SIGNED: {S.SUPERSEDED},
        S.AWAITING: {S.COUNTERSIGNED, S.RETURNED, S.SUPERSEDED},
        S.COUNTERSIGNED: {S.SUPERSEDED},
        S.RETURNED: {S.SUPERSEDED},
        S.SUPERSEDED: set(),
        S.ABANDONED: set(),
    },
    start=S.DRAFT,
    words=dict(ScreeningStatus.choices),
)
"""A signed screening is corrected by another that supersedes it (screening-tool.md, 5b rule 5)."""

UNSIGNED = (S.DRAFT, S.ABANDONED)
STANDING = (S.SIGNED, S.AWAITING, S.COUNTERSIGNED, S.RETURNED)

MUTABLE_WHEN_SIGNED = ("status", "countersigned_at", "countersigned_by_id", "countersign_note")
NEVER_CHANGES = """
    IF (to_jsonb(OLD) - ARRAY[{columns}]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY[{columns}]) THEN
        RAISE EXCEPTION 'a signed screening never changes';
    END IF;
    RETURN NEW;
""".format(columns=", ".join(f"'{column}'" for column in MUTABLE_WHEN_SIGNED))
BELONGS_TO_A_DRAFT = """
    IF EXISTS (
        SELECT 1 FROM screening_screening
        WHERE id = COALESCE(NEW.screening_id, OLD.screening_id) AND status <> 'DRAFT'
    ) THEN
        RAISE EXCEPTION 'a signed screening never changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class Basis(models.TextChoices):
    """What stands behind a tick (Pan-Cheshire; seed004 appendix B: fact or opinion)."""

    FACT = "FACT", "Fact"
    REPORTED = "REPORTED", "Reported"
    OPINION = "OPINION", "Professional opinion"


class DefinitionOfCse(models.TextChoices):
    """Which definition was in force: it changed in February 2017."""

    GUIDANCE_2009 = "GUIDANCE_2009", "Guidance of 2009"
    STATUTORY_2017 = "STATUTORY_2017", "Statutory definition of February 2017"


@pghistory.track()
class Screening(Record):
    """A draft until it is signed; from then on a record of what was known and decided.

    `suggested`, `rule` and `because` are what the rule said on signing (until then `suggested` is
    what it said when the outcome was chosen); `chosen` is the decision of a person. `edition`
    counts the saves of a draft and `saved_from` names the open page that saved last, so that a
    stale page does not overwrite a newer one.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings")
    version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="screenings")
    status = models.CharField(
        max_length=14, choices=ScreeningStatus.choices, default=ScreeningStatus.DRAFT
    )
    screener = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_from = models.UUIDField(null=True)
    edition = models.PositiveIntegerField(default=0)
    completed_on = models.DateField(null=True)
    voice_of_child = models.TextField(blank=True)
    protective_factors = models.TextField(blank=True)
    danger_seen_at = models.DateTimeField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    learning_disability = models.BooleanField(default=False)
    definition_of_cse = models.CharField(max_length=14, choices=DefinitionOfCse.choices, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    suggested = models.CharField(max_length=20, choices=RiskLevel.choices, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    because = models.JSONField(default=list)
    chosen = models.CharField(max_length=20, choices=RiskLevel.choices, blank=True)
    rationale = models.TextField(blank=True)
    difference_reason = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True)
    countersign_role = models.CharField(max_length=20, blank=True)
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    countersign_note = models.TextField(blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    correction_reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "screener"],
                condition=Q(status="DRAFT"),
                name="one_draft_of_a_case_for_a_screener",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=~Q(status="ABANDONED"),
                name="a_screening_is_corrected_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "ABANDONED"])
                | Q(
                    ~Q(chosen=""),
                    ~Q(rationale=""),
                    signed_at__isnull=False,
                    completed_on__isnull=False,
                ),
                name="a_signed_screening_has_an_outcome_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "ABANDONED"])
                | Q(suggested="")
                | Q(suggested=F("chosen"))
                | ~Q(difference_reason=""),
                name="another_outcome_than_suggested_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("screener")),
                name="nobody_countersigns_their_own",
            ),
        )
        indexes = (
            models.Index(fields=["case", "signed_at"], name="screening_by_case"),
            models.Index(fields=["screener", "status"], name="screening_by_screener"),
            models.Index(
                fields=["signed_at"], condition=Q(status="AWAITING"), name="screening_awaiting"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="a_signed_screening_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status="DRAFT"),
                func=NEVER_CHANGES,
            ),
            pgtrigger.Protect(
                name="a_signed_screening_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status="DRAFT"),
            ),
        )

    def __str__(self) -> str:
        return f"Screening {self.pk}"

    @property
    def signed(self) -> bool:
        return self.status not in UNSIGNED


@pghistory.track()
class Answer(models.Model):
    """An indicator, the windows it is ticked in, and what stands behind it.

    No window means a note on why it was not ticked. Ticks are stored and
    never recomputed: the windows count back from the day of completion.
    """

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="answers")
    indicator = models.CharField(max_length=20)
    windows = ArrayField(models.CharField(max_length=20))
    basis = models.CharField(max_length=8, choices=Basis.choices, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["screening", "indicator"], name="an_indicator_is_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(windows__len__gt=0) | ~Q(evidence=""),
                name="an_answer_is_ticked_or_noted",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="answers_of_a_signed_screening_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=BELONGS_TO_A_DRAFT,
            ),
        )


class ThresholdDecision(models.TextChoices):
    REFERRED = "REFERRED", "Referred to Children's Services"
    SOCIAL_CARE_LEADS = "SOCIAL_CARE_LEADS", "Children's Services lead, the CSE team attends"
    CSE_TEAM_MANAGES = "CSE_TEAM_MANAGES", "The CSE team manages the case"


@pghistory.track()
class ThresholdDiscussion(Record):
    """Is the child open to social care, who was asked, and what was decided (pathway, section 2).

    At SIGNIFICANT no outcome is signed without one. A later discussion is another row.
    """

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="threshold_discussions"
    )
    open_to_social_care = models.BooleanField()
    discussed_with = models.CharField(max_length=160)
    discussed_at = models.DateTimeField()
    decision = models.CharField(max_length=20, choices=ThresholdDecision.choices)
    because = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("discussed_at",)
