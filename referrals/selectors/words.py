"""What a referrer said, in lines a page can show: the referrer's own words, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core import codes
from core.layout import Row
from referrals.models import Consent, Contact, Referral
from referrals.said import Involvement, LegalBasis, LivingStatus, Orientation

PLAIN = {
    "also_known_as": "Also known as",
    "nhs_number": "NHS number",
    "language": "Main language",
    "address": "Address",
    "telephone": "Telephone",
    "lives_with": "Lives with",
    "parental_responsibility": "Parental responsibility",
    "school": "School, college or work",
    "child_way": "Safe way to reach the child",
    "child_time": "Safe time",
    "carer_way": "Safe way to reach a carer",
    "carer_time": "Safe time for the carer",
    "voice": "Voice of the child",
    "protective": "What keeps the child safer",
}
PICKED = (
    ("orientation", Orientation, "Sexual orientation"),
    ("living_status", LivingStatus, "Looked after by"),
    ("legal_basis", LegalBasis, "Legal basis"),
)
YES_NO = {"YES": "Yes", "NO": "No", "NOT_KNOWN": "Not known"}


def said_name(referral: Referral) -> str:
    """The child's name as the referrer wrote it."""
    said = referral.said
    return f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()


def child_rows(referral: Referral) -> tuple[Row, ...]:
    """The child as the referrer described the child; what was left out has no line."""
    said: Mapping[str, Any] = referral.said
    rows = [Row("Name", said_name(referral))]
    if referral.involvement == Involvement.ACCUSED:
        rows.append(Row("Named because", Involvement.ACCUSED.label))
    rows += _particulars(said)
    rows += [Row(label, said[key]) for key, label in PLAIN.items() if said.get(key)]
    rows += _awareness(said)
    rows += [Row(f"{label} (as typed)", typed) for label, typed in said.get("unread", ())]
    return tuple(rows)


def people_rows(referral: Referral) -> tuple[Row, ...]:
    """The people around the child; whoever must not be told is marked."""
    return tuple(
        Row(
            person["name"],
            _about_person(person),
            tag="Must not be told" if person.get("must_not_be_told") else "",
            colour="red" if person.get("must_not_be_told") else "",
        )
        for person in referral.said.get("people", ())
    )


def concern_rows(referral: Referral) -> tuple[Row, ...]:
    """Why the child is referred."""
    rows = [Row("Reason", referral.reason)]
    if referral.urgent_because:
        rows.append(Row("What makes it urgent", referral.urgent_because))
    if referral.cross_border:
        rows.append(Row("Other areas", referral.cross_border))
    return tuple(rows)


def contact_rows(contact: Contact, referral: Referral) -> tuple[Row, ...]:
    """Who referred, how and when."""
    rows = [
        Row("Came", contact.get_channel_display()),
        Row("From", codes.labels("referral_source")[referral.source]),
    ]
    if contact.anonymous:
        return (*rows, Row("Name", "Does not want to be named"))
    named = {
        "Name": contact.name,
        "Role": contact.role,
        "Organisation": contact.organisation,
        "Knows the child": contact.relationship,
        "Telephone": contact.telephone,
        "E-mail": contact.email,
        "Address": contact.address,
    }
    return (*rows, *(Row(label, value) for label, value in named.items() if value))


def consent_rows(consents: list[Consent]) -> tuple[Row, ...]:
    """The three consents, each with its decision."""
    rows = []
    for consent in consents:
        more = (
            consent.get_given_by_display(),
            consent.get_not_sought_reason_display(),
            consent.scope,
        )
        text = ". ".join(filter(None, (consent.get_decision_display(), *more)))
        rows.append(Row(consent.get_kind_display(), text))
    return tuple(rows)


def _particulars(said: Mapping[str, Any]) -> list[Row]:
    rows = []
    if said.get("known_as"):
        rows.append(Row("Referred before as", said["known_as"]))
    if said.get("born_on"):
        born = date.fromisoformat(said["born_on"])
        guess = " (a guess)" if said.get("born_on_estimated") else ""
        rows.append(Row("Date of birth", f"{born.day} {born:%B %Y}{guess}"))
    for key, listed, label in (
        ("sex", "gender", "Sex"),
        ("ethnicity", "ethnicity", "Ethnic group"),
    ):
        if said.get(key) not in (None, "0", "NOBT"):
            rows.append(Row(label, codes.labels(listed).get(said[key], said[key])))
    if said.get("disabilities"):
        words = codes.labels("disability")
        rows.append(Row("Disability", ", ".join(words.get(c, c) for c in said["disabilities"])))
    if said.get("interpreter_needed"):
        rows.append(Row("Interpreter", "Needed"))
    for key, listed_as, label in PICKED:
        if said.get(key):
            rows.append(Row(label, listed_as(said[key]).label))
    return rows


def _awareness(said: Mapping[str, Any]) -> list[Row]:
    asked = {"child_aware": "The child knows of it", "carer_aware": "A carer knows of it"}
    return [Row(label, YES_NO[said[key]]) for key, label in asked.items() if said.get(key)]


def _about_person(person: Mapping[str, Any]) -> str:
    responsible = person.get("parental_responsibility")
    parts = (
        person.get("relation"),
        person.get("telephone"),
        "has parental responsibility" if responsible else "",
        person.get("why_not_told"),
    )
    return ", ".join(part for part in parts if part) or "Nothing more was said"
