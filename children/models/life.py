"""Where the child lives and learns, who is responsible, and who is around the child."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Authority
from children.models.child import Child, ChildFact


@pghistory.track()
class Address(ChildFact):
    """Where the child lives or lived. A safe address is masked and revealed by an audited click."""

    lines = models.CharField(max_length=300)
    postcode = models.CharField(max_length=8, blank=True)
    ward = models.CharField(max_length=80, blank=True)
    lives_with = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    safe = models.BooleanField(default=False)


@pghistory.track()
class Schooling(ChildFact):
    """A school or other place of education, and the status there (list `education_status`)."""

    school = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=20)


@pghistory.track()
class CareStatus(ChildFact):
    """Looked after: the legal status (list `legal_status_lac`) and the responsible authority."""

    legal_status = models.CharField(max_length=2)
    responsible = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")


@pghistory.track()
class Placement(ChildFact):
    """Where a looked-after child is placed: the authority it lies in is chosen, never guessed."""

    placement_type = models.CharField(max_length=2)
    lies_in = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="+")
    outside_region = models.BooleanField(default=False)
    provider = models.CharField(max_length=160, blank=True)

    class Meta(ChildFact.Meta):
        constraints = (
            *ChildFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(lies_in__isnull=True, outside_region=True)
                | Q(lies_in__isnull=False, outside_region=False),
                name="a_placement_lies_in_an_authority_or_outside_the_region",
            ),
        )


@pghistory.track()
class KeyPerson(ChildFact):
    """Family, carer, peer or professional around the child; who holds parental responsibility.

    `kind` is a code of `children.relations`, `relation` the words it was said in. Another child
    with a record is `other_child`: the one entry is read from both sides.
    """

    class Confidence(models.TextChoices):
        CONFIRMED = "CONFIRMED", "Confirmed"
        LIKELY = "LIKELY", "Likely"
        UNCONFIRMED = "UNCONFIRMED", "Said, not confirmed"

    class Bond(models.TextChoices):
        NOT_KNOWN = "NOT_KNOWN", "Not known"
        STRONG = "STRONG", "Strong"
        ORDINARY = "ORDINARY", "Ordinary"
        STRAINED = "STRAINED", "Strained"
        BROKEN = "BROKEN", "Broken off"
        OF_CONCERN = "OF_CONCERN", "Of concern"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, default="OTHER")
    relation = models.CharField(max_length=80)
    other_child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, related_name="named_as_key_person"
    )
    parental_responsibility = models.BooleanField(null=True)
    source = models.CharField(max_length=120, blank=True)
    confidence = models.CharField(
        max_length=12, choices=Confidence.choices, default=Confidence.UNCONFIRMED
    )
    bond = models.CharField(max_length=12, choices=Bond.choices, default=Bond.NOT_KNOWN)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    must_not_be_told = models.BooleanField(default=False)
    why_not_told = models.CharField(max_length=300, blank=True)

    class Meta(ChildFact.Meta):
        constraints = (
            *ChildFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(other_child=None) | ~Q(other_child=models.F("child")),
                name="nobody_is_related_to_oneself",
            ),
        )


@pghistory.track()
class SafeContact(ChildFact):
    """The safe way and time to contact the child or a carer."""

    class Whom(models.TextChoices):
        CHILD = "CHILD", "The child"
        CARER = "CARER", "The parent or carer"

    whom = models.CharField(max_length=5, choices=Whom.choices)
    way = models.CharField(max_length=200)
    time = models.CharField(max_length=120, blank=True)
