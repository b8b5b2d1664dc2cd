"""The pages about the concern: the reason, what was heard, and who tells us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from core import codes
from core.layout import DateTimeField, Fieldset, ProseField, Radios
from referrals.forms.pages import PageForm
from referrals.said import Channel, MentionSaid

LONGEST_MENTION = 200
FIRST_YEAR = 2013
"""Where the table of bank holidays begins."""
MOST_LINES = 30
HEARD = {
    "plates": ("PLATE", "Vehicle registrations"),
    "phones": ("PHONE", "Telephone numbers"),
    "handles": ("HANDLE", "Online names"),
    "nicknames": ("NICKNAME", "Nicknames"),
    "places": ("PLACE", "Places"),
}
FROM_OUTSIDE = [choice for choice in Channel.choices if choice[0] != Channel.PORTAL]


class ReasonForm(PageForm):
    """Why: the other answer that is needed."""

    reason = ProseField(
        label="What are you worried about?",
        help_text="What was seen or heard, when, and by whom. Say what is fact and what is your "
        "opinion.",
        max_length=10_000,
        rows=8,
    )
    urgent = forms.ChoiceField(
        label="Is this urgent?",
        help_text="Urgent means that a child may come to significant harm. Children's Services "
        "decide within 24 hours.",
        choices=(("YES", "Yes"), ("NO", "No")),
        required=False,
        widget=Radios(reveals={"YES": ["urgent_because"]}),
    )
    urgent_because = ProseField(
        label="What makes it urgent?", max_length=2000, rows=3, required=False
    )
    cross_border = ProseField(
        label="Does it reach into another area?",
        help_text="For example, the child is taken to another town or lives elsewhere.",
        max_length=1000,
        rows=2,
        required=False,
    )

    def said(self) -> dict[str, Any]:
        said = super().said()
        said["urgent"] = said.get("urgent") == "YES"
        return said


class HeardForm(PageForm):
    """Plates, numbers and names that were heard, one on a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_, label) in HEARD.items():
            self.fields[name] = ProseField(
                label=label, help_text="One on each line", rows=2, max_length=4000, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in HEARD:
            lines = cleaned.get(name, "").splitlines()
            if len(lines) > MOST_LINES:
                self.add_error(name, f"Enter at most {MOST_LINES} lines")
            elif any(len(line) > LONGEST_MENTION for line in lines):
                self.add_error(name, f"Each line must be {LONGEST_MENTION} characters or fewer")
        return cleaned

    def said(self) -> dict[str, Any]:
        typed = self.read()
        return {
            "mentions": tuple(
                MentionSaid(kind, line.strip())
                for name, (kind, _) in HEARD.items()
                for line in typed.get(name, "").splitlines()
                if line.strip()
            )
        }


class YouForm(PageForm):
    """Who refers: filled in from the account, and can be changed."""

    name = forms.CharField(label="Your name", max_length=200, required=False)
    role = forms.CharField(label="Your role", max_length=120, required=False)
    organisation = forms.CharField(label="Your organisation", max_length=160, required=False)
    relationship = forms.CharField(
        label="How do you know the child?", max_length=120, required=False
    )
    telephone = forms.CharField(
        label="Telephone number we can reach you on", max_length=40, required=False
    )
    email = forms.EmailField(label="E-mail address", required=False)
    address = ProseField(label="Work address", max_length=300, rows=3, required=False)


class CameForm(PageForm):
    """How a referral came to the CSE team, when, and from whom: recorded for somebody else."""

    channel = forms.ChoiceField(label="How did it come?", choices=FROM_OUTSIDE, widget=Radios())
    received_at = DateTimeField(
        label="When was it received?",
        name="Time received",
        help_text="The clocks run from this time, not from now.",
    )
    source = forms.ChoiceField(label="Who is it from?")
    anonymous = forms.BooleanField(label="The person does not want to be named", required=False)
    name = forms.CharField(label="Name", max_length=200, required=False)
    role = forms.CharField(label="Role", max_length=120, required=False)
    organisation = forms.CharField(label="Organisation", max_length=160, required=False)
    relationship = forms.CharField(
        label="How do they know the child?", max_length=120, required=False
    )
    telephone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    address = ProseField(label="Address", max_length=300, rows=3, required=False)

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if now:
            self.no_later_than("received_at", now)
        rows = codes.choices("referral_source")
        self.offer("source", [("", "Choose who it is from"), *rows])

    def clean_received_at(self) -> datetime | None:
        """No clock reaches back before the table of bank holidays (pathway, section 4)."""
        moment: datetime | None = self.cleaned_data["received_at"]
        if moment and moment.year < FIRST_YEAR:
            raise forms.ValidationError(f"Time received must be in {FIRST_YEAR} or later")
        return moment

    def layout(self) -> tuple[Any, ...]:
        who = ("name", "role", "organisation", "relationship", "telephone", "email", "address")
        return (
            "window",
            "edition",
            "channel",
            "received_at",
            "source",
            "anonymous",
            Fieldset("Who told us", *who),
        )
