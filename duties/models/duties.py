"""Duties, their clocks, who is told when one is late, cover; reviews of who has access."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Authority, Membership, User
from agencies.roles import ROLE_NAMES, Role
from core.models import Record


class Clock(models.TextChoices):
    """Every time limit of the pathway that the portal keeps (pathway, section 4)."""

    URGENT_DECISION = "URGENT_DECISION", "Decide the course of action on an urgent referral"
    SCREEN_REFERRAL = "SCREEN_REFERRAL", "Screen the referral"
    ANSWER_REQUEST = "ANSWER_REQUEST", "Answer a request for more information"
    TELL_REFERRER = "TELL_REFERRER", "Tell the referrer the outcome"
    RECONSIDER = "RECONSIDER", "Reconsider a decision the referrer disagrees with"
    COUNTERSIGN = "COUNTERSIGN", "Countersign the screening"
    CORRECT_SCREENING = "CORRECT_SCREENING", "Correct the screening that was sent back"
    INITIAL_MASE = "INITIAL_MASE", "Hold the first MASE"
    RESCREEN = "RESCREEN", "Screen again"
    PLAN_ACTION = "PLAN_ACTION", "Do an action of the plan"
    PLAN_REVIEW = "PLAN_REVIEW", "Review the plan"
    RETURN_INTERVIEW = "RETURN_INTERVIEW", "Offer and hold the return interview"
    SCREEN_AFTER_MISSING = "SCREEN_AFTER_MISSING", "Screen after a missing episode"
    SIGN_OFF_RETURN = "SIGN_OFF_RETURN", "Sign off the quarterly return"
    MATCH_PARKED_ROW = "MATCH_PARKED_ROW", "Settle a parked import row"
    REVIEW_ACCESS = "REVIEW_ACCESS", "Review who has access"
    NEXT_ACCESS_REVIEW = "NEXT_ACCESS_REVIEW", "Begin the next review of who has access"
    ANSWER_HAND_OVER = "ANSWER_HAND_OVER", "Accept or decline a case that is handed over"
    NAME_ADULT_LEAD = "NAME_ADULT_LEAD", "Have an adult lead accept before 17½"
    CLOSE_SECOND_CASE = "CLOSE_SECOND_CASE", "Close one of two open cases of a child"
    TELL_FORCE = "TELL_FORCE", "Tell the receiving police of a child who moves"


class ClockLimit(models.Model):
    """How long a clock runs: the partnership's default, or one authority's own figure.

    `longest` is the most that the rule book allows, in the same unit; none where the figure is
    the partnership's own choice.
    """

    class Unit(models.TextChoices):
        HOURS = "HOURS", "hours"
        WORKING_DAYS = "WORKING_DAYS", "working days"
        MONTHS = "MONTHS", "months"

    clock = models.CharField(max_length=30, choices=Clock.choices)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=Unit.choices)
    may_stop = models.BooleanField(default=False)
    longest = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "authority"],
                name="one_limit_of_a_clock_for_an_authority",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="a_limit_is_longer_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(longest=None) | Q(amount__lte=F("longest")),
                name="a_limit_is_no_longer_than_the_rule_book",
            ),
        )


class Duty(Record):
    """One thing owed. Opened and closed by the service that causes it, in its transaction.

    `record` is what the duty is about, `case_id` and `subject_id` (a child) are ids of floors
    above. Owed by a person, or by whoever holds a role in an agency or across an authority.
    `due_at` is stored when the clock starts.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN", "To do"
        STOPPED = "STOPPED", "Clock stopped"
        DONE = "DONE", "Done"
        CANCELLED = "CANCELLED", "No longer needed"

    clock = models.CharField(max_length=30, choices=Clock.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=30)
    urgent = models.BooleanField(default=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    owner_role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role], blank=True
    )
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="duties")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "record_id"],
                condition=Q(status__in=["OPEN", "STOPPED"]),
                name="a_record_owes_a_thing_once",
            ),
            models.CheckConstraint(
                condition=~Q(owner_role="") | Q(owner__isnull=False),
                name="a_duty_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="a_duty_ends_after_it_starts",
            ),
        )
        indexes = (
            models.Index(
                fields=["authority", "owner_role", "due_at"],
                condition=Q(status="OPEN"),
                name="open_duty_by_role",
            ),
            models.Index(fields=["owner", "due_at"], name="duty_by_person"),
            models.Index(fields=["case_id", "due_at"], name="duty_by_case"),
            models.Index(fields=["record_id"], name="duty_by_record"),
        )


MORE_INFORMATION = "MORE_INFORMATION"
"""Why a clock stops that the pathway itself stops; every other reason is a person's."""


class DutyStop(models.Model):
    """A clock stood still: from, until, why (code list clock_stop_reason) and by whom."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="stops")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, default=MORE_INFORMATION)
    because = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    until_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="a_stop_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(until_at=None), name="a_clock_stops_once_at_a_time"
            ),
        )


class Rung(models.Model):
    """One step of the escalation ladder: which role hears of a duty, and how long after the last.

    `after_hours` are hours of working days, a whole one counting 24; `urgent_minutes` run over
    nights and weekends. The partnership's own ladder, unless the authority has one.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True)
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    after_hours = models.PositiveSmallIntegerField()
    urgent_minutes = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "number"],
                name="a_ladder_numbers_a_rung_once",
                nulls_distinct=False,
            ),
        )


class Raised(models.Model):
    """A duty was raised to a rung: whoever holds the role in the duty's authority was told."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="raisings")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["duty", "number"], name="a_duty_climbs_a_rung_once"),
        )


class Cover(Record):
    """Who does what a person owes by name while that person is away; both days included."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("cover")), name="nobody_covers_for_themselves"
            ),
        )
        indexes = (models.Index(fields=["cover", "until_on"], name="cover_by_who_covers"),)


class AccessReview(Record):
    """One look at every post of an agency that serves an authority (requirement AUTHN-6)."""

    reference = models.CharField(max_length=30, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "authority"],
                condition=Q(signed_off_at=None),
                name="one_open_access_review_of_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(signed_off_at=None, signed_off_by=None)
                | Q(signed_off_at__gte=F("opened_at"), signed_off_by__isnull=False),
                name="a_review_is_signed_off_by_somebody",
            ),
        )


class ReviewedPost(models.Model):
    """What a review decided on one post, and when its holder had last signed in by then."""

    class Decision(models.TextChoices):
        KEEP = "KEEP", "Keep"
        END = "END", "End"

    review = models.ForeignKey(AccessReview, on_delete=models.PROTECT, related_name="posts")
    post = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=4, choices=Decision.choices)
    last_signed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["review", "post"], name="a_review_decides_a_post_once"),
        )
