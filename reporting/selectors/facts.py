"""What is known of a child on a day, by identity, as columns that a source adds to its query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from agencies.models import Authority
from children.models import Address, CareStatus, Child, ChildDisability, Placement
from core.calendar import local
from reporting.measures import Value
from reporting.toolkit import NOT_KNOWN, Period

IDENTITY = "child__identity_id"
NO_DISABILITY, SAFE_ADDRESS, UNKNOWN_SEX, UNKNOWN_ETHNICITY = "NONE", "SAFE", "0", "NOBT"


@dataclass(frozen=True)
class Scope:
    """Whose return, of which period, and how ethnicity codes group."""

    authority: Authority
    period: Period
    ethnicity_groups: Mapping[str, str]

    @property
    def start(self) -> datetime:
        """The first moment of the period, in local time."""
        return local(self.period.start, time())

    @property
    def end(self) -> datetime:
        """The first moment after it: as at is the state just before (rule 2)."""
        return local(self.period.end + timedelta(days=1), time())


def child_columns(day: Any) -> dict[str, Combinable]:
    """Columns of the child's identity on a day, which may be a column of the query itself.

    Where two records of one child differ, the verified one, then the older, is believed.
    """
    disabilities = ChildDisability.true_on(day).filter(child__identity_id=OuterRef(IDENTITY))
    return {
        "born_on": _believed("born_on", unknown=None),
        "sex": _believed("sex", unknown=UNKNOWN_SEX),
        "ethnicity": _believed("ethnicity", unknown=UNKNOWN_ETHNICITY),
        "disabilities": ArraySubquery(disabilities.values("code")),
        "address": _latest(Address.true_on(day), ward="ward", safe="safe"),
        "care": _latest(
            CareStatus.true_on(day),
            responsible="responsible__ons_code",
        ),
        "placement": _latest(
            Placement.true_on(day),
            placement_type="placement_type",
            lies_in="lies_in__ons_code",
        ),
    }


def child_values(row: Mapping[str, Any], day: date, scope: Scope) -> dict[str, Value]:
    """The facts every source has of a child: gender, age, ethnicity group, disability, ward."""
    group = scope.ethnicity_groups.get(row["ethnicity"] or "", "Not known")
    age = Child(born_on=row["born_on"]).age_on(day)
    return {
        "gender": row["sex"] or UNKNOWN_SEX,
        "age": NOT_KNOWN if age is None else age,
        "ethnicity_group": NOT_KNOWN if group == "Not known" else group,
        "disability": _disability(row["disabilities"]),
        "ward": _ward(row["address"]),
    }


CHILD_FACTS = frozenset({"gender", "age", "ethnicity_group", "disability", "ward"})


def _believed(column: str, *, unknown: str | None) -> Subquery:
    rows = Child.objects.filter(identity_id=OuterRef(IDENTITY)).exclude(**{column: unknown})
    return Subquery(rows.order_by("-verified", "recorded_at", "pk").values(column)[:1])


def _latest(rows: QuerySet[Any], **columns: str) -> Subquery:
    latest = rows.filter(child__identity_id=OuterRef(IDENTITY)).order_by(
        F("from_on").desc(nulls_last=True), "-recorded_at", "pk"
    )
    return Subquery(latest.values(whole=JSONObject(**columns))[:1])


def _disability(found: list[str]) -> str:
    if not found:
        return NOT_KNOWN
    return "NO" if found == [NO_DISABILITY] else "YES"


def _ward(address: Mapping[str, Any] | None) -> str:
    """The ward, except that a figure must not say where a safe address lies."""
    if not address:
        return NOT_KNOWN
    return SAFE_ADDRESS if address["safe"] else address["ward"] or NOT_KNOWN
