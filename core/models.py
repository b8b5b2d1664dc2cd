"""Tables that know no child: the trail, the outbox, status history, codes, read audit, jobs."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now


class CurrentTransaction(Func):
    """The id of the writing transaction: a seal may close over a row once it is in the past."""

    template = "(pg_current_xact_id()::text)::bigint"
    output_field = models.BigIntegerField()


class Record(models.Model):
    """Base of everything with an address: an unguessable id, never a count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def kind_of(record: models.Model) -> str:
    """The name under which trail and audit know a record, for example `referrals.referral`."""
    return record._meta.label_lower


class Event(models.Model):
    """One thing that happened. No foreign keys: the trail breaks no floor and outlives erasure.

    `facts` holds codes, ids and numbers only, never a name, an address or free text.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["case_id", "at"], name="event_by_case"),
            models.Index(fields=["record_kind", "record_id", "at"], name="event_by_record"),
        )


class StatusChange(models.Model):
    """The past of a status column: from, to, by, at, because. Never edited."""

    id = models.BigAutoField(primary_key=True)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    from_status = models.CharField(max_length=40, blank=True)
    to_status = models.CharField(max_length=40)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    because = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["record_id", "at"], name="status_change_by_record"),)


class Effect(models.Model):
    """The outbox: one reaction to one event, written with the event and carried out once."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="effects")
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["event", "reaction"], name="each_reaction_once_for_an_event"
            ),
        )
        indexes = (
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(done_at=None, dead_at=None),
                name="effect_waiting",
            ),
        )


class JobRun(models.Model):
    """One run of a scheduled job for one period: the unique key lets two schedulers run it once."""

    job = models.CharField(max_length=80)
    period = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["job", "period"], name="each_job_once_in_a_period"),
        )


class Code(models.Model):
    """One code of one list. Codes are strings, kept as in force when recorded."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=250)
    group = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=40, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["list", "code"], name="one_code_once_in_a_list"),
        )
        ordering = ("list", "sort")


class BankHoliday(models.Model):
    """A bank holiday in England: no working day."""

    on = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)


class ReadEvent(models.Model):
    """Who looked at what, written before the page is sent. Append-only (requirement RA-1).

    `record_ids` are the records shown (a list writes one row a page); `subject_ids` the children.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    by_id = models.UUIDField(null=True)
    action = models.CharField(max_length=20)
    record_kind = models.CharField(max_length=60)
    record_ids = ArrayField(models.UUIDField())
    subject_ids = ArrayField(models.UUIDField())
    data_class = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    session = models.CharField(max_length=64, blank=True)
    route = models.CharField(max_length=120, blank=True)
    xid = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        indexes = (
            GinIndex(fields=["subject_ids"], name="read_event_by_subject"),
            models.Index(fields=["by_id", "at"], name="read_event_by_person"),
            models.Index(fields=["xid"], name="read_event_by_transaction"),
        )


class AuditSeal(models.Model):
    """A closed batch of read events: the leaf hash of each row and a root chained to the last."""

    id = models.BigAutoField(primary_key=True)
    sealed_at = models.DateTimeField(db_default=Now())
    horizon = models.BigIntegerField()
    row_ids = ArrayField(models.BigIntegerField())
    leaves = ArrayField(models.CharField(max_length=64))
    previous_root = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64, unique=True)
