"""Who the child is. A merge moves the identity pointer and nothing else."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import User
from core.models import Record


class Identities(models.QuerySet["Identity"]):
    """Living children; whoever writes something that is true once for a child holds one."""

    def hold(self, child_id: uuid.UUID) -> Identity:
        """The identity a record points to, locked until the transaction ends.

        A merge may move the pointer while we wait: then the identity it points to now is held.
        """
        while True:
            held = self.select_for_update(of=("self",)).get(children=child_id)
            if held.children.filter(pk=child_id).exists():
                return held


class Identity(Record):
    """One living child, however often recorded. Lists, counts and searches work on identity."""

    opened_at = models.DateTimeField()

    objects = Identities.as_manager()


@pghistory.track()
class Child(Record):
    """A record of a child. Region-wide: reach comes through a case, referral or episode.

    Sex is what returns ask for (code list `gender`); gender identity is separate and optional.
    """

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="children")
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    born_on = models.DateField(null=True)
    born_on_estimated = models.BooleanField(default=False)
    sex = models.CharField(max_length=1, default="0")
    gender_identity = models.CharField(max_length=60, blank=True)
    ethnicity = models.CharField(max_length=4, default="NOBT")
    language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(null=True)
    verified = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(given_name="") | ~Q(family_name=""), name="a_child_has_a_name"
            ),
        )
        indexes = (models.Index(fields=["born_on"], name="child_by_birth"),)

    def __str__(self) -> str:
        return f"Child {self.pk}"

    @property
    def full_name(self) -> str:
        """Given and family name as people write them."""
        return f"{self.given_name} {self.family_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Age in whole years; None when the date of birth is not known."""
        if self.born_on is None:
            return None
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday


class ChildFact(Record):
    """A dated fact about a child: when it was true, and when and by whom it was recorded.

    A row is never edited. `instead_of` is the row it was written in place of: because that row was
    wrong (`is_correction`, with a reason if one was given), or because it ended or was replaced.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="%(class)s_rows")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="successor"
    )
    is_correction = models.BooleanField(default=False)
    because = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=models.F("from_on")),
                name="%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(is_correction=False) | Q(instead_of__isnull=False),
                name="%(class)s_corrects_another",
            ),
        )

    @classmethod
    def true_on(cls, day: date) -> models.QuerySet[Any]:
        """Rows true on a day, leaving out those corrected since. `until_on` is the last day."""
        return cls._default_manager.filter(
            Q(from_on=None) | Q(from_on__lte=day),
            Q(until_on=None) | Q(until_on__gte=day),
            superseded_at=None,
        )


@pghistory.track()
class Alias(ChildFact):
    """Another name the child is known by: also-known-as, nickname, former name."""

    class Kind(models.TextChoices):
        ALSO_KNOWN_AS = "ALSO_KNOWN_AS", "Also known as"
        NICKNAME = "NICKNAME", "Nickname"
        FORMER_NAME = "FORMER_NAME", "Former name"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ALSO_KNOWN_AS)


@pghistory.track()
class ChildDisability(ChildFact):
    """One disability code; NONE stands alone."""

    code = models.CharField(max_length=4)


@pghistory.track()
class Identifier(ChildFact):
    """A number another system knows the child by, with where it came from."""

    class Kind(models.TextChoices):
        NHS = "NHS", "NHS number"
        UPN = "UPN", "Unique pupil number"
        PNC = "PNC", "Police National Computer id"
        SOCIAL_CARE = "SOCIAL_CARE", "Social care number"
        OTHER = "OTHER", "Other number"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=120)
    verified_on = models.DateField(null=True)

    class Meta(ChildFact.Meta):
        indexes = (models.Index(fields=["kind", "value"], name="identifier_by_value"),)
