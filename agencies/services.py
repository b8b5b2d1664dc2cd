"""Posts, restrictions and exclusions: every write of this floor but shares."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from agencies import access
from agencies.access.sharing import group_of
from agencies.events import AgencyEvent
from agencies.models import (
    Agency,
    Authority,
    Exclusion,
    KeptForm,
    Membership,
    RestrictedTo,
    Restriction,
    User,
)
from agencies.permissions import Permission
from agencies.roles import Role
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, OutOfReach

KEPT_FOR = timedelta(hours=24)
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "code"})


@transaction.atomic
def add_agency(code: str, *, name: str, sector: str, authority: Authority | None) -> Agency:
    """Add an agency; one that is there already stays as it is."""
    row, _ = Agency.objects.get_or_create(
        code=code, defaults={"name": name, "sector": sector, "authority": authority}
    )
    return row


@transaction.atomic
def open_account(email: str, *, name: str, by: User | None, at: datetime) -> User:
    """Open an account without a password: the person sets one, or signs in another way."""
    user = User.objects.create_user(email, name=name, joined_at=at)
    trail.record(AgencyEvent.ACCOUNT_OPENED, user, by=by, at=at)
    return user


@transaction.atomic
def appoint(
    user: User,
    *,
    agency: Agency,
    role: Role,
    authority: Authority | None = None,
    from_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a post. A region-wide agency must say which authority the post serves."""
    served = authority or agency.authority
    if served is None:
        raise Invalid("Say which authority this post serves.", field="authority")
    post = Membership.objects.create(
        user=user, agency=agency, role=role, authority=served, from_on=from_on
    )
    user.groups.add(group_of(agency, role))
    trail.record(AgencyEvent.APPOINTED, post, by=by, at=at, facts={"role": role})
    return post


@transaction.atomic
def end_post(post: Membership, *, on: date, by: User | None, at: datetime) -> None:
    """End a post; the person's name stays in history."""
    post.until_on = on
    post.save(update_fields=["until_on"])
    post.user.groups.remove(group_of(post.agency, Role(post.role)))
    trail.record(AgencyEvent.ENDED, post, by=by, at=at, facts={"role": post.role})


@transaction.atomic
def restrict(
    subject_id: uuid.UUID, *, to: Iterable[User], because: str, by: User | None, at: datetime
) -> Restriction:
    """Keep the records of a child for named people only."""
    named = list(to)
    if not named:
        raise Invalid("Name at least one person who may still see the record.", field="to")
    row = Restriction.objects.create(subject_id=subject_id, because=because, from_at=at, by=by)
    RestrictedTo.objects.bulk_create(RestrictedTo(restriction=row, user=user) for user in named)
    trail.record(AgencyEvent.RESTRICTED, row, by=by, at=at)
    return row


@transaction.atomic
def exclude(
    subject_id: uuid.UUID,
    *,
    user: User | None = None,
    agency: Agency | None = None,
    because: str,
    by: User | None,
    at: datetime,
) -> Exclusion:
    """Bar a person or an agency from the records of a child, above every grant."""
    row = Exclusion.objects.create(
        subject_id=subject_id, user=user, agency=agency, because=because, from_at=at, by=by
    )
    trail.record(AgencyEvent.EXCLUDED, row, by=by, at=at)
    return row


@transaction.atomic
def end_all_sessions(user: User, *, by: User | None, at: datetime) -> None:
    """Sign a person out everywhere, from the next request on (requirement SESS-2)."""
    user.sessions_ended += 1
    user.save(update_fields=["sessions_ended"])
    trail.record(AgencyEvent.SESSIONS_ENDED, user, by=by, at=at)


@transaction.atomic
def deactivate(user: User, *, by: User, at: datetime) -> None:
    """Close an account in one action: posts and sessions end, the name stays in history."""
    access.require(by, Permission.ACCOUNT_MANAGE)
    for post in user.memberships.filter(until_on=None):
        end_post(post, on=local_day(at), by=by, at=at)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user, by=by, at=at)


@transaction.atomic
def keep_form(user: User, *, path: str, fields: Mapping[str, list[str]], at: datetime) -> KeptForm:
    """Keep what a person had typed when the session ended, but no secret; older leftovers go."""
    KeptForm.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
    typed = {name: values for name, values in fields.items() if name not in NEVER_KEPT}
    return KeptForm.objects.create(user=user, path=path, fields=typed, kept_at=at)


@transaction.atomic
def take_kept_form(user: User, kept_id: uuid.UUID, *, at: datetime) -> KeptForm:
    """Hand what was kept back to its author, within a day."""
    kept = KeptForm.objects.filter(pk=kept_id, user=user, kept_at__gte=at - KEPT_FOR).first()
    if kept is None:
        raise OutOfReach
    return kept
