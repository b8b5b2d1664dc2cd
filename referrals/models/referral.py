"""One concern about one child, how it came, and what was decided."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Authority, PersonGrant, RecordGrant, User
from cases.models import Case
from children.models import Child
from core.models import Record
from core.workflow import Workflow
from referrals.said import (
    Channel,
    ConsentDecision,
    ConsentGiver,
    ConsentKind,
    Involvement,
    NotSought,
)


class ReferralStatus(models.TextChoices):
    """The states of pathway section 2."""

    RECEIVED = "RECEIVED", "Received"
    TRIAGE = "TRIAGE", "In triage"
    MORE_INFORMATION = "MORE_INFORMATION", "More information wanted"
    ACCEPTED = "ACCEPTED", "Accepted for screening"
    ESCALATED = "ESCALATED", "Escalated to Children's Services"
    NOT_CSE = "NOT_CSE", "Not CSE"
    DUPLICATE = "DUPLICATE", "Duplicate"


S = ReferralStatus
PATHWAY = Workflow(
    {
        S.RECEIVED: {S.TRIAGE},
        S.TRIAGE: {S.MORE_INFORMATION, S.ACCEPTED, S.ESCALATED, S.NOT_CSE, S.DUPLICATE},
        S.MORE_INFORMATION: {S.TRIAGE, S.ESCALATED},
        S.ACCEPTED: set(),
        S.ESCALATED: set(),
        S.NOT_CSE: {S.TRIAGE},
        S.DUPLICATE: set(),
    },
    start=S.RECEIVED,
    words=dict(ReferralStatus.choices),
)
"""Pathway section 2. An answer that is waited for holds no escalation up.

Not CSE goes back to triage only when a manager reconsiders it.
"""

WAITING = (S.RECEIVED, S.TRIAGE, S.MORE_INFORMATION)
"""Not decided yet: these stand in the triage queue."""


@pghistory.track()
class Contact(Record):
    """One contact with the CSE team. Its id is the key that makes a submission happen once.

    Who contacted us as they said; empty where nobody said who they are.
    """

    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.PORTAL)
    anonymous = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    relationship = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(name="", telephone="", email="", address=""),
                name="an_anonymous_contact_names_nobody",
            ),
        )


@pghistory.track()
class Referral(Record):
    """A concern about one child. `received_at` is when it came, `entered_at` when it was typed in.

    `said` holds what the referrer said of the child; it is never edited, and the child's own
    record may say otherwise. `due_at` is the earliest open duty, kept by trigger.
    """

    reference = models.CharField(max_length=20, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="referrals")
    place = models.PositiveSmallIntegerField()
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="referrals")
    child_tied_at = models.DateTimeField(null=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="referrals")
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    source = models.CharField(max_length=4, default="10")
    involvement = models.CharField(
        max_length=8, choices=Involvement.choices, default=Involvement.CONCERN
    )
    said = models.JSONField(default=dict)
    reason = models.TextField()
    urgent = models.BooleanField(default=False)
    urgent_because = models.TextField(blank=True)
    critical = models.BooleanField(default=False)
    cross_border = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=ReferralStatus.choices, default=ReferralStatus.RECEIVED
    )
    due_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="referrals")
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="duplicates"
    )
    decided_at = models.DateTimeField(null=True)
    screened_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    outcome_text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "place"], name="a_contact_refers_a_child_once"
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("entered_at")),
                name="a_referral_is_received_before_it_is_entered",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ACCEPTED", "ESCALATED"]) | Q(case__isnull=False),
                name="an_accepted_referral_has_a_case",
            ),
            models.CheckConstraint(
                condition=Q(status="DUPLICATE", duplicate_of__isnull=False)
                | ~Q(status="DUPLICATE") & Q(duplicate_of=None),
                name="a_duplicate_says_of_which",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")),
                name="no_referral_is_its_own_duplicate",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | ~Q(outcome_text=""),
                name="a_referrer_is_told_something",
            ),
        )
        indexes = (
            models.Index(
                fields=["authority", "-urgent", "due_at", "id"],
                condition=Q(status__in=["RECEIVED", "TRIAGE", "MORE_INFORMATION"]),
                name="referral_queue",
            ),
            models.Index(fields=["by", "-received_at", "id"], name="referral_by_referrer"),
            models.Index(fields=["case"], name="referral_by_case"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="grants_follow_the_referral",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("status", "due_at"),
                func="""
                    UPDATE referrals_referralgrant
                    SET status = NEW.status, due_at = NEW.due_at
                    WHERE content_object_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ReferralGrant(RecordGrant):
    """A referral granted to a role of an agency; status and due time are kept true by trigger."""

    content_object = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="grants")

    class Meta(RecordGrant.Meta):
        indexes = (
            models.Index(
                fields=["group", "status", "due_at", "content_object"],
                name="referral_grant_worklist",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="a_new_grant_reads_the_referral",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    SELECT status, due_at INTO NEW.status, NEW.due_at
                    FROM referrals_referral WHERE id = NEW.content_object_id;
                    RETURN NEW;
                """,
            ),
        )


class ReferralPersonGrant(PersonGrant):
    """A referral granted to one person by name."""

    content_object = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="+")


@pghistory.track()
class Consent(Record):
    """A consent as the referrer reports it. No row, or any decision, ever stops a referral.

    Three consents differ and are never one tick: to a service, to medical treatment, and to
    the sharing of information (information-sharing.md, section 3).
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=8, choices=ConsentKind.choices)
    decision = models.CharField(max_length=10, choices=ConsentDecision.choices)
    given_by = models.CharField(max_length=6, choices=ConsentGiver.choices, blank=True)
    not_sought_reason = models.CharField(max_length=16, choices=NotSought.choices, blank=True)
    scope = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["referral", "kind"], name="a_consent_of_a_kind_once_in_a_referral"
            ),
        )
