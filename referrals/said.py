"""What a referrer says, as plain shapes: the printed form, one part at a time.

The fields are those of the Dudley form (screening-tool.md, section 4). Only what the child is
called and the reason are needed; nothing else left out ever stops a referral.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class PersonSaid:
    """Somebody around the child, as the referrer knows them."""

    name: str
    relation: str = ""
    telephone: str = ""
    parental_responsibility: bool | None = None
    must_not_be_told: bool = False
    why_not_told: str = ""


@dataclass(frozen=True)
class ConsentSaid:
    """One of the three consents, which are never one (information-sharing.md, section 3)."""

    kind: str
    decision: str
    given_by: str = ""
    not_sought_reason: str = ""
    scope: str = ""


@dataclass(frozen=True)
class TickSaid:
    """One box the referrer ticked in the tool in force, with what stands behind it."""

    indicator: str
    window: str
    evidence: str = ""


@dataclass(frozen=True)
class MentionSaid:
    """A plate, phone number, online name, nickname or place that was heard."""

    kind: str
    value: str


@dataclass(frozen=True)
class ChildSaid:
    """One child of a referral, as the referrer describes the child."""

    given_name: str = ""
    family_name: str = ""
    involvement: str = "CONCERN"
    also_known_as: str = ""
    born_on: date | None = None
    born_on_estimated: bool = False
    sex: str = "0"
    ethnicity: str = "NOBT"
    disabilities: tuple[str, ...] = ()
    language: str = ""
    interpreter_needed: bool | None = None
    nhs_number: str = ""
    relationship: str = ""
    address: str = ""
    telephone: str = ""
    lives_with: str = ""
    living_status: str = ""
    school: str = ""
    parental_responsibility: str = ""
    people: tuple[PersonSaid, ...] = ()
    child_way: str = ""
    child_time: str = ""
    carer_way: str = ""
    carer_time: str = ""
    ticks: tuple[TickSaid, ...] = ()
    voice: str = ""
    child_aware: str = ""
    carer_aware: str = ""
    protective: str = ""
    consents: tuple[ConsentSaid, ...] = ()
    consent_note: str = ""

    @property
    def name(self) -> str:
        """What the child is called."""
        return f"{self.given_name} {self.family_name}".strip()

    def stored(self) -> dict[str, Any]:
        """The same as plain data, with nothing in it that was not said."""
        plain = {key: value for key, value in asdict(self).items() if value}
        plain.pop("ticks", None)
        plain.pop("consents", None)
        if self.born_on:
            plain["born_on"] = self.born_on.isoformat()
        return plain


@dataclass(frozen=True)
class ContactSaid:
    """How the concern came, from whom, and what it is."""

    reason: str
    urgent: bool = False
    urgent_because: str = ""
    channel: str = "PORTAL"
    source: str = ""
    received_at: datetime | None = None
    anonymous: bool = False
    name: str = ""
    role: str = ""
    organisation: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    cross_border: str = ""
    mentions: tuple[MentionSaid, ...] = ()
