"""A screening that came to SERIOUS and what Children's Services answered."""

from __future__ import annotations

import pghistory
from django.db import models

from agencies.models import Agency
from cases.models import Escalated
from screening.models.screenings import Screening


@pghistory.track()
class Escalation(Escalated):
    """A screening that came to SERIOUS is with Children's Services (pathway, section 2)."""

    about_field = "screening"

    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, related_name="escalation")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
