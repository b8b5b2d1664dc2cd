"""Cases for tests, made through the services."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from agencies.models import Authority, User
from agencies.roles import Role
from cases import services
from cases.models import (
    AnsweredBy,
    Case,
    Chronology,
    HowHeard,
    Intervention,
    InterventionKind,
    Note,
    Plan,
    PlanAction,
    StrategyDiscussion,
    StrategyOutcome,
    Voice,
    VoiceKind,
)
from cases.services import ActionSaid, StrategySaid
from children.models import Child
from tests.agencies.factories import agency, authority
from tests.children.factories import make_child

OPENED = datetime(2015, 9, 14, 9, tzinfo=UTC)
HEARD = datetime(2015, 9, 16, 9, tzinfo=UTC)
NOTED = datetime(2015, 9, 14, 12, tzinfo=UTC)


def make_case(
    *, child: Child | None = None, where: Authority | None = None, **details: Any
) -> Case:
    """An open case in screening, in Dudley unless `where` says otherwise."""
    facts: dict[str, Any] = {"by": None, "at": OPENED, **details}
    return services.open_case(child or make_child(), authority=where or authority(), **facts)


def hear(case: Case, **details: Any) -> Voice:
    """The child was heard by somebody at school, in the child's own words."""
    facts: dict[str, Any] = {
        "heard_on": date(2015, 9, 15),
        "kind": VoiceKind.VERBATIM,
        "how": HowHeard.CONVERSATION,
        "words": "Invented words.",
        "heard_by_name": "Invented Listener",
        "agency": agency("SECONDARY"),
        "by": None,
        "at": HEARD,
        **details,
    }
    return services.hear_child(case, **facts)


def strategy_said(**details: Any) -> StrategySaid:
    """Children's Services and police discussed the child and enquire together."""
    facts: dict[str, Any] = {
        "held_on": date(2015, 9, 15),
        "attended": ["Invented Worker, Dudley Children's Services", "Invented Officer, police"],
        "team_told_on": date(2015, 9, 15),
        "shared": "Invented words on what was shared.",
        "outcome": StrategyOutcome.JOINT_SECTION_47,
        "because": "Invented reason.",
        **details,
    }
    return StrategySaid(**facts)


def discuss(
    case: Case, *, by: User | None = None, at: datetime = HEARD, **details: Any
) -> StrategyDiscussion:
    """The same, recorded in a case that Children's Services lead."""
    return services.record_strategy(case, strategy_said(**details), by=by, at=at)


def make_note(case: Case | None = None, **details: Any) -> Note:
    """A note of a visit with one fact, unless `details` say otherwise."""
    said: dict[str, Any] = {"kind": "VISIT", "fact": "Seen at home.", "by": None, "at": NOTED}
    said |= {"key": uuid.uuid4(), "happened_at": OPENED, **details}
    return services.write_note(case or make_case(), **said)


def make_plan(case: Case | None = None, **details: Any) -> Plan:
    """The plan of a case, to be reviewed in a month."""
    facts: dict[str, Any] = {
        "aim": "An invented aim.",
        "keeping_safe": "Invented words on keeping safe.",
        "next_on": date(2015, 10, 16),
        "by": None,
        "at": HEARD,
        **details,
    }
    return services.begin_plan(case or make_case(), **facts)


def action_said(**details: Any) -> ActionSaid:
    """An action that the CSE team's screeners owe within a fortnight and that cites no wish."""
    facts: dict[str, Any] = {
        "what": "Invented thing to do.",
        "agency": agency("CSE_TEAM"),
        "role": Role.SCREENER,
        "due_on": date(2015, 9, 30),
        "no_wish_because": "Invented reason.",
        **details,
    }
    return ActionSaid(**facts)


def make_action(
    plan: Plan | None = None, *, by: User | None = None, at: datetime = HEARD, **details: Any
) -> PlanAction:
    """An open action of a plan."""
    return services.add_action(plan or make_plan(), action_said(**details), by=by, at=at)


def make_intervention(case: Case | None = None, **details: Any) -> Intervention:
    """Direct work that Phase offers."""
    facts: dict[str, Any] = {
        "provider": agency("PHASE"),
        "kind": InterventionKind.DIRECT,
        "purpose": "An invented purpose.",
        "offered_on": date(2015, 9, 15),
        "offered_by_name": "Invented Worker",
        "by": None,
        "at": HEARD,
        **details,
    }
    return services.offer_intervention(case or make_case(), **facts)


def accepted_intervention(case: Case | None = None, **details: Any) -> Intervention:
    """The same, accepted by the child on the next day."""
    return services.answer_offer(
        make_intervention(case, **details),
        accepted=True,
        answered_on=date(2015, 9, 16),
        answered_by=AnsweredBy.CHILD,
        by=None,
        at=HEARD,
    )


def make_chronology(
    case: Case | None = None, *, frozen: bool = False, **details: Any
) -> Chronology:
    """A draft with one entry by hand, or the same frozen."""
    facts: dict[str, Any] = {"purpose": "First MASE", "by": None, "at": NOTED, **details}
    row = services.begin_chronology(case or make_case(), **facts)
    services.write_entry(row, happened_at=OPENED, title="Moved house.", by=None, at=NOTED)
    return services.freeze_chronology(row, by=None, at=NOTED) if frozen else row
