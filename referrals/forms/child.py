"""The pages about one child, after the printed Dudley form (screening-tool.md, section 4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from children.identifiers import nhs_number
from core import codes
from core.layout import (
    DateField,
    Details,
    Fieldset,
    ManyChoiceField,
    ProseField,
    Radios,
)
from core.refusals import Invalid
from referrals.forms.pages import PageForm, known, yes_no
from referrals.said import (
    Involvement,
    LegalBasis,
    LivingStatus,
    Orientation,
    PersonSaid,
)

MOST_PEOPLE = 4
NO_NAME = "Enter the child's name, or what the child is called"


class NameForm(PageForm):
    """What the child is called: the one answer about a child that is needed."""

    given_name = forms.CharField(
        label="First name, or what the child is called", max_length=100, required=False
    )
    family_name = forms.CharField(label="Last name", max_length=100, required=False)
    also_known_as = forms.CharField(label="Other names", max_length=200, required=False)
    known_as = forms.CharField(
        label="Reference, if the child was referred before",
        help_text="For example, R-7K3M-Q2XD",
        max_length=20,
        required=False,
    )
    involvement = forms.ChoiceField(
        label="Why do you name this child?",
        choices=Involvement.choices,
        required=False,
        initial=Involvement.CONCERN,
        widget=Radios(
            hints={
                Involvement.ACCUSED: "The child gets a referral of his or her own, "
                "never as a brother, sister or friend in another child's."
            }
        ),
    )

    def clean_known_as(self) -> str:
        return str(self.cleaned_data["known_as"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = cleaned.get("given_name") or cleaned.get("family_name")
        if not named and not {"given_name", "family_name"} & set(self.errors):
            self.add_error("given_name", NO_NAME)
        return cleaned


class AboutForm(PageForm):
    """When the child was born, and what else tells who the child is."""

    born_on = DateField(label="Date of birth", help_text="For example, 27 3 2011", required=False)
    born_on_estimated = forms.BooleanField(label="This is a guess", required=False)
    sex = forms.ChoiceField(label="Sex", required=False, widget=Radios(inline=True))
    ethnicity = forms.ChoiceField(label="Ethnic group", required=False)
    disabilities = ManyChoiceField(label="Disability", required=False, exclusive="NONE")
    orientation = forms.ChoiceField(
        label="Sexual orientation",
        help_text="Only what the child has said. Do not ask for the sake of this form.",
        choices=[("", "Choose if you know"), *Orientation.choices],
        required=False,
    )
    nhs_number = forms.CharField(
        label="NHS number", help_text="10 digits, if you have it", max_length=20, required=False
    )
    language = forms.CharField(label="Main language", max_length=60, required=False)
    interpreter_needed = yes_no("Is an interpreter needed?")

    def __init__(self, *args: Any, today: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if today:
            self.no_later_than("born_on", today)
        self.offer("sex", [row for row in codes.choices("gender") if row[0] in ("1", "2", "9")])
        self.offer("ethnicity", [("", "Choose if you know"), *codes.choices("ethnicity")])
        self.offer("disabilities", codes.choices("disability"))

    def layout(self) -> tuple[Any, ...]:
        return (
            "window",
            "edition",
            "born_on",
            "born_on_estimated",
            "sex",
            "ethnicity",
            Details("Disability", "disabilities"),
            Details("Sexual orientation", "orientation"),
            Details("Language and numbers", "language", "interpreter_needed", "nhs_number"),
        )

    def clean_nhs_number(self) -> str:
        typed: str = self.cleaned_data["nhs_number"]
        try:
            return nhs_number(typed) if typed else ""
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from None

    def said(self) -> dict[str, Any]:
        said = super().said()
        said["disabilities"] = tuple(said.get("disabilities", ()))
        said["interpreter_needed"] = known(said.get("interpreter_needed", ""))
        return said


class HomeForm(PageForm):
    """Where and with whom the child lives, and who holds parental responsibility."""

    address = ProseField(label="Address", max_length=300, rows=3, required=False)
    telephone = forms.CharField(label="Telephone number", max_length=40, required=False)
    lives_with = forms.CharField(
        label="Who does the child live with?",
        help_text="And how they are related to the child",
        max_length=200,
        required=False,
    )
    living_status = forms.ChoiceField(
        label="Who looks after the child?",
        choices=[("", "Choose if you know"), *LivingStatus.choices],
        required=False,
    )
    legal_basis = forms.ChoiceField(
        label="On what legal basis, if the child is looked after?",
        choices=[("", "Choose if you know"), *LegalBasis.choices],
        required=False,
    )
    parental_responsibility = forms.CharField(
        label="Who has parental responsibility?", max_length=200, required=False
    )
    school = forms.CharField(label="School, college or work", max_length=160, required=False)


class PeopleForm(PageForm):
    """The people who matter around the child, and who must not be told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PEOPLE + 1):
            self.fields |= person_fields(number)

    def layout(self) -> tuple[Any, ...]:
        first, *others = (list(person_fields(number)) for number in range(1, MOST_PEOPLE + 1))
        later = (
            Details(f"Another person ({number})", *names)
            for number, names in enumerate(others, start=2)
        )
        return ("window", "edition", Fieldset("First person", *first), *later)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOST_PEOPLE + 1):
            rest = [f"{part}_{number}" for part in ("relation", "phone", "told", "why")]
            if any(cleaned.get(name) for name in rest) and not cleaned.get(f"person_{number}"):
                self.add_error(f"person_{number}", "Enter who this is, or what they are called")
        return cleaned

    def said(self) -> dict[str, Any]:
        typed = self.read()
        return {
            "people": tuple(
                PersonSaid(
                    name=typed[f"person_{number}"],
                    relation=typed.get(f"relation_{number}", ""),
                    telephone=typed.get(f"phone_{number}", ""),
                    parental_responsibility=known(typed.get(f"pr_{number}", "")),
                    must_not_be_told=typed.get(f"told_{number}", False),
                    why_not_told=typed.get(f"why_{number}", ""),
                )
                for number in range(1, MOST_PEOPLE + 1)
                if typed.get(f"person_{number}")
            )
        }


