"""What the demo has loaded, so that loading twice changes nothing."""

from __future__ import annotations

from django.db import models


class DemoRecord(models.Model):
    """One fact of a scenario and the record its replay made."""

    scenario = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["scenario", "key"], name="a_fact_of_a_scenario_is_loaded_once"
            ),
        )
