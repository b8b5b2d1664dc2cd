"""What every page is framed by: who looks, where they may go, and that a demo is a demo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from agencies.access import Viewer, viewer_of
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES
from core.layout import Link
from cse_portal.sessions import FRESH_ENOUGH
from duties import selectors as duties

P = Permission
SECONDS_TO_KEEP = 5
NOTICES = "Notices"


@dataclass(frozen=True)
class Place:
    """A place in the menu and what it takes to be shown it: one of `needs`, or nothing at all.

    Whoever holds `within` finds the place on the page of that permission, not in the menu.
    """

    label: str
    route: str
    needs: tuple[Permission, ...] = ()
    within: Permission | None = None

    def is_for(self, viewer: Viewer) -> bool:
        """Does the viewer's menu hold this place?"""
        if self.within and viewer.holds(self.within):
            return False
        return not self.needs or any(viewer.holds(need) for need in self.needs)


MENU = (
    Place("Home", "desk:home"),
    Place(NOTICES, "desk:notices"),
    Place("Refer a child", "referrals:start", (P.REFERRAL_MAKE,)),
    Place("My referrals", "referrals:mine", (P.REFERRAL_FOLLOW,)),
    Place("Triage", "referrals:triage", (P.REFERRAL_TRIAGE,)),
    Place("Cases", "desk:cases", (P.CASE_VIEW,)),
    Place("Find", "desk:find", (P.CASE_VIEW,)),
    Place("Screenings", "screening:list", (P.SCREENING_SIGN, P.SCREENING_COUNTERSIGN)),
    Place("Missing", "missing:list", (P.EPISODE_VIEW,)),
    Place("Log a missing child", "missing:log", (P.EPISODE_LOG,), within=P.EPISODE_VIEW),
    Place("Parked rows", "missing:parked", (P.EPISODE_MATCH,), within=P.EPISODE_VIEW),
    Place("One child or two", "children:pairs", (P.CHILD_MATCH,), within=P.CHILD_VIEW),
    Place("Returns", "reporting:list", (P.RETURN_VIEW,)),
    Place("Screening tools", "screening:tools", (P.TOOL_VIEW,)),
    Place("Accounts", "agencies:accounts", (P.ACCOUNT_MANAGE,)),
    Place("Access reviews", "duties:reviews", (P.ACCOUNT_MANAGE,)),
    Place("Access log", "desk:access_log", (P.ACCESS_LOG_VIEW,)),
    Place("Permission matrix", "agencies:permission_matrix", (P.MATRIX_VIEW,)),
)
"""The service navigation, in the order of the pathway."""

ACCOUNT = (
    Place("Your second factor", "mfa_index"),
    Place("Change your password", "account_change_password"),
    Place("Cover while you are away", "duties:cover"),
    Place("How you are told", "duties:choices"),
    Place("Saved filters", "desk:filters"),
    Place("Time limits and who is told", "duties:limits", (P.LIMIT_SET,)),
    Place("What I looked at", "desk:own_activity"),
    Place("Sign out everywhere", "agencies:session_end_all"),
)
FOOTER = (Place("Sign in as somebody else", "demo:sign_ins"),)


@dataclass(frozen=True)
class Session:
    """When a quiet page warns and when it ends, in seconds; where it asks for more time.

    The page ends a little before the session does, so that what is typed can still be kept.
    """

    idle: int
    warn: int
    extend_url: str
    keep_url: str
    ended_url: str


@dataclass(frozen=True)
class Shell:
    """The frame of one page."""

    now: datetime
    demo: bool
    user: str = ""
    role: str = ""
    organisation: str = ""
    home_url: str = "/"
    navigation: tuple[Link, ...] = ()
    account: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    sign_out_url: str = ""
    find_url: str = ""
    """Where the search box of the header sends; empty for who finds nothing, and on that page."""
    session: Session | None = None


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame of the page, for every template as `shell`."""
    user = getattr(request, "user", None)
    viewer = viewer_of(user) if user is not None and user.is_authenticated else None
    return {"shell": _of_viewer(request, viewer) if viewer else _of_nobody()}


def _of_nobody() -> Shell:
    return Shell(now=timezone.now(), demo=settings.DEMO)


def _of_viewer(request: HttpRequest, viewer: Viewer) -> Shell:
    roles = sorted(viewer.roles, key=list(ROLE_NAMES).index)
    return Shell(
        now=timezone.now(),
        demo=settings.DEMO,
        user=viewer.name,
        role=", ".join(ROLE_NAMES[role] for role in roles),
        organisation=", ".join(viewer.agency_names),
        navigation=_menu(request, viewer),
        account=links(_account(request), viewer),
        footer=links(FOOTER, viewer) if settings.DEMO else (),
        sign_out_url=reverse("account_logout"),
        find_url=_find_url(request, viewer),
        session=_session(),
    )


def _menu(request: HttpRequest, viewer: Viewer) -> tuple[Link, ...]:
    """The menu, with the number of notices that the viewer has not read and still reaches."""
    return tuple(
        replace(link, count=duties.unread_of(viewer)) if link.label == NOTICES else link
        for link in links(MENU, viewer, here=request.path)
    )


def _find_url(request: HttpRequest, viewer: Viewer) -> str:
    url = address("desk:find") or ""
    return url if viewer.holds(P.CASE_VIEW) and request.path != url else ""


def _account(request: HttpRequest) -> tuple[Place, ...]:
    """Who signs in without a password finds none to change."""
    if request.user.is_authenticated and request.user.has_usable_password():
        return ACCOUNT
    return tuple(place for place in ACCOUNT if place.route != "account_change_password")


def links(places: tuple[Place, ...], viewer: Viewer, *, here: str = "") -> tuple[Link, ...]:
    """The places that the viewer's roles open, and which of them this page belongs to."""
    shown = [
        (place.label, url)
        for place in places
        if (url := address(place.route)) and place.is_for(viewer)
    ]
    inside = [url for _, url in shown if here == url or (url != "/" and here.startswith(url))]
    nearest = max(inside, key=len, default=None)
    return tuple(Link(label, url, current=url == nearest) for label, url in shown)


@lru_cache
def address(route: str) -> str | None:
    """The address of a page, or None where the app that brings it is not installed."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return None


def _session() -> Session:
    return Session(
        idle=settings.SESSION_IDLE_SECONDS - FRESH_ENOUGH - SECONDS_TO_KEEP,
        warn=settings.SESSION_WARN_SECONDS,
        extend_url=reverse("agencies:session_extend"),
        keep_url=reverse("agencies:session_keep"),
        ended_url=reverse("agencies:session_ended"),
    )
