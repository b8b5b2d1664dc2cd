"""One form for each kind of dated fact."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from agencies import selectors as agencies
from children.forms.fact import FactForm
from children.forms.people import KeyPersonForm
from children.identifiers import nhs_number
from children.kinds import (
    ALIAS_KINDS,
    CONTACTS,
    IDENTIFIER_KINDS,
    NHS,
    OUTSIDE,
    FactKind,
)
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


class SafeAddressForm(AddressForm):
    """A safe address corrected without being shown."""

    kept = ("lines", "postcode", "ward", "lives_with", "telephone")

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.kept:
            self.fields[name].required = False
        self.fields["lines"].help_text = "It is kept safe. What you leave empty stays as recorded."
        if not may_open:
            del self.fields["safe"]


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
        facts = super().said()
        where = facts.pop("where")
        outside = where == OUTSIDE
        lies_in = None if outside else agencies.authorities().get(pk=where)
        return {**facts, "outside_region": outside, "lies_in": lies_in}


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
                data["value"] = nhs_number(data["value"])
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


class OneDisabilityForm(FactForm):
    """A correction is of one code; all of them are recorded anew together."""

    code = forms.ChoiceField(label="Disability", choices=lambda: codes.choices("disability"))


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


def correction_form(
    kind: FactKind,
    *data: Any,
    masked: bool,
    may_open: bool,
    until_on: date | None,
    today: date,
    **more: Any,
) -> FactForm:
    """The form of a kind as it corrects one fact; a safe address is not shown in it."""
    form: FactForm
    if masked:
        form = SafeAddressForm(*data, may_open=may_open, today=today, **more)
    elif kind is FactKind.DISABILITY:
        form = OneDisabilityForm(*data, today=today, **more)
    else:
        form = FACT_FORMS[kind](*data, today=today, **more)
    form.correcting(until_on=until_on, today=today)
    return form
