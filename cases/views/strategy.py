"""Record a strategy discussion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from agencies.access import Decision
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import StrategyForm
from cases.policies import may_record_strategy
from cases.views.doors import AboutCase
from core.calendar import local_day
from core.layout import Link


class StrategyRecord(AboutCase):
    """What was said and decided when Children's Services and police discussed the child."""

    permission = Permission.CASE_MOVE
    heading = "Record a strategy discussion"

    def case_of(self, page: Any) -> Any:
        return page

    def way(self, page: Any) -> tuple[Link, ...]:
        return (*super().way(page), Link("Strategy discussions", self.section_of(page)))

    def read(self) -> Any:
        return selectors.case_to_move(self.viewer, self.kwargs["case_id"])

    def decision(self, page: Any) -> Decision:
        return may_record_strategy(page)

    def form(self, page: Any, data: Any = None) -> StrategyForm:
        return StrategyForm(data, today=local_day(self.now))

    def act(self, page: Any, form: StrategyForm) -> str:
        services.record_strategy(page, by=self.person, at=self.now, **form.said())
        stands = f"The case is “{page.get_status_display()}”."
        messages.success(self.request, f"The strategy discussion is kept. {stands}")
        return self.section_of(page)

    def section_of(self, page: Any) -> str:
        return reverse("desk:case_section", args=[page.pk, "strategy"])
