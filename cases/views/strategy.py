"""Record a strategy discussion, and correct the record of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from agencies.access import Decision
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import CorrectStrategyForm, StrategyForm
from cases.policies import may_record_strategy
from cases.views.doors import AboutCase, CaseQuestion
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
        said = services.StrategySaid(**form.said())
        services.record_strategy(page, said, by=self.person, at=self.now)
        stands = f"The case is “{page.get_status_display()}”."
        messages.success(self.request, f"The strategy discussion is kept. {stands}")
        return self.section_of(page)

    def section_of(self, page: Any) -> str:
        return reverse("desk:case_section", args=[page.pk, "strategy"])


class StrategyCorrect(CaseQuestion):
    """The record again as it should have been; the wrong one stays beside it."""

    permission = Permission.CASE_MOVE
    heading = "Correct the record of a strategy discussion"
    section, section_title = "strategy", "Strategy discussions"

    def read(self) -> selectors.CorrectStrategyPage:
        return selectors.strategy_to_correct(self.viewer, self.kwargs["discussion_id"])

    def decision(self, page: selectors.CorrectStrategyPage) -> Decision:
        return page.may_correct

    def form(self, page: selectors.CorrectStrategyPage, data: Any = None) -> CorrectStrategyForm:
        names = ("held_on", "team_told_on", "shared", "outcome", "because")
        start = {name: getattr(page.row, name) for name in names}
        start["attended"] = "\n".join(page.row.attended)
        return CorrectStrategyForm(data, today=local_day(self.now), initial=start)

    def act(self, page: selectors.CorrectStrategyPage, form: Any) -> str:
        said = form.said()
        why = said.pop("why")
        services.correct_strategy(
            page.row, services.StrategySaid(**said), why=why, by=self.person, at=self.now
        )
        return self.done(page, "The correction is saved. What it corrects stays beside it.")
