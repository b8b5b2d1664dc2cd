"""Compare a screening with another of the child, or its ticks on another form."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from agencies.doors import Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from screening import selectors


class ScreeningCompare(Door):
    """What a screening can be compared with."""

    permission = Permission.SCREENING_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.compare_page(self.viewer, pk)
        rows = [page.screening, *(choice.screening for choice in page.others)]
        seen = Viewed(
            "screening.screening",
            tuple(row.pk for row in rows),
            tuple(row.case.child_id for row in rows),
            action=Action.LIST,
        )
        return self.show("screening/compare.html", page, viewed=seen)


class Comparison(Door):
    """Two forms side by side."""

    permission = Permission.SCREENING_VIEW

    def compared(self, page: selectors.ComparisonPage) -> HttpResponse:
        rows = [one for one in (page.screening, page.other) if one]
        seen = Viewed(
            "screening.screening",
            tuple(row.pk for row in rows),
            tuple(row.case.child_id for row in rows),
            data_class="" if page.masked else "HEALTH",
        )
        return self.show("screening/compared.html", page, viewed=seen)


class ScreeningCompareWith(Comparison):
    """Two signed screenings of one child, whatever versions they were made with."""

    def get(self, request: HttpRequest, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
        return self.compared(selectors.compared_screenings(self.viewer, pk, other))


class ScreeningCompareOn(Comparison):
    """What another form would have made of the same ticks."""

    def get(self, request: HttpRequest, pk: uuid.UUID, version: uuid.UUID) -> HttpResponse:
        return self.compared(selectors.compared_forms(self.viewer, pk, version))
