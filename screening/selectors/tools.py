"""What the tool pages show."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from agencies import access
from agencies.access import Decision
from agencies.models import Authority
from agencies.permissions import Permission
from core.refusals import Invalid, NotAllowed, OutOfReach
from screening.models import AuthorityTool, ToolStatus, ToolVersion
from screening.selectors.words import rule_words
from screening.tool import JUDGEMENT_ONLY, Comparison, Tool, compare, validate


@dataclass(frozen=True)
class InUse:
    """The version in force for an authority, and its rule in words."""

    row: AuthorityTool
    rule: str


@dataclass(frozen=True)
class ToolList:
    """Every version, and what each of the viewer's authorities uses."""

    versions: tuple[ToolVersion, ...]
    in_use: tuple[InUse, ...]
    may_draft: Decision
    may_agree: Decision


@dataclass(frozen=True)
class ToolPage:
    """One version as its form will be, and how it differs from the one it was drafted from."""

    version: ToolVersion
    tool: Tool
    used: int
    changes: Comparison | None
    problems: tuple[str, ...]
    may_change: Decision
    draft: ToolVersion | None

    @property
    def is_draft(self) -> bool:
        return self.version.status == ToolStatus.DRAFT

    @property
    def may_retire(self) -> bool:
        return bool(self.may_change) and self.version.status == ToolStatus.PUBLISHED

    @property
    def may_draft(self) -> bool:
        return bool(self.may_change) and self.draft is None


@dataclass(frozen=True)
class UsePage:
    """The choice of a tool and rule for one authority."""

    authority: Authority
    current: InUse | None
    versions: tuple[ToolVersion, ...]
    rules: tuple[tuple[str, str], ...]
    floors: tuple[tuple[str, str], ...]
    initial: dict[str, Any]


def tool_list(viewer: Any) -> ToolList:
    """The versions of every tool, by code, latest first."""
    versions = tools_for(viewer).select_related("author", "published_by")
    rows = access.visible(viewer, Permission.TOOL_VIEW, AuthorityTool.objects.all())
    in_use = rows.filter(until_at=None).select_related("authority", "version")
    return ToolList(
        versions=tuple(versions.annotate(used=Count("screenings")).order_by("code", "-number")),
        in_use=tuple(InUse(row, rule_words(row.version, row.rule, row)) for row in in_use),
        may_draft=access.decide(viewer, Permission.TOOL_PUBLISH),
        may_agree=access.decide(viewer, Permission.TOOL_RULE_AGREE),
    )


def tool_page(viewer: Any, version_id: uuid.UUID) -> ToolPage:
    """One version; OutOfReach as for an unknown id."""
    version = version_for(viewer, version_id)
    old = version.based_on
    draft = ToolVersion.objects.filter(code=version.code, status=ToolStatus.DRAFT).first()
    return ToolPage(
        version=version,
        tool=version.tool,
        used=version.screenings.count(),
        changes=compare(old.tool, version.tool) if old else None,
        problems=validate(version.tool),
        may_change=access.decide(viewer, Permission.TOOL_PUBLISH),
        draft=draft,
    )


def version_for(viewer: Any, version_id: uuid.UUID | str) -> ToolVersion:
    """One version the viewer may read, or OutOfReach."""
    try:
        rows = tools_for(viewer).select_related("based_on", "author", "published_by")
        version = rows.filter(pk=version_id).first()
    except ValidationError:
        version = None
    if version is None:
        raise OutOfReach
    return version


def offered_versions() -> tuple[ToolVersion, ...]:
    """The published versions offered as forms, by name."""
    rows = ToolVersion.objects.filter(status=ToolStatus.PUBLISHED, offered=True)
    return tuple(rows.order_by("name", "number"))


def definition_of(version: ToolVersion) -> dict[str, Any]:
    """A copy of a definition, to change and hand back."""
    return copy.deepcopy(version.definition)


def use_page(viewer: Any) -> UsePage:
    """The tool and rule of the authority the viewer serves."""
    who = access.viewer_of(viewer)
    authority = Authority.objects.filter(pk__in=who.authority_ids).first()
    if authority is None:
        raise NotAllowed("You serve no authority, so there is no tool to choose.")
    row = (
        AuthorityTool.objects.filter(authority=authority, until_at=None)
        .select_related("version")
        .first()
    )
    versions = offered_versions()
    return UsePage(
        authority=authority,
        current=InUse(row, rule_words(row.version, row.rule, row)) if row else None,
        versions=versions,
        rules=_rules(versions),
        floors=_floors(versions),
        initial=_in_use_now(row),
    )


def version_to_use(version_id: str) -> ToolVersion:
    """The offered version with this id; Invalid for any other."""
    found = next((one for one in offered_versions() if str(one.pk) == version_id), None)
    if found is None:
        raise Invalid("Choose a published version that is offered.", field="version")
    return found


def _rules(versions: tuple[ToolVersion, ...]) -> tuple[tuple[str, str], ...]:
    """The rules the offered versions know, each with its standing."""
    rules = {JUDGEMENT_ONLY: "No rule: the outcome is a matter of judgement"}
    for version in versions:
        for rule in version.tool.counting_rules:
            rules[rule.code] = f"{rule.name} ({rule.status})"
    return tuple(rules.items())


def _floors(versions: tuple[ToolVersion, ...]) -> tuple[tuple[str, str], ...]:
    floors = {floor.code: floor.says for version in versions for floor in version.tool.floors}
    return tuple(floors.items())


def _in_use_now(row: AuthorityTool | None) -> dict[str, Any]:
    if row is None:
        return {"rule": JUDGEMENT_ONLY}
    return {
        "version": str(row.version_id),
        "rule": row.rule,
        "floors": row.floors,
        "agreed_by": row.agreed_by,
        "agreed_on": row.agreed_on,
    }


def tools_for(viewer: Any) -> QuerySet[ToolVersion]:
    """Every tool version the viewer may read."""
    return access.visible(viewer, Permission.TOOL_VIEW, ToolVersion.objects.all())
