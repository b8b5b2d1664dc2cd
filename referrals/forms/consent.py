"""The page of the three consents (information-sharing.md, section 3)."""

from __future__ import annotations

from typing import Any

from django import forms

from core.layout import InsetText, Radios
from referrals.forms.pages import PageForm
from referrals.said import ConsentDecision, ConsentGiver, ConsentKind, ConsentSaid, NotSought

DOES_NOT_STOP = (
    "Consent never stops a referral. Whatever you answer here, also nothing, the referral is sent."
)


class ConsentForm(PageForm):
    """Three consents, asked apart; none of them stops anything (information-sharing.md)."""

    sharing = forms.ChoiceField()
    service = forms.ChoiceField()
    medical = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ConsentKind:
            self.fields |= consent_fields(kind)

    def layout(self) -> tuple[Any, ...]:
        return ("window", "edition", InsetText(DOES_NOT_STOP), "sharing", "service", "medical")

    def said(self) -> dict[str, Any]:
        typed = self.read()
        return {
            "consents": tuple(
                ConsentSaid(
                    kind=kind.value,
                    decision=typed[kind.lower()],
                    given_by=typed.get(f"{kind.lower()}_by", ""),
                    not_sought_reason=typed.get(f"{kind.lower()}_reason", ""),
                    scope=typed.get(f"{kind.lower()}_scope", ""),
                )
                for kind in ConsentKind
                if typed.get(kind.lower())
            )
        }


def consent_fields(kind: ConsentKind) -> dict[str, forms.Field]:
    """The question of one consent and what its answers reveal."""
    name, words = kind.lower(), kind.label
    reveals = {
        ConsentDecision.GIVEN.value: [f"{name}_by"],
        ConsentDecision.LIMITED.value: [f"{name}_scope"],
        ConsentDecision.NOT_SOUGHT.value: [f"{name}_reason"],
    }
    unset = [("", "Choose if you know")]
    return {
        name: forms.ChoiceField(
            label=f"Consent {words[:1].lower()}{words[1:]}",
            choices=ConsentDecision.choices,
            required=False,
            widget=Radios(reveals=reveals),
        ),
        f"{name}_by": forms.ChoiceField(
            label="By whom?", choices=[*unset, *ConsentGiver.choices], required=False
        ),
        f"{name}_reason": forms.ChoiceField(
            label="Why was it not sought?", choices=[*unset, *NotSought.choices], required=False
        ),
        f"{name}_scope": forms.CharField(
            label="Within which limits?", max_length=500, required=False
        ),
    }
