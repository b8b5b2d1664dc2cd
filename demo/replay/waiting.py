"""What waits in a team's week: questions, disagreements, drafts, shares, restrictions, imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Model

from agencies import services as agencies
from agencies.models import Restriction, Share
from agencies.roles import Role
from cases import services as cases
from cases.models import Allocation
from demo.replay.screenings import case_of, fill, ready
from demo.replay.stage import FOLDER, Row, Stage, Step
from missing import services as missing
from missing.models import EpisodeImport
from referrals import services as referrals
from referrals.models import Disagreement, RequestForInformation
from screening import services as screening
from screening.models import Screening

RELATIVE_DAY = re.compile(r"\{(-\d+d)\}")


def request_steps(stage: Stage) -> Iterator[Step]:
    """More information is asked for."""
    return _steps(stage, "requests", 20, _ask)


def disagreement_steps(stage: Stage) -> Iterator[Step]:
    """The referrer disagrees."""
    return _steps(stage, "disagreements", 21, _disagree)


def draft_steps(stage: Stage) -> Iterator[Step]:
    """A screening is begun and not signed."""
    return _steps(stage, "drafts", 22, _draft)


def allocation_steps(stage: Stage) -> Iterator[Step]:
    """A case is given to somebody by name."""
    return _steps(stage, "allocations", 23, _allocate)


def share_steps(stage: Stage) -> Iterator[Step]:
    """A case is shared with a role of an agency."""
    return _steps(stage, "shares", 24, _share)


def restriction_steps(stage: Stage) -> Iterator[Step]:
    """A child's records are kept for named people."""
    return _steps(stage, "restrictions", 25, _restrict)


def import_steps(stage: Stage) -> Iterator[Step]:
    """A file of episodes is imported, with rows that have to be parked."""
    return _steps(stage, "imports", 26, _import)


def _steps(stage: Stage, name: str, rank: int, do: Any) -> Iterator[Step]:
    for number, row in enumerate(stage.rows(name), start=1):
        key = f"{name}:{number}"
        yield Step(stage.moment(row["at"]), rank, key, partial(do, stage, row))


def _ask(stage: Stage, row: Row) -> RequestForInformation:
    return referrals.ask_for_more(
        stage.find(f"referral:{row['referral']}"),
        agency=stage.agency(row["agency"]),
        person=stage.who(row["of"]),
        question=row["question"],
        due_at=stage.moment(row["due_at"]),
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _disagree(stage: Stage, row: Row) -> Disagreement:
    return referrals.disagree(
        stage.find(f"referral:{row['referral']}"),
        because=row["because"],
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _draft(stage: Stage, row: Row) -> Screening:
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    draft = screening.start_screening(case_of(stage, row), by=by, at=at)
    draft = fill(draft, row["ticks"], by=by, at=at)
    if row["level"]:
        draft = ready(draft, row["level"], open_to_social_care=False, by=by, at=at)
    return draft


def _allocate(stage: Stage, row: Row) -> Allocation:
    person = stage.who(row["to"])
    return cases.allocate(
        case_of(stage, row),
        agency=stage.agency_of(person),
        role=Role(row["role"]),
        user=person,
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _share(stage: Stage, row: Row) -> Share:
    return cases.share_case(
        case_of(stage, row),
        agency=stage.agency(row["agency"]),
        role=Role(row["role"]),
        purpose=Share.Purpose(row["purpose"]),
        because=row["because"],
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _restrict(stage: Stage, row: Row) -> Restriction:
    child: Model = stage.find(f"child:{row['child']}")
    return agencies.restrict(
        child.pk,
        to=[stage.who(name) for name in row["to"].split()],
        because=row["because"],
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _import(stage: Stage, row: Row) -> EpisodeImport:
    return missing.import_file(
        _extract(stage, row["file"]),
        authority=stage.authority(row["authority"]),
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )


def _extract(stage: Stage, name: str) -> bytes:
    """The file as the police would send it: "{-5d}" is the day five days before loading."""
    text = (FOLDER / stage.scenario / name).read_text(encoding="utf-8")
    return RELATIVE_DAY.sub(lambda found: f"{stage.day(found[1]):%d/%m/%Y}", text).encode()
