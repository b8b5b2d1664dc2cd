"""Write notices, mark them read, and keep how a person likes to be told."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agencies.models import User
from core.calendar import is_working_day, local_day
from core.models import Event, JobRun
from duties.models import Notice, NoticeChoice, NoticeGroup, NoticeKind
from duties.selectors.notices import COVER, DUTY, RECORDS, for_digest, notices_for

DIGEST = "notice_digest"
How = NoticeChoice.How


@dataclass(frozen=True)
class About:
    """What a notice says it is about: a reference that is no name, and whether it is urgent."""

    reference: str
    urgent: bool = False


@transaction.atomic
def write_notices(kind: NoticeKind, addresses: Iterable[str], *, event: Event, about: About) -> int:
    """One notice a person for an event, however often the event is delivered; how many are new.

    Raises ValueError for a record that no notice could lead to.
    """
    if event.record_kind not in {*RECORDS, DUTY, COVER}:
        raise ValueError(f"no notice leads to {event.record_kind}")
    told = User.objects.filter(email__in=set(addresses), is_active=True).order_by("pk")
    before = Notice.objects.filter(event_id=event.pk).count()
    Notice.objects.bulk_create(
        (_notice(kind, person, event, about) for person in told), ignore_conflicts=True
    )
    return Notice.objects.filter(event_id=event.pk).count() - before


def _notice(kind: NoticeKind, person: User, event: Event, about: About) -> Notice:
    return Notice(
        user=person,
        event_id=event.pk,
        kind=kind,
        clock=event.facts.get("clock", ""),
        record_kind=event.record_kind,
        record_id=event.record_id,
        case_id=event.case_id,
        reference=about.reference,
        urgent=about.urgent,
        at=event.at,
    )


@transaction.atomic
def mark_read(notice: Notice, *, at: datetime) -> None:
    """The person has opened it or put it away; the first time counts."""
    Notice.objects.filter(pk=notice.pk, unread=True).update(unread=False, read_at=at)


@transaction.atomic
def mark_all_read(*, by: User, at: datetime) -> int:
    """Put away everything that is open to the person; how many."""
    shown = notices_for(by).filter(unread=True).values_list("pk", flat=True)
    return Notice.objects.filter(pk__in=list(shown)).update(unread=False, read_at=at)


@transaction.atomic
def note_mailed(notices: Iterable[uuid.UUID], *, at: datetime) -> None:
    """An e-mail has said that these wait."""
    Notice.objects.filter(pk__in=list(notices)).update(mailed_at=at)


@transaction.atomic
def choose_how(chosen: Mapping[NoticeGroup, How], *, by: User) -> None:
    """How the person is mailed about each group from now on; urgent kinds are no group."""
    for group, how in chosen.items():
        NoticeChoice.objects.update_or_create(user=by, group=group, defaults={"how": how})


def claim_digest(user: User, *, at: datetime) -> list[uuid.UUID]:
    """What the person's one e-mail of this working day is about; empty when there is none to send.

    Call it in one transaction with the sending: the claim falls with a mail that failed.
    """
    day = local_day(at)
    if not is_working_day(day) or not (waiting := for_digest(user)):
        return []
    _, new = JobRun.objects.get_or_create(
        job=DIGEST, period=f"{day} {user.pk}", defaults={"started_at": at, "finished_at": at}
    )
    if not new:
        return []
    note_mailed(waiting, at=at)
    return waiting
