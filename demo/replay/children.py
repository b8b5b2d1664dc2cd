"""Children, the care they are in and where they are placed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from agencies.models import User
from children import services
from children.models import CareStatus, Child, Placement
from core.calendar import LONDON
from demo.replay.stage import Row, Stage, Step

SOCIAL_CARE = "socialworker"


def child_of(stage: Stage, key: str, *, by: User, at: datetime) -> Child:
    """The child of a fact, recorded by whoever first has to do with the child."""
    known = f"child:{key}"
    if stage.has(known):
        found: Child = stage.find(known)
        return found
    row = stage.children[key]
    child = services.record_child(by=by, at=at, **details(stage, row))
    stage.keep(known, child)
    complete(child, row, by=by, at=at)
    return child


def details(stage: Stage, row: Row) -> dict[str, Any]:
    """Who a child is, as `record_child` and a referral both ask."""
    return {
        "given_name": row["given_name"],
        "family_name": row["family_name"],
        "born_on": stage.day(row["born_on"]),
        "born_on_estimated": row["estimated"] == "yes",
        "sex": row["sex"],
        "ethnicity": row["ethnicity"],
        "language": row["language"],
    }


def complete(child: Child, row: Row, *, by: User, at: datetime) -> None:
    """What the CSE team or the police know beside the name: home, ward, disability."""
    services.set_address(
        child,
        lines=row["address"],
        ward=row["ward"],
        from_on=at.astimezone(LONDON).date().replace(day=1),
        by=by,
        at=at,
    )
    codes = row["disabilities"].split()
    if codes:
        services.set_disabilities(child, codes=codes, by=by, at=at)


def care_steps(stage: Stage) -> Iterator[Step]:
    """Looked after from a day on, and no longer."""
    for row in stage.rows("care"):
        key = f"care:{row['care']}"
        yield Step(stage.moment(row["recorded_at"]), 0, key, partial(_look_after, stage, row))
        if row["until_on"]:
            yield Step(
                stage.moment(row["end_recorded_at"]),
                1,
                f"{key}/ended",
                partial(_end, stage, key, row),
            )


def placement_steps(stage: Stage) -> Iterator[Step]:
    """Placed from a day on, and no longer."""
    for row in stage.rows("placements"):
        key = f"placement:{row['placement']}"
        yield Step(stage.moment(row["recorded_at"]), 2, key, partial(_place, stage, row))
        if row["until_on"]:
            yield Step(
                stage.moment(row["end_recorded_at"]),
                1,
                f"{key}/ended",
                partial(_end, stage, key, row),
            )


def _look_after(stage: Stage, row: Row) -> CareStatus:
    by, at = stage.who(SOCIAL_CARE), stage.moment(row["recorded_at"])
    return services.look_after(
        child_of(stage, row["child"], by=by, at=at),
        legal_status=row["legal_status"],
        responsible=stage.authority(row["responsible"]),
        from_on=_known(stage.day(row["from_on"])),
        by=by,
        at=at,
    )


def _place(stage: Stage, row: Row) -> Placement:
    by, at = stage.who(SOCIAL_CARE), stage.moment(row["recorded_at"])
    return services.place(
        child_of(stage, row["child"], by=by, at=at),
        placement_type=row["placement_type"],
        lies_in=stage.authority(row["lies_in"]) if row["lies_in"] else None,
        outside_region=not row["lies_in"],
        from_on=_known(stage.day(row["from_on"])),
        by=by,
        at=at,
    )


def _end(stage: Stage, key: str, row: Row) -> Any:
    return services.end_fact(
        stage.find(key),
        on=_known(stage.day(row["until_on"])),
        by=stage.who(SOCIAL_CARE),
        at=stage.moment(row["end_recorded_at"]),
    )


def _known(on: date | None) -> date:
    if on is None:
        raise ValueError("a fact about care has its days")
    return on
