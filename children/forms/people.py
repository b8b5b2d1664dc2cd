"""Who is around the child: somebody by name, or another child with a record."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from children.forms.fact import FactForm
from children.forms.record import KNOWN, YES_NO
from children.kinds import BONDS, CONFIDENCE
from children.relations import OTHER, relation
from children.relations import choices as relation_choices
from core.layout import DateField, Radios


class BondForm(FactForm):
    """What every entry about somebody round the child says: how close, how sure, from whom."""

    bond = forms.ChoiceField(
        label="How is the bond?", choices=BONDS, widget=Radios(inline=True), initial="NOT_KNOWN"
    )
    confidence = forms.ChoiceField(
        label="How sure is this?",
        choices=CONFIDENCE,
        widget=Radios(inline=True),
        initial="UNCONFIRMED",
    )
    source = forms.CharField(
        label="Who says so",
        max_length=120,
        required=False,
        help_text="The child, a parent, school, a record.",
    )
    from_on = DateField(label="Since", required=False)


class KeyPersonForm(BondForm):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Who are they to the child?", choices=relation_choices)
    relation = forms.CharField(
        label="In other words",
        max_length=80,
        required=False,
        help_text="Needed where nothing in the list fits.",
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
    field_order = ("name", "kind", "relation", "parental_responsibility")

    def clean_parental_responsibility(self) -> bool | None:
        return KNOWN[self.cleaned_data["parental_responsibility"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("must_not_be_told") == "YES" and not data.get("why_not_told"):
            self.add_error("why_not_told", "Enter why they must not be told")
        if data.get("kind") == OTHER and not data.get("relation"):
            self.add_error("relation", "Enter who they are to the child")
        return data

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data["must_not_be_told"] == "YES"
        why = self.cleaned_data["why_not_told"] if told else ""
        words = self.cleaned_data["relation"] or relation(self.cleaned_data["kind"]).label
        said = {"relation": words, "must_not_be_told": told, "why_not_told": why}
        return {**super().said(), **said}


class RelateForm(BondForm):
    """What another child with a record is to this one."""

    submit = "Link the two records"

    kind = forms.ChoiceField(
        label="Who is the other child to this one?",
        choices=lambda: relation_choices(between_children=True),
    )
    other = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("kind",)

    def __init__(self, *args: Any, other: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, initial={"other": other}, **kwargs)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "other"}
