"""What the doors of a case share: the way back to its file, and what the page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from agencies.doors import Door
from core.audit import Viewed
from core.layout import Link


class CaseDoor(Door):
    """A page about one case, with the way back to the file."""

    def ask(
        self, template: str, case: Any, heading: str, *, page: Any = None, **more: Any
    ) -> HttpResponse:
        file = Link(f"Case {case.reference}", reverse("desk:case", args=[case.pk]))
        return self.show(
            template,
            page,
            case=case,
            heading=heading,
            breadcrumbs=(file, Link(heading, "")),
            viewed=Viewed("cases.case", (case.pk,), (case.child_id,)),
            **more,
        )
