"""The letters a viewer can write of a case, and each as it would be written now."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agencies import access
from agencies.permissions import Permission
from agencies.selectors import team_of
from cases.letters import Draft, Recipient, Writable, writable, writable_as
from cases.models import Case
from cases.packets import thawed
from cases.policies import may_read_packet, receiver_of
from cases.selectors.case import case_for
from cases.selectors.child_plan import ChildPlan, Promise, child_plan
from cases.selectors.handover import hand_overs_for
from core.calendar import local_day
from core.refusals import OutOfReach
from documents.letters import Part, Template, Words, template_of, words_of
from documents.selectors import LetterLine, letter_written, undrawn_in


@dataclass(frozen=True)
class LetterChoice:
    """A kind of letter, and to whom it can go; `nobody` says why to nobody."""

    slug: str
    label: str
    recipients: tuple[Recipient, ...]
    nobody: str


@dataclass(frozen=True)
class WriteLetterPage:
    """A case, and the letters that can be written of it."""

    case: Case
    letters: tuple[LetterChoice, ...]

    @property
    def shut(self) -> tuple[LetterChoice, ...]:
        """The letters that go to nobody now."""
        return tuple(one for one in self.letters if not one.recipients)


@dataclass(frozen=True)
class LetterToWrite:
    """A letter exactly as it would be written now, or the one that was written before."""

    case: Case
    letter: Writable
    draft: Draft
    template: Template
    words: Words
    undrawn: str
    written: LetterLine | None


def letters_to_write(viewer: Any, case_id: uuid.UUID, *, now: datetime) -> WriteLetterPage:
    """Every kind of letter with those it can go to."""
    case = _case(viewer, case_id)
    return WriteLetterPage(
        case,
        tuple(
            LetterChoice(one.slug, one.label, tuple(one.recipients(viewer, case, now)), one.nobody)
            for one in writable()
        ),
    )


def letter_to_write(
    viewer: Any, case_id: uuid.UUID, slug: str, of: uuid.UUID, *, now: datetime
) -> LetterToWrite:
    """One letter to one recipient; OutOfReach where it cannot go there."""
    case, letter = _case(viewer, case_id), writable_as(slug)
    draft = letter.draft(viewer, case, of, now)
    template = template_of(letter.kind)
    words = words_of(
        template,
        sender=sender_of(case),
        recipient=draft.recipient,
        reference=draft.reference,
        parts=draft.parts,
        said=draft.said,
        day=local_day(now),
    )
    written = letter_written(viewer, draft.key)
    undrawn = "" if written else undrawn_in(template, words)
    return LetterToWrite(case, letter, draft, template, words, undrawn, written)


def sender_of(case: Case) -> str:
    """In whose name a letter of a case goes."""
    team = team_of(case.authority_id, "CSE_TEAM")
    return team.name if team else case.authority.name


def packets_to_write(viewer: Any, case: Case, now: datetime) -> Iterator[Recipient]:
    """Whoever the case was offered to, where the viewer may read the packet."""
    for offer in hand_overs_for(viewer).filter(case=case).order_by("-offered_at", "pk"):
        if may_read_packet(viewer, offer):
            status = offer.get_status_display().lower()
            yield Recipient(offer.pk, receiver_of(offer), f"{offer.reference}, {status}")


def packet_letter(viewer: Any, case: Case, of: uuid.UUID, now: datetime) -> Draft:
    """The packet of a hand-over: what was sent, what stays and why, exactly as it was kept.

    Health detail, safe addresses and intelligence are not in it (pathway section 5). One letter
    for each offer.
    """
    offer = hand_overs_for(viewer).filter(case=case, pk=of).first()
    if offer is None or not may_read_packet(viewer, offer):
        raise OutOfReach
    return Draft(
        key=uuid.uuid5(offer.pk, offer.packet_hash),
        recipient=receiver_of(offer),
        reference=offer.reference,
        parts=[
            Part(part.title, (*part.goes, *(f"Stays with us. {line}" for line in part.stays)))
            for part in thawed(offer.packet)
        ],
    )


def plans_to_write(viewer: Any, case: Case, now: datetime) -> Iterator[Recipient]:
    """The child, where there is a plan that the viewer reads."""
    plan = getattr(case, "plan", None)
    if plan and access.can(viewer, Permission.PLAN_VIEW, case):
        yield Recipient(plan.pk, case.child.given_name, "the plan in the child's words")


def plan_letter(viewer: Any, case: Case, of: uuid.UUID, now: datetime) -> Draft:
    """The plan in the child's words; another letter when it has changed."""
    page = child_plan(viewer, of, now=now)
    if page.case.pk != case.pk:
        raise OutOfReach
    parts = _promised(page)
    return Draft(
        key=uuid.uuid5(of, f"{local_day(now)} {parts!r}"),
        recipient=page.name,
        reference="Your plan",
        parts=parts,
    )


def _case(viewer: Any, case_id: uuid.UUID) -> Case:
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.LETTER_WRITE, case)
    return case


def _promised(page: ChildPlan) -> list[Part]:
    parts = [
        Part(
            f"You said: “{wish.said}”",
            (*(_line(one) for one in wish.promises), *((wish.answer,) if wish.answer else ())),
        )
        for wish in page.wishes
    ]
    if page.others:
        parts.append(Part("What else we will do", tuple(_line(one) for one in page.others)))
    if page.again_on:
        again = f"On or before {page.again_on.day} {page.again_on:%B %Y}."
        parts.append(Part("When we talk about it again", (again,)))
    return parts


def _line(promise: Promise) -> str:
    day = f"{promise.by_when.day} {promise.by_when:%B %Y}"
    return f"{promise.words} {'This is done.' if promise.done else f'By {day}.'}"