def person_fields(number: int) -> dict[str, forms.Field]:
    """The fields of one person."""
    return {
        f"person_{number}": forms.CharField(label="Name", max_length=200, required=False),
        f"relation_{number}": forms.CharField(
            label="Who they are to the child", max_length=80, required=False
        ),
        f"phone_{number}": forms.CharField(label="Telephone", max_length=40, required=False),
        f"pr_{number}": yes_no("Do they have parental responsibility?"),
        f"told_{number}": forms.BooleanField(
            label="This person must not be told of the referral", required=False
        ),
        f"why_{number}": forms.CharField(
            label="Why not, if they must not be told", max_length=300, required=False
        ),
    }


class SafeContactForm(PageForm):
    """How and when the child and a carer can be reached without harm."""

    child_way = forms.CharField(
        label="Safe way to reach the child",
        help_text="For example, through the head of year. Say what is not safe, too.",
        max_length=200,
        required=False,
    )
    child_time = forms.CharField(label="Safe time", max_length=120, required=False)
    carer_way = forms.CharField(
        label="Safe way to reach a parent or carer", max_length=200, required=False
    )
    carer_time = forms.CharField(label="Safe time for the carer", max_length=120, required=False)


class VoiceForm(PageForm):
    """What the child says and wants, and what protects the child."""

    voice = ProseField(
        label="What does the child say, and want to happen?",
        help_text="In the child's own words where you can.",
        max_length=4000,
        required=False,
    )
    child_aware = yes_no("Does the child know of this referral?")
    carer_aware = yes_no("Does a parent or carer know of it?")
    protective = ProseField(
        label="What or who keeps the child safer?", max_length=2000, rows=3, required=False
    )
