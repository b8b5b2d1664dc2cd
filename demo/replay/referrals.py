"""Referrals: taken in, decided, escalated, and the referrer told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from agencies.models import User
from children.services import change_details, same_child
from demo.replay.children import complete, details
from demo.replay.stage import Row, Stage, Step
from referrals import services
from referrals.models import Escalation, Referral
from referrals.said import ChildSaid, ContactSaid

WORRIES = (
    "Comes home with a second telephone and will not say who gave it.",
    "Is collected from school by an adult nobody in the family knows.",
    "Talks of parties with older people and of a friend who pays for taxis.",
    "Has been found twice in a hotel lobby late in the evening.",
    "Receives messages through the night and has stopped seeing old friends.",
)
TOLD = {
    "ACCEPTED": "Thank you. The CSE team has screened this and will stay in touch with the school.",
    "ESCALATED": "Thank you. Children's Services have taken this on.",
    "NOT_CSE": "Thank you. We found no sign of exploitation and suggested early help.",
    "DUPLICATE": "Thank you. This was known to us already and is being worked on.",
}
SOCIAL_CARE = "socialworker"


def referral_steps(stage: Stage) -> Iterator[Step]:
    """Each referral in the order of its life."""
    for row in stage.rows("referrals"):
        key = f"referral:{row['referral']}"
        yield Step(stage.moment(row["entered_at"]), 5, key, partial(_take_in, stage, row))
        for column, rank, do in (
            ("decided_at", 6, _decide),
            ("acknowledged_at", 7, _acknowledge),
            ("course_at", 8, _record_course),
            ("told_at", 9, _tell),
        ):
            if row[column]:
                yield Step(
                    stage.moment(row[column]), rank, f"{key}/{column}", partial(do, stage, row)
                )


def _take_in(stage: Stage, row: Row) -> Referral:
    """Submitted by a practitioner, or recorded by the CSE team for somebody else."""
    by, at = stage.who(row["by"]), stage.moment(row["entered_at"])
    known = f"child:{row['child']}"
    facts: dict[str, Any] = {
        "key": uuid.uuid5(uuid.NAMESPACE_URL, f"{stage.scenario}/{row['referral']}"),
        "children": (_said(stage, stage.children[row["child"]]),),
        "contact": _contact(stage, row),
        "authority": stage.authority(stage.serves(by)),
        "agency": stage.agency_of(by),
        "by": by,
        "at": at,
    }
    if row["channel"] == "PORTAL":
        referral = services.submit_referral(**facts)[0]
    else:
        found = stage.find(known) if stage.has(known) else None
        referral = services.record_referral(**facts, known=found)[0]
    if not stage.has(known):
        stage.keep(known, referral.child)
    return referral


def _said(stage: Stage, row: Row) -> ChildSaid:
    return ChildSaid(
        **details(stage, row),
        disabilities=tuple(row["disabilities"].split()),
        address=row["address"],
    )


def _contact(stage: Stage, row: Row) -> ContactSaid:
    number = int("".join(filter(str.isdigit, row["referral"])))
    urgent = row["urgent"] == "yes"
    return ContactSaid(
        reason=WORRIES[number % len(WORRIES)],
        urgent=urgent,
        urgent_because="The child may come to harm today." if urgent else "",
        channel=row["channel"],
        source=row["source"],
        received_at=stage.moment(row["received_at"]) if row["channel"] != "PORTAL" else None,
        anonymous=row["source"] == "9",
    )


def _decide(stage: Stage, row: Row) -> Any:
    """Triage: say which child it is, then decide."""
    by, at = stage.who(row["decided_by"]), stage.moment(row["decided_at"])
    referral = stage.find(f"referral:{row['referral']}")
    _tie(stage, row, referral, by=by, at=at)
    _verify(stage, row, by=by, at=at)
    if row["decision"] == "ESCALATED":
        because = "Likely to suffer significant harm."
        return services.escalate_referral(
            referral, agency=stage.agency("CSC"), because=because, by=by, at=at
        )
    if row["decision"] == "NOT_CSE":
        because = "A family argument; early help is offered."
        return services.decide_not_cse(referral, because=because, by=by, at=at)
    if row["decision"] == "DUPLICATE":
        first = stage.find(f"referral:{row['duplicate_of']}")
        return services.mark_duplicate(
            referral, of=first, because="The same concern.", by=by, at=at
        )
    return services.accept_referral(referral, by=by, at=at)


def _tie(stage: Stage, row: Row, referral: Referral, *, by: User, at: datetime) -> None:
    """The child was known: by an earlier record, and perhaps by another name as well."""
    earlier = stage.find(f"child:{row['child']}")
    known = stage.find(f"child:{row['tied_to']}") if row["tied_to"] else earlier
    if referral.child_id != known.pk:
        services.tie_child(referral, to=known, by=by, at=at)
    for record in (earlier, known):
        record.refresh_from_db(fields=["identity"])
    if earlier.identity != known.identity:
        same_child(earlier, as_=known, because="The same child, found at triage.", by=by, at=at)


def _verify(stage: Stage, row: Row, *, by: User, at: datetime) -> None:
    """The CSE team makes sure who the child is and where the child lives."""
    child = stage.find(f"child:{row['child']}")
    if not child.verified and not row["tied_to"]:
        change_details(child, verified=True, by=by, at=at)
        complete(child, stage.children[row["child"]], by=by, at=at)


def _acknowledge(stage: Stage, row: Row) -> Escalation:
    by = stage.who(SOCIAL_CARE)
    return services.acknowledge_escalation(
        stage.find(f"referral:{row['referral']}"),
        name=by.name,
        by=by,
        at=stage.moment(row["acknowledged_at"]),
    )


def _record_course(stage: Stage, row: Row) -> Escalation:
    return services.record_course_of_action(
        stage.find(f"referral:{row['referral']}"),
        course=row["course"],
        because="Decided with the police after the first visit.",
        by=stage.who(SOCIAL_CARE),
        at=stage.moment(row["course_at"]),
    )


def _tell(stage: Stage, row: Row) -> Referral:
    return services.tell_outcome(
        stage.find(f"referral:{row['referral']}"),
        text=TOLD[row["decision"]],
        by=stage.who(row["decided_by"]),
        at=stage.moment(row["told_at"]),
    )
