"""What a referrer says, as plain shapes: the printed form, one part at a time.

The fields are those of the Dudley form (screening-tool.md, section 4). Only what the child is
called and the reason are needed; nothing else left out ever stops a referral.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices


class Channel(TextChoices):
    """The way a concern came."""

    PORTAL = "PORTAL", "In the portal"
    TELEPHONE = "TELEPHONE", "By telephone"
    POST = "POST", "By post"
    SECURE_MAIL = "SECURE_MAIL", "By secure e-mail"
    IN_PERSON = "IN_PERSON", "In person"


class Involvement(TextChoices):
    """Why a child is named. A child accused is referred in his or her own right."""

    CONCERN = "CONCERN", "I am worried about this child"
    ACCUSED = "ACCUSED", "This child is said to have harmed another child"


class LivingStatus(TextChoices):
    """Who looks after the child (screening-tool.md, section 4, status list)."""

    FAMILY = "FAMILY", "With family, never in care"
    CHILD_IN_NEED = "CHILD_IN_NEED", "With family, child in need"
    PROTECTION_PLAN = "PROTECTION_PLAN", "With family, child protection plan"
    PREVIOUS_CARE = "PREVIOUS_CARE", "With family, in care before"
    FOSTER = "FOSTER", "Foster care"
    RESIDENTIAL = "RESIDENTIAL", "Residential care"
    CARE_LEAVER = "CARE_LEAVER", "Care leaver"
    SECURE = "SECURE", "Secure accommodation"
    OTHER = "OTHER", "Somewhere else"


class LegalBasis(TextChoices):
    """Under which section of the Children Act 1989 a child is looked after (the same list)."""

    SECTION_20 = "SECTION_20", "Section 20: by agreement"
    SECTION_31 = "SECTION_31", "Section 31: care order"
    SECTION_38 = "SECTION_38", "Section 38: interim care order"


class Orientation(TextChoices):
    """Sexual orientation, if known (the same table; the answers are the census's [D])."""

    HETEROSEXUAL = "HETEROSEXUAL", "Straight or heterosexual"
    GAY_OR_LESBIAN = "GAY_OR_LESBIAN", "Gay or lesbian"
    BISEXUAL = "BISEXUAL", "Bisexual"
    OTHER = "OTHER", "Another orientation"
    NOT_SURE = "NOT_SURE", "The child is not sure"


class ConsentKind(TextChoices):
    """Three consents, which are never one (information-sharing.md, section 3)."""

    SHARING = "SHARING", "To share information"
    SERVICE = "SERVICE", "To receive a service"
    MEDICAL = "MEDICAL", "To medical treatment"


class ConsentDecision(TextChoices):
    """What was decided about a consent."""

    GIVEN = "GIVEN", "Given"
    REFUSED = "REFUSED", "Refused"
    LIMITED = "LIMITED", "Given within limits"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    NOT_SOUGHT = "NOT_SOUGHT", "Not sought"


class NotSought(TextChoices):
    """The only reasons for not asking (information-sharing.md, section 3)."""

    HARM = "HARM", "Asking would put somebody at risk of significant harm"
    CRIME = "CRIME", "Asking would hinder preventing or detecting a serious crime"
    DUTY = "DUTY", "A law or a court requires the information"
    NOT_PRACTICABLE = "NOT_PRACTICABLE", "It was not practicable to ask"


class ConsentGiver(TextChoices):
    """Who gave a consent; one person with parental responsibility is enough."""

    CHILD = "CHILD", "The child"
    PARENT = "PARENT", "A person with parental responsibility"
    BOTH = "BOTH", "Both"


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
    """One child of a referral, as the referrer describes the child.

    `unread` is what was typed and could not be read, such as a date that does not exist: it
    goes along as it was typed, because a slip must not hold up a referral.
    """

    given_name: str = ""
    family_name: str = ""
    involvement: str = "CONCERN"
    also_known_as: str = ""
    known_as: str = ""
    born_on: date | None = None
    born_on_estimated: bool = False
    sex: str = "0"
    ethnicity: str = "NOBT"
    orientation: str = ""
    disabilities: tuple[str, ...] = ()
    language: str = ""
    interpreter_needed: bool | None = None
    nhs_number: str = ""
    address: str = ""
    telephone: str = ""
    lives_with: str = ""
    living_status: str = ""
    legal_basis: str = ""
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
    unread: tuple[tuple[str, str], ...] = ()

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
    relationship: str = ""
    cross_border: str = ""
    mentions: tuple[MentionSaid, ...] = ()


@dataclass(frozen=True)
class Typed:
    """One page of a draft as typed, the window it was typed in and the save it started from."""

    answers: dict[str, list[str]]
    window: uuid.UUID
    edition: int = 0


class Outcome(TextChoices):
    """The five decisions of triage (pathway, section 2)."""

    ACCEPTED = "ACCEPTED", "Accept for screening"
    ESCALATED = "ESCALATED", "Escalate to Children's Services"
    MORE_INFORMATION = "MORE_INFORMATION", "Ask for more information"
    NOT_CSE = "NOT_CSE", "Not CSE"
    DUPLICATE = "DUPLICATE", "Duplicate of another referral"
