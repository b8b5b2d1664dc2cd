"""One form for each kind of dated fact."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from agencies import selectors as agencies
from children.forms.record import KNOWN, YES_NO
from children.identifiers import nhs_number
from children.kinds import ALIAS_KINDS, CONTACTS, IDENTIFIER_KINDS, NHS, FactKind
from core import codes
from core.layout import (
    Checkboxes,
    DateField,
    ManyChoiceField,
    PortalForm,
    ProseField,
    Radios,
)
from core.refusals import Invalid

OUTSIDE = "OUTSIDE"


class FactForm(PortalForm):
    """The base: what was said becomes the keyword arguments of the service."""

    submit = "Save"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "verified_on" in self.fields:
            self.fields["verified_on"].latest = today  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The facts as the service takes them."""
        return dict(self.cleaned_data)


class AddressForm(FactForm):
    lines = ProseField(label="Address", max_length=300, rows=3)
    postcode = forms.CharField(label="Postcode", max_length=8, required=False)
    ward = forms.CharField(label="Ward", max_length=80, required=False)
    lives_with = forms.CharField(label="Who the child lives with", max_length=200, required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    from_on = DateField(label="Lives there since", required=False)
    safe = forms.BooleanField(
        label="Keep this address safe",
        required=False,
        help_text="It is masked, and each time somebody reveals it that is written down.",
    )


class KeyPersonForm(FactForm):
    name = forms.CharField(label="Name", max_length=200)
    relation = forms.CharField(
        label="Who they are to the child", max_length=80, help_text="Mother, carer, social worker."
    )
    parental_responsibility = forms.ChoiceField(
        label="Do they hold parental responsibility?", choices=YES_NO, widget=Radios(inline=True)
    )
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    address = forms.CharField(label="Address", max_length=300, required=False)
    must_not_be_told = forms.ChoiceField(
        label="Must they not be told?",
        choices=YES_NO[:2],
        widget=Radios(inline=True, reveals={"YES": ["why_not_told"]}),
    )
    why_not_told = forms.CharField(
        label="Why must they not be told?", max_length=300, required=False
    )

    def clean_parental_responsibility(self) -> bool | None:
        return KNOWN[self.cleaned_data["parental_responsibility"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("must_not_be_told") == "YES" and not data.get("why_not_told"):
            self.add_error("why_not_told", "Enter why they must not be told")
        return data

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data["must_not_be_told"] == "YES"
        why = self.cleaned_data["why_not_told"] if told else ""
        return {**self.cleaned_data, "must_not_be_told": told, "why_not_told": why}


class SafeContactForm(FactForm):
    whom = forms.ChoiceField(label="Whom", choices=CONTACTS, widget=Radios())
    way = forms.CharField(label="Safe way to make contact", max_length=200)
    time = forms.CharField(label="Safe time", max_length=120, required=False)


class SchoolingForm(FactForm):
    status = forms.ChoiceField(
        label="Education status", choices=lambda: codes.choices("education_status")
    )
    school = forms.CharField(label="School or college", max_length=160, required=False)
    from_on = DateField(label="Since", required=False)


class CareForm(FactForm):
    legal_status = forms.ChoiceField(
        label="Legal status", choices=lambda: codes.choices("legal_status_lac")
    )
    responsible = forms.ModelChoiceField(
        label="Responsible authority", queryset=agencies.authorities()
    )
    from_on = DateField(label="Since")


class PlacementForm(FactForm):
    placement_type = forms.ChoiceField(
        label="Kind of placement", choices=lambda: codes.choices("placement_type")
    )
    where = forms.ChoiceField(
        label="Which authority does it lie in?",
        choices=lambda: [
            *((str(place.pk), place.name) for place in agencies.authorities()),
            (OUTSIDE, "Outside the region"),
        ],
        widget=Radios(dividers={OUTSIDE: "or"}),
    )
    provider = forms.CharField(label="Provider", max_length=160, required=False)
    from_on = DateField(label="Since")

    def said(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        where = facts.pop("where")
        if where == OUTSIDE:
            return {**facts, "outside_region": True}
        return {**facts, "lies_in": agencies.authorities().get(pk=where)}


class AliasForm(FactForm):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind of name", choices=ALIAS_KINDS, widget=Radios())


class IdentifierForm(FactForm):
    kind = forms.ChoiceField(label="Kind of number", choices=IDENTIFIER_KINDS)
    value = forms.CharField(label="Number", max_length=40)
    source = forms.CharField(label="Where it comes from", max_length=120)
    verified_on = DateField(label="Checked on", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == NHS and data.get("value"):
            try:
                nhs_number(data["value"])
            except Invalid as error:
                self.add_error("value", error.sentence)
        return data


class DisabilityForm(FactForm):
    codes = ManyChoiceField(
        label="Disabilities",
        choices=lambda: codes.choices("disability"),
        exclusive="NONE",
        widget=Checkboxes(exclusive="NONE"),
    )


class EndForm(PortalForm):
    """Until which day a fact was true."""

    submit = "Save"

    on = DateField(label="Until which day was this true?", name="The day")

    def __init__(self, *args: Any, today: date, earliest: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["on"]
        field.latest, field.earliest = today, earliest


FACT_FORMS: dict[FactKind, type[FactForm]] = {
    FactKind.ADDRESS: AddressForm,
    FactKind.KEY_PERSON: KeyPersonForm,
    FactKind.SAFE_CONTACT: SafeContactForm,
    FactKind.SCHOOLING: SchoolingForm,
    FactKind.CARE: CareForm,
    FactKind.PLACEMENT: PlacementForm,
    FactKind.ALIAS: AliasForm,
    FactKind.IDENTIFIER: IdentifierForm,
    FactKind.DISABILITY: DisabilityForm,
}
