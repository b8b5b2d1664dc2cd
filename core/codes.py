"""Code lists: choices and labels, in the order and validity of their rows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from core.batch import asked_once
from core.models import Code


def choices(name: str, *, on: date | None = None) -> list[tuple[str, str]]:
    """Codes of a list that may be chosen, with their labels; `on` limits to those in force then."""
    rows = Code.objects.filter(list=name, active=True).order_by("sort")
    if on:
        rows = rows.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
        )
    return list(rows.values_list("code", "label"))


@asked_once
def labels(name: str) -> dict[str, str]:
    """Every code of a list, also retired ones, with its label."""
    return dict(Code.objects.filter(list=name).values_list("code", "label"))


def labels_in(*names: str) -> dict[str, dict[str, str]]:
    """The labels of several lists, by list; one question for all of them."""
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    for row in Code.objects.filter(list__in=names):
        found[row.list][row.code] = row.label
    return found


def groups(name: str) -> dict[str, str]:
    """Every code of a list with the group it is reported in."""
    return dict(Code.objects.filter(list=name).values_list("code", "group"))
