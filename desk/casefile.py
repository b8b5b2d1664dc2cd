"""The case file: whose record it is, and the sections that the apps have registered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case
from cases.sections import Asked, Section, sections_for
from cases.selectors import case_for
from children.models import CareStatus
from core import codes
from core.calendar import LONDON
from core.layout import Link
from core.refusals import OutOfReach


@dataclass(frozen=True)
class Identity:
    """What stands above every page of the file."""

    name: str
    age: int | None
    born: date | None
    born_estimated: bool
    legal_status: str
    restricted: bool
    seen_by_url: str


@dataclass(frozen=True)
class Frame:
    """What every page of a case file stands in: whose it is, and the way to its sections."""

    case: Case
    identity: Identity
    navigation: tuple[Link, ...]


@dataclass(frozen=True)
class CaseFile(Frame):
    """One section of a case file, in its frame."""

    title: str
    template: str
    section: Any


def case_file(
    viewer: Viewer, case_id: uuid.UUID, name: str, *, asked: Asked, now: datetime
) -> CaseFile:
    """The file opened at a section, or at the first. OutOfReach for one the viewer has not."""
    case = case_for(viewer, case_id)
    sections = sections_for(viewer)
    shown = next((one for one in sections if name in ("", one.name)), None)
    if shown is None:
        raise OutOfReach
    return CaseFile(
        case=case,
        identity=_identity(viewer, case, now=now),
        navigation=_navigation(case, sections, shown.name),
        title=shown.title,
        template=shown.template,
        section=shown.shown(viewer, case, asked),
    )


def frame_of(viewer: Viewer, case_id: uuid.UUID, name: str, *, now: datetime) -> Frame:
    """The frame of a page that belongs to a section and has an address of its own."""
    case = case_for(viewer, case_id)
    return Frame(
        case=case,
        identity=_identity(viewer, case, now=now),
        navigation=_navigation(case, sections_for(viewer), name),
    )


def _navigation(case: Case, sections: list[Section], name: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            one.title,
            reverse("desk:case_section", args=[case.pk, one.name]),
            current=one.name == name,
        )
        for one in sections
    )


def _identity(viewer: Viewer, case: Case, *, now: datetime) -> Identity:
    today = now.astimezone(LONDON).date()
    child = case.child
    care = (
        CareStatus.true_on(today)
        .filter(child__identity=child.identity_id)
        .order_by("-from_on")
        .first()
    )
    return Identity(
        name=child.full_name,
        age=child.age_on(today),
        born=child.born_on,
        born_estimated=child.born_on_estimated,
        legal_status=_legal_status(care),
        restricted=agencies.is_restricted(child.pk),
        seen_by_url=_seen_by_url(viewer, case),
    )


def _seen_by_url(viewer: Viewer, case: Case) -> str:
    if not access.can(viewer, Permission.ACCESS_LOG_VIEW, case):
        return ""
    return reverse("desk:seen_by", args=[case.child_id])


def _legal_status(care: CareStatus | None) -> str:
    if care is None:
        return "Not looked after"
    words = codes.labels("legal_status_lac").get(care.legal_status, care.legal_status)
    return f"Looked after: {words}"
