"""Reads of authorities, agencies, people and the posts they hold."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet

from agencies.models import Agency, Authority, Membership, Restriction, User
from agencies.roles import ROLE_NAMES, Role
from core.batch import asked_once

SOCIAL_CARE = "CSC"
CSE_TEAM = "CSE_TEAM"


@dataclass(frozen=True)
class PostHeld:
    """A post somebody holds: who, as what, where."""

    user_id: uuid.UUID
    name: str
    role: Role
    agency_id: uuid.UUID
    agency: str


def role_name(role: str) -> str:
    """What people call a role."""
    return ROLE_NAMES[Role(role)]


def authority(code: str) -> Authority:
    """The authority with this ONS code; Authority.DoesNotExist if there is none."""
    return Authority.objects.get(ons_code=code)


def authorities() -> QuerySet[Authority]:
    """Every authority, by name."""
    return Authority.objects.order_by("name")


def agency(code: str) -> Agency:
    """The agency with this code; Agency.DoesNotExist if there is none."""
    return Agency.objects.select_related("authority").get(code=code)


def authority_with(authority_id: uuid.UUID | str) -> Authority:
    """The authority with this id; Authority.DoesNotExist if there is none."""
    return Authority.objects.get(pk=authority_id)


def agency_with(agency_id: uuid.UUID) -> Agency:
    """The agency with this id; Agency.DoesNotExist if there is none."""
    return Agency.objects.select_related("authority").get(pk=agency_id)


def person_with(user_id: uuid.UUID) -> User:
    """The person with this id; User.DoesNotExist if there is none."""
    return User.objects.get(pk=user_id)


@asked_once
def team_of(authority_id: uuid.UUID, code: str) -> Agency | None:
    """The agency of an authority that does one thing there: "CSE_TEAM", "CSC"."""
    rows = Agency.objects.filter(active=True, authority_id=authority_id, code__startswith=code)
    return rows.order_by("code").first()


def person(email: str) -> User | None:
    """The person with this account, if the account is open."""
    return User.objects.filter(email=email.lower(), is_active=True).first()


def agencies_by_id(agency_ids: Iterable[uuid.UUID | str]) -> dict[str, str]:
    """The names of some agencies by id, for the trail, whose facts hold ids only."""
    rows = Agency.objects.filter(pk__in=list(agency_ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def agencies_of(user_ids: Iterable[uuid.UUID | None]) -> list[Agency]:
    """The agencies some people work or have worked for, by name."""
    ids = [pk for pk in user_ids if pk]
    return list(Agency.objects.filter(memberships__user_id__in=ids).distinct().order_by("name"))


def by_somebody_of(agency_id: uuid.UUID) -> Q:
    """Rows whose `by_id` is a person who held a post in the agency on the day of `at`."""
    local = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    day = Func(OuterRef("at"), template=local, output_field=DateField())
    posts = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        user_id=OuterRef("by_id"),
        agency_id=agency_id,
        from_on__lte=day,
    )
    return Q(Exists(posts))


def active_agencies(authority_id: uuid.UUID) -> list[Agency]:
    """Agencies that work in an authority: its own and the region-wide ones, by name."""
    own = Agency.objects.filter(active=True, authority_id=authority_id)
    region = Agency.objects.filter(active=True, authority=None)
    return list((own | region).order_by("name"))


def social_care_agencies(authority_id: uuid.UUID, *, on: date) -> list[Agency]:
    """Agencies of Children's Services that have a social worker in post, by name.

    Where nobody holds such a post all of them are returned, so that no escalation is held up.
    """
    rows = Agency.objects.filter(active=True, authority_id=authority_id, sector=SOCIAL_CARE)
    agencies = list(rows.exclude(code__startswith=CSE_TEAM).order_by("name"))
    posts = Membership.objects.held_on(on).filter(role=Role.SOCIAL_WORKER, user__is_active=True)
    held = set(posts.filter(agency__in=agencies).values_list("agency_id", flat=True))
    return [one for one in agencies if one.pk in held] or agencies


def names_of(user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of people by id, for the trail, whose rows hold ids only."""
    ids = {pk for pk in user_ids if pk}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def posts_in_words(user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """What people are and for whom, by id: the posts they hold, or the last they held."""
    ids = {pk for pk in user_ids if pk}
    rows = Membership.objects.filter(user_id__in=ids).order_by(F("until_on").asc(nulls_last=True))
    posts = rows.values_list("user_id", "role", "agency__name")
    return {pk: f"{ROLE_NAMES[Role(role)]}, {agency}" for pk, role, agency in posts}


def is_restricted(subject_id: uuid.UUID) -> bool:
    """Are the records of this child for named people only? For those who see them anyway."""
    return Restriction.objects.in_force().filter(subject_id=subject_id).exists()


def authorities_at_work() -> list[Authority]:
    """Authorities that have an agency of their own here, by name."""
    return list(Authority.objects.filter(agency__active=True).distinct())


def posts_held(authority_id: uuid.UUID, *, roles: Iterable[Role], on: date) -> list[PostHeld]:
    """The posts in these roles that serve an authority on a day, by agency, role and name."""
    serving = Membership.objects.held_on(on).serving(authority_id)
    rows = serving.filter(role__in=list(roles), user__is_active=True, agency__active=True)
    order = ("agency__name", "role", "user__name")
    columns = ("user_id", "user__name", "role", "agency_id", "agency__name")
    return [
        PostHeld(user_id, name, Role(role), agency_id, agency)
        for user_id, name, role, agency_id, agency in rows.order_by(*order).values_list(*columns)
    ]


def holders_of(
    role: Role | str, *, authority_id: uuid.UUID, on: date, agency_id: uuid.UUID | None = None
) -> QuerySet[User]:
    """Whoever holds a role on a day, across an authority or in one agency, with an open account."""
    posts = Membership.objects.held_on(on).serving(authority_id).filter(role=role)
    if agency_id:
        posts = posts.filter(agency_id=agency_id)
    return User.objects.filter(is_active=True, pk__in=posts.values("user_id"))


def named_for(subject_id: uuid.UUID) -> list[str]:
    """The people a restricted record is kept for, by name; empty when it is not restricted.

    Of several restrictions each holds: only who is named in every one.
    """
    return sorted(user.name for user in named_for_all({subject_id}))


def named_for_all(subject_ids: Collection[uuid.UUID]) -> list[User]:
    """The people named in every restriction of some records; empty without a restriction."""
    rows = Restriction.objects.in_force().filter(subject_id__in=subject_ids)
    originals = {row.copy_of_id or row.pk for row in rows}
    named = User.objects.filter(restrictedto__restriction__in=originals)
    return list(named.annotate(times=Count("restrictedto")).filter(times=len(originals)))
