"""People and agencies for tests. Authorities and agencies are the shipped ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from agencies import services
from agencies.models import Agency, Authority, User
from agencies.roles import Role

DUDLEY = "E08000027"
SANDWELL = "E08000028"
LONG_AGO = datetime(2013, 1, 1, 9, tzinfo=UTC)
HOME_AGENCY = {
    Role.REFERRER: "SECONDARY",
    Role.SCREENER: "CSE_TEAM",
    Role.COORDINATOR: "CSE_TEAM",
    Role.TEAM_MANAGER: "CSE_TEAM",
    Role.POLICE_CSE: "WMP",
    Role.POLICE_INTEL: "WMP_FIB",
    Role.RUNAWAYS: "RUNAWAYS",
    Role.DIRECT_WORKER: "PHASE",
    Role.LICENSING: "LICENSING",
    Role.ADULT_LEAD: "ADULT_SC",
    Role.DSCB_ADMIN: "DSCB",
    Role.STRATEGIC: "DSCB",
}


def authority(code: str = DUDLEY) -> Authority:
    """One of the seven shipped authorities."""
    return Authority.objects.get(ons_code=code)


def agency(code: str) -> Agency:
    """One of the shipped agencies."""
    return Agency.objects.get(code=code)


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"AGENCY_{n}")
    name = factory.Sequence(lambda n: f"Agency {n}")
    sector = "OTHER"
    authority = factory.LazyFunction(authority)


class UserFactory(DjangoModelFactory[User]):
    """A person with one post: `UserFactory(role=Role.SCREENER)`; `role=None` holds none.

    The post is in the role's usual Dudley agency, or in `agency`, serving `serving` (Dudley).
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    joined_at = LONG_AGO

    @factory.post_generation
    def role(self: User, create: bool, role: Role | None, **more: Any) -> None:
        if role is None:
            return
        place = more.get("agency") or agency(HOME_AGENCY.get(role, "CSC"))
        services.appoint(
            self,
            agency=place,
            role=role,
            authority=more.get("serving") or place.authority or authority(),
            from_on=date(2013, 1, 1),
            by=None,
            at=LONG_AGO,
        )
