"""The queues beside what one owes oneself: how long each is, and the page that holds its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.permissions import Permission
from agencies.roles import Role
from cases import selectors as cases
from cases.models import CaseStatus
from cases.selectors import cases_counted, running_interventions
from children import selectors as children
from core.prepared import Question, counting
from missing import selectors as missing
from referrals import selectors as referrals
from reporting import selectors as reporting
from screening import selectors as screening

P = Permission
MOST_COUNTED = 1000
OPEN = tuple(status for status in CaseStatus if status != CaseStatus.CLOSED)


@dataclass(frozen=True)
class Queue:
    """One line of the home page. `count` over a thousand is not counted on."""

    label: str
    url: str
    count: int
    why_empty: str

    @property
    def words(self) -> str:
        """The count as people read it."""
        return f"more than {MOST_COUNTED:,}" if self.count > MOST_COUNTED else f"{self.count:,}"


@dataclass(frozen=True)
class Source:
    """A queue: who is shown it, how long it is, where its rows are, why it may be empty."""

    label: str
    needs: tuple[Permission, ...]
    count: Callable[[Viewer], int]
    route: str
    asked: str
    why_empty: str


def capped(rows: QuerySet[Any]) -> int:
    """How many rows, counted to one more than people read."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


@dataclass(frozen=True)
class Length:
    """How many rows a queue has, counted to one more than people read.

    To build the question costs several times what it costs to ask it, so it is kept for a viewer.
    `read` looks at no clock and at no row: what it gives depends on the viewer alone.
    """

    read: Callable[[Viewer], QuerySet[Any]]

    def __call__(self, viewer: Viewer) -> int:
        return int(question_of(self.read, viewer).ask()[0][0])


@lru_cache(maxsize=4096)
def question_of(read: Callable[[Viewer], QuerySet[Any]], viewer: Viewer) -> Question:
    """How many rows `read` gives this viewer."""
    return counting(read(viewer), most=MOST_COUNTED + 1)


SOURCES = (
    Source(
        "Referrals to decide",
        (P.REFERRAL_TRIAGE,),
        Length(referrals.in_triage),
        "referrals:triage",
        "",
        "Every referral is decided.",
    ),
    Source(
        "Screenings to countersign",
        (P.SCREENING_COUNTERSIGN,),
        Length(screening.awaiting_countersignature_for),
        "screening:list",
        "?show=countersign",
        "No screening waits for your signature.",
    ),
    Source(
        "Screenings you have begun",
        (P.SCREENING_SIGN,),
        Length(screening.drafts_of),
        "screening:list",
        "?show=drafts",
        "You have no unfinished screening.",
    ),
    Source(
        "Children missing now",
        (P.EPISODE_VIEW,),
        Length(lambda viewer: missing.episodes_shown(viewer, "open")),
        "missing:list",
        "?show=open",
        "No child you may see is missing.",
    ),
    Source(
        "Returned and not yet screened",
        (P.SCREENING_SIGN,),
        Length(missing.ended_not_screened),
        "missing:list",
        "?show=unscreened",
        "Every child who came back is screened.",
    ),
    Source(
        "Parked rows to settle",
        (P.EPISODE_MATCH,),
        Length(missing.parked_rows),
        "missing:parked",
        "",
        "Every imported row is settled.",
    ),
    Source(
        "Records that may be one child",
        (P.CHILD_MATCH,),
        lambda viewer: capped(children.pairs_waiting(viewer, today=timezone.localdate())),
        "children:pairs",
        "",
        "No two records of your authority are alike and undecided.",
    ),
    Source(
        "Open cases you may read",
        (P.CASE_VIEW,),
        lambda viewer: cases_counted(viewer, statuses=OPEN),
        "desk:cases",
        "",
        "No case is allocated to you, shared with you or open in your authority.",
    ),
    Source(
        "Young people from 17",
        (P.HAND_OVER_OFFER,),
        lambda viewer: capped(cases.young_people(viewer, today=timezone.localdate())),
        "cases:transitions",
        "",
        "No young person of 17 or older has an open case that you move along.",
    ),
    Source(
        "Interventions that run",
        (P.INTERVENTION_RECORD,),
        Length(running_interventions),
        "cases:interventions",
        "",
        "No intervention is offered or runs that you or your agency record.",
    ),
    Source(
        "Your referrals",
        (P.REFERRAL_FOLLOW,),
        Length(referrals.followed_by),
        "referrals:mine",
        "",
        "You have not referred a child in the portal yet.",
    ),
    Source(
        "Returns",
        (P.RETURN_VIEW,),
        Length(reporting.returns_for),
        "reporting:list",
        "",
        "No return has been drafted yet.",
    ),
    Source(
        "Posts to approve",
        (P.ACCOUNT_MANAGE,),
        Length(agencies.proposals_to_decide),
        "agencies:proposals",
        "",
        "No post that another administrator asked for waits.",
    ),
    Source(
        "Screening tools",
        (P.TOOL_PUBLISH, P.TOOL_VIEW),
        Length(screening.tools_for),
        "screening:tools",
        "",
        "No tool is loaded yet.",
    ),
)
"""In the order of the pathway."""

LATER = {
    Role.PANEL_MEMBER: (
        "This is where a panel's dates, papers and the actions given to your agency will stand. "
        "The portal does not hold panel meetings yet, so there is nothing to open. "
        "Your role opens no child's record beside the panel's papers. "
        "Until then the panel chair sends you what you need."
    ),
    Role.STRATEGIC: (
        "This is where the strategic group's figures and its action plan will stand. "
        "The portal does not publish them to the group yet, so there is nothing to open. "
        "Your role reads figures and never a child's record. "
        "Until then the board's administrator sends you the quarterly return."
    ),
}
"""What a role whose pages are not there yet will find, and why it finds nothing now."""


def later_of(viewer: Viewer) -> str:
    """What the viewer will find here later, where nothing is open to the viewer's roles yet."""
    return " ".join(words for role, words in LATER.items() if role in viewer.roles)


def queues_of(viewer: Viewer) -> tuple[Queue, ...]:
    """The queues that the viewer's roles open, the empty ones with the reason."""
    return tuple(
        Queue(
            source.label,
            reverse(source.route) + source.asked,
            source.count(viewer),
            source.why_empty,
        )
        for source in SOURCES
        if any(viewer.holds(need) for need in source.needs)
    )
