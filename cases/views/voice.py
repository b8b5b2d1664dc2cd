"""Write down what the child said, correct or withdraw it; say what became of a wish."""

from __future__ import annotations

from typing import Any

from django import forms

from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import (
    HEARD_BY_ME,
    HEARD_BY_OTHER,
    AnswerForm,
    CorrectVoiceForm,
    VoiceForm,
    WithdrawVoiceForm,
)
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


class VoiceStrike(CaseQuestion):
    """A question about words that may be struck out; struck already, they say so."""

    permission = Permission.VOICE_CORRECT
    section, section_title = "voice", "Voice"

    def read(self) -> selectors.StrikePage:
        return selectors.voice_to_correct(self.viewer, self.kwargs["voice_id"])

    def decision(self, page: selectors.StrikePage) -> Decision:
        return page.may_correct


class VoiceCorrect(VoiceStrike):
    """The words again as they should have been; the wrong ones stay, struck out."""

    template = "cases/voice_correct.html"
    heading = "Correct what the child said"

    def form(self, page: selectors.StrikePage, data: Any = None) -> forms.Form:
        return CorrectVoiceForm(
            data,
            today=local_day(self.now),
            agencies=page.agencies,
            kept=page.wishes,
            initial=as_written(page),
        )

    def act(self, page: selectors.StrikePage, form: Any) -> str:
        said = form.said()
        agency = said.pop("agency")
        services.correct_voice(
            page.voice,
            agency=agencies.agency_with(agency) if agency else None,
            by=self.person,
            at=self.now,
            **said,
        )
        return self.done(page, "The correction is saved. What it corrects stays, struck out.")


class VoiceWithdraw(VoiceStrike):
    """The child did not say this: the words and their wishes stay, struck out."""

    template = "cases/voice_withdraw.html"
    heading = "Withdraw what the child said"

    def form(self, page: selectors.StrikePage, data: Any = None) -> forms.Form:
        return WithdrawVoiceForm(data)

    def act(self, page: selectors.StrikePage, form: Any) -> str:
        services.withdraw_voice(page.voice, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The words are withdrawn. They stay, struck out.")


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


def as_written(page: selectors.StrikePage) -> dict[str, Any]:
    """What the form of a correction starts from: the words as they stand."""
    names = ("heard_on", "kind", "words", "how")
    start = {name: getattr(page.voice, name) for name in names}
    if page.heard_here:
        return {**start, "heard": HEARD_BY_ME}
    by_other = {"heard_by_name": page.voice.heard_by_name, "agency": str(page.voice.agency_id)}
    return {**start, "heard": HEARD_BY_OTHER, **by_other}
