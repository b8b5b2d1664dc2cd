"""The first pages of a case file: what it is, what it owes, what happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES, Role
from cases.models import Case
from cases.sections import Section, register
from cases.selectors import (
    AccessPage,
    LatestVoice,
    Step,
    access_of,
    latest_voice,
    other_open_case,
    steps_for,
)
from children.selectors import PeoplePage, people_page
from core.calendar import local_day
from core.layout import Link, Row, Task
from core.templatetags.portal import uk_date, uk_datetime
from desk.records import page_of
from desk.story import story_page
from desk.timeline import timeline_of
from duties.models import Cover, Duty
from duties.selectors import (
    clocks_kept_by,
    covering_today,
    duties_for,
    last_stop,
    open_for,
    with_last_stop,
)


@dataclass(frozen=True)
class Overview:
    """The child's latest words; where the case stands, who holds it, what it owes, its steps.

    `beside` is another open case of the child in the authority, until one of the two is closed,
    with its page for those who may open it.
    """

    voice: LatestVoice | None
    rows: tuple[Row, ...]
    owed: tuple[Task, ...]
    steps: tuple[Step, ...]
    beside: Link | None

    @property
    def beside_text(self) -> str:
        """What the two cases are, and what has to be done."""
        other = self.beside.label if self.beside else ""
        return (
            f"Two records of this child were merged, and {other} is open for the other one. "
            "A child has one open case here, so the coordinator closes one as a second case. "
        )


def overview(viewer: Viewer, case: Case, since: datetime | None) -> Overview:
    """Where the case stands now; `since` changes nothing, the present is one."""
    owed = list(with_last_stop(open_for(case.pk)).select_related("owner", "acknowledged_by"))
    covers = covering_today(duty.owner_id for duty in owed)
    mine = set(duties_for(viewer).filter(case_id=case.pk).values_list("pk", flat=True))
    kept = set(clocks_kept_by(viewer).filter(case_id=case.pk).values_list("pk", flat=True))
    other = other_open_case(case)
    level = case.levels.filter(superseded_at=None).order_by("from_at", "recorded_at").last()
    return Overview(
        voice=latest_voice(viewer, case),
        rows=(
            Row("Status", case.get_status_display()),
            Row("Level of risk", case.get_level_display() or "Not yet screened"),
            Row("Level since", level.from_at if level else None),
            Row("Opened", case.opened_at),
            Row("Authority", case.authority.name),
            Row("Held by", _holders(case)),
        ),
        owed=tuple(
            _task(duty, covers, mine=duty.pk in mine, kept=duty.pk in kept) for duty in owed
        ),
        steps=steps_for(viewer, case, now=timezone.now(), beside=other),
        beside=_beside(viewer, other),
    )


def _task(
    duty: Duty, covers: Mapping[uuid.UUID, Iterable[Cover]], *, mine: bool, kept: bool
) -> Task:
    """One thing owed: by whom and when, or who stopped its clock and why."""
    stop = last_stop(duty) if duty.status == duty.Status.STOPPED else None
    clock = Link("Its clock", f"{reverse('duties:clock')}?duty={duty.pk}")
    whose = _whose(duty, covers)
    return Task(
        duty.get_clock_display(),
        page_of(duty.record_kind, duty.record_id) if mine else "",
        hint=f"{whose}\n{stop.sentence}" if stop else whose,
        due_at=None if stop else duty.due_at,
        status=duty.get_status_display() if stop else "",
        beside=clock if kept else None,
    )


def _whose(duty: Duty, covers: Mapping[uuid.UUID, Iterable[Cover]]) -> str:
    """Who owes a duty, who does it while they are away, and who has said that they have it."""
    role = ROLE_NAMES[Role(duty.owner_role)] if duty.owner_role else ""
    lines = [duty.owner.name if duty.owner else role]
    for row in covers.get(duty.owner_id, ()) if duty.owner_id else ():
        lines.append(f"Away: {row.cover.name} covers until {uk_date(row.until_on)}")
    if duty.acknowledged_by and duty.acknowledged_at:
        since = uk_datetime(duty.acknowledged_at)
        lines.append(f"{duty.acknowledged_by.name} has it since {since}")
    return "\n".join(dict.fromkeys(lines))


def _beside(viewer: Viewer, other: Case | None) -> Link | None:
    if other is None:
        return None
    opens = access.can(viewer, Permission.CASE_VIEW, other)
    return Link(other.reference, reverse("desk:case", args=[other.pk]) if opens else "")


def people(viewer: Viewer, case: Case, since: datetime | None) -> PeoplePage | None:
    """Who is around the child today and was before; `since` changes nothing."""
    if not access.can(viewer, Permission.CHILD_VIEW, case.child):
        return None
    return people_page(viewer, case.child, today=local_day(timezone.now()))


def who_sees(viewer: Viewer, case: Case, since: datetime | None) -> AccessPage:
    """Who can see the case and why; `since` changes nothing, the ledger is shown whole."""
    return access_of(viewer, case, now=timezone.now())


def _holders(case: Case) -> str:
    rows = list(case.allocations.filter(until_at=None).select_related("agency"))
    names = agencies.names_of(row.user_id for row in rows)
    held = [
        f"{names[row.user_id]}, {row.agency.name}"
        if row.user_id
        else f"Team: {ROLE_NAMES[Role(row.role)]}, {row.agency.name}"
        for row in rows
    ]
    return "\n".join(held) or "Nobody yet"


register(Section("overview", "Overview", 10, Permission.CASE_VIEW, "desk/_overview.html", overview))
register(
    Section(
        "timeline",
        "Timeline",
        20,
        Permission.CASE_VIEW,
        "desk/_timeline.html",
        lambda viewer, case, since: timeline_of(viewer, case, since=since),
        look=story_page,
    )
)
register(
    Section(
        "people",
        "People and links",
        30,
        Permission.CHILD_VIEW,
        "children/people/_section.html",
        people,
    )
)
register(
    Section("access", "Access", 90, Permission.CASE_ACCESS_VIEW, "cases/_access.html", who_sees)
)
