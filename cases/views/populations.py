"""Where children live, and which authority is responsible."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from agencies.doors import Door
from agencies.permissions import Permission
from cases import selectors
from core.audit import Action, Viewed
from core.calendar import local_day


class Populations(Door):
    """Ours here, ours elsewhere, others' here; never added up."""

    permission = Permission.CASE_ALLOCATE

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.populations(self.viewer, today=local_day(self.now))
        lines = [line for group in page for line in group.lines]
        seen = Viewed(
            "cases.case",
            tuple(line.case_id for line in lines),
            tuple(line.child_id for line in lines),
            Action.LIST,
        )
        return self.show("cases/populations.html", page, viewed=seen if lines else None)
