"""Write down what the child said; say what became of a wish."""

from __future__ import annotations

from typing import Any

from django import forms

from agencies import selectors as agencies
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import AnswerForm, VoiceForm
from cases.views.doors import CaseQuestion
from core.calendar import local_day


class VoiceHear(CaseQuestion):
    """What the child said or showed, who heard it and how, and the wishes in it."""

    permission = Permission.VOICE_HEAR
    heading = "Keep what the child said"
    section, section_title = "voice", "Voice"

    def read(self) -> selectors.HearPage:
        return selectors.case_to_hear(self.viewer, self.kwargs["case_id"])

    def form(self, page: selectors.HearPage, data: Any = None) -> forms.Form:
        return VoiceForm(data, today=local_day(self.now), agencies=page.agencies)

    def act(self, page: selectors.HearPage, form: Any) -> str:
        said = form.said()
        agency = said.pop("agency")
        services.hear_child(
            page.case,
            agency=agencies.agency_with(agency) if agency else None,
            by=self.person,
            at=self.now,
            **said,
        )
        return self.done(page, "What the child said is kept.")


class WishAnswer(CaseQuestion):
    """A wish was met, or cannot be met: what the child was told."""

    permission = Permission.VOICE_HEAR
    template = "cases/answer_wish.html"
    heading = "Answer a wish"
    section, section_title = "voice", "Voice"

    def read(self) -> selectors.WishPage:
        return selectors.wish_to_answer(self.viewer, self.kwargs["wish_id"])

    def form(self, page: selectors.WishPage, data: Any = None) -> forms.Form:
        return AnswerForm(data, steps=page.steps)

    def act(self, page: selectors.WishPage, form: Any) -> str:
        services.answer_wish(page.wish, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The answer to the child is kept.")
