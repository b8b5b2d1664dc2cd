"""Two screenings of a child side by side, or one screening's ticks on another form.

Indicators are told apart by code, each in the words of its own form: the same words in two forms
prove nothing, and what one form did not ask is never guessed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from agencies import access
from agencies.permissions import Permission
from core.refusals import NotNow, OutOfReach
from screening import policies
from screening.models import Screening, ToolStatus, ToolVersion
from screening.models.screenings import UNSIGNED
from screening.selectors import words
from screening.selectors.beside import GroupLine, Line, OutcomeLine, groups, lines, outcomes
from screening.selectors.lists import screening_for, screenings_for
from screening.selectors.verdicts import (
    Verdict,
    as_signed,
    form_in_use,
    form_of,
    health_of,
    on_form,
)
from screening.selectors.whose import Whose, whose


@dataclass(frozen=True)
class Choice:
    """A screening to compare with, and its outcome in the words of its form."""

    screening: Screening
    word: str


@dataclass(frozen=True)
class ComparePage:
    """What a screening can be compared with."""

    screening: Screening
    whose: Whose
    word: str
    others: tuple[Choice, ...]
    versions: tuple[ToolVersion, ...]


@dataclass(frozen=True)
class ComparisonPage:
    """Two forms side by side; `other` is None where one screening is held against a form."""

    screening: Screening
    other: Screening | None
    left: ToolVersion
    right: ToolVersion
    whose: Whose
    masked: bool
    outcomes: tuple[OutcomeLine, ...]
    groups: tuple[GroupLine, ...]
    verdicts: tuple[Verdict, ...]
    both: tuple[Line, ...]
    only_left: tuple[Line, ...]
    only_right: tuple[Line, ...]
    quiet: int

    @property
    def same_form(self) -> bool:
        return self.left == self.right


def compare_page(viewer: Any, screening_id: uuid.UUID) -> ComparePage:
    """The signed screenings of the child that the viewer may read, and the forms there are."""
    screening = _signed(viewer, screening_id)
    others = screenings_for(viewer).filter(case__child__identity=screening.case.child.identity_id)
    others = others.exclude(status__in=UNSIGNED).exclude(pk=screening.pk)
    return ComparePage(
        screening=screening,
        whose=_whose(screening),
        word=words.outcome_word(screening.version, screening.chosen),
        others=tuple(
            Choice(other, words.outcome_word(other.version, other.chosen))
            for other in others.order_by("-signed_at")
        ),
        versions=tuple(_forms().exclude(pk=screening.version_id)),
    )


def compared_screenings(
    viewer: Any, screening_id: uuid.UUID, other_id: uuid.UUID
) -> ComparisonPage:
    """Two signed screenings of one child, the earlier on the left.

    OutOfReach where the viewer may not read both, or they are of two children.
    """
    pair = [_signed(viewer, screening_id), _signed(viewer, other_id)]
    if pair[0].case.child.identity_id != pair[1].case.child.identity_id or pair[0] == pair[1]:
        raise OutOfReach
    left, right = sorted(pair, key=lambda one: (one.signed_at, one.pk))
    health = all(policies.sees_health(viewer, one) for one in pair)
    masked = frozenset() if health else health_of(left.version.tool, right.version.tool)
    forms = [form_of(one) for one in (left, right)]
    verdicts = [as_signed(left, forms[0], masked=masked)]
    if left.version_id != right.version_id:
        verdicts += [
            on_form(forms[1], left, masked=masked),
            on_form(forms[0], right, masked=masked),
        ]
    verdicts.append(as_signed(right, forms[1], masked=masked))
    return _page(left, right, right.version, verdicts, masked=masked)


def compared_forms(viewer: Any, screening_id: uuid.UUID, version_id: uuid.UUID) -> ComparisonPage:
    """A signed screening, and what another form would have made of the same ticks."""
    screening = _signed(viewer, screening_id)
    version = _forms().exclude(pk=screening.version_id).filter(pk=version_id).first()
    if version is None:
        raise OutOfReach
    health = policies.sees_health(viewer, screening)
    masked = frozenset() if health else health_of(screening.version.tool, version.tool)
    verdicts = [
        as_signed(screening, form_of(screening), masked=masked),
        on_form(form_in_use(version, screening.case.authority), screening, masked=masked),
    ]
    return _page(screening, None, version, verdicts, masked=masked)


def _signed(viewer: Any, screening_id: uuid.UUID) -> Screening:
    screening = screening_for(viewer, screening_id)
    if not access.can(viewer, Permission.SCREENING_VIEW, screening):
        raise OutOfReach
    if not screening.signed:
        raise NotNow("Only a signed screening is compared.")
    prefetch_related_objects([screening], "answers")
    return screening


def _forms() -> QuerySet[ToolVersion]:
    """The versions that are or were used as forms."""
    return ToolVersion.objects.filter(offered=True).exclude(status=ToolStatus.DRAFT)


def _whose(screening: Screening) -> Whose:
    return whose(screening.case, on=screening.completed_on or screening.saved_at.date())


def _page(
    left: Screening,
    other: Screening | None,
    version: ToolVersion,
    verdicts: Iterable[Verdict],
    *,
    masked: frozenset[str],
) -> ComparisonPage:
    found = lines(left, other, version.tool, masked=masked)
    both = [line for line in found if line.left and line.right]
    told = tuple(line for line in both if line.left_ticked or line.right_ticked)
    return ComparisonPage(
        screening=left,
        other=other,
        left=left.version,
        right=version,
        whose=_whose(other or left),
        masked=bool(masked),
        outcomes=outcomes(left, other, version.tool),
        groups=groups(left, other, version.tool, {line.code for line in found}),
        verdicts=tuple(verdicts),
        both=told,
        only_left=tuple(line for line in found if not line.right),
        only_right=tuple(line for line in found if not line.left),
        quiet=len(both) - len(told),
    )
