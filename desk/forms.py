"""What the worklist may be narrowed to; anything else is answered as if not asked."""

from __future__ import annotations

from typing import Any

from core.layout import Checkboxes, ManyChoiceField, PortalForm
from desk.worklist import LEVELS, STATUSES


class CaseFilter(PortalForm):
    """Status, level and lateness. Nothing chosen means every open case."""

    status = ManyChoiceField(
        label="Status", choices=STATUSES, required=False, widget=Checkboxes(small=True)
    )
    level = ManyChoiceField(
        label="Level of risk", choices=LEVELS, required=False, widget=Checkboxes(small=True)
    )
    late = ManyChoiceField(
        label="Time limits",
        choices=[("on", "Only what is late")],
        required=False,
        widget=Checkboxes(small=True),
    )

    def asked(self) -> dict[str, Any]:
        """What was chosen and is known."""
        self.is_valid()
        return {
            "statuses": tuple(self.cleaned_data.get("status", ())),
            "levels": tuple(self.cleaned_data.get("level", ())),
            "late": bool(self.cleaned_data.get("late")),
        }
