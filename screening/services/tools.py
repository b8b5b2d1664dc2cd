"""Draft, revise, publish and retire tool versions; agree which one an authority uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import SENTENCES, Permission
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotAllowed, NotNow
from screening.events import ToolEvent
from screening.models import TOOL_PATHWAY, AuthorityTool, ToolStatus, ToolVersion
from screening.tool import (
    JUDGEMENT_ONLY,
    Tool,
    ToolError,
    definition_hash,
    parse,
    shipped_definitions,
    validate,
)


@transaction.atomic
def load_shipped_tools(*, at: datetime) -> list[ToolVersion]:
    """Publish every shipped tool that is not there yet; loading again changes nothing.

    A shipped file that was changed becomes another version: a published one never changes.
    """
    return [
        _publish_shipped(definition, at=at)
        for definition in shipped_definitions()
        if not ToolVersion.objects.filter(definition_hash=definition_hash(definition)).exists()
    ]


@transaction.atomic
def draft_tool(source: ToolVersion, *, by: User, at: datetime) -> ToolVersion:
    """Draft the next version of a tool from an old one. One draft of a tool at a time."""
    access.require(by, Permission.TOOL_PUBLISH)
    if ToolVersion.objects.filter(code=source.code, status=ToolStatus.DRAFT).exists():
        raise NotNow("This tool has a draft already. Continue with that one.")
    draft = _new_version(source.definition, author=by, based_on=source, at=at)
    trail.record(ToolEvent.DRAFTED, draft, by=by, at=at, facts={"code": draft.code})
    return draft


@transaction.atomic
def revise_tool(
    draft: ToolVersion, *, definition: dict[str, Any], by: User, at: datetime
) -> ToolVersion:
    """Change a draft. Raises Invalid, in plain words, for a definition that cannot be used."""
    access.require(by, Permission.TOOL_PUBLISH)
    _require_draft(draft)
    tool = _checked(definition)
    if tool.code != draft.code:
        raise Invalid("A version keeps the code of its tool.")
    draft.definition, draft.definition_hash = definition, definition_hash(definition)
    draft.name, draft.offered = tool.name, tool.offered
    draft.save(update_fields=["definition", "definition_hash", "name", "offered"])
    draft.__dict__.pop("tool", None)
    trail.record(ToolEvent.REVISED, draft, by=by, at=at, facts={"code": draft.code})
    return draft


@transaction.atomic
def publish_tool(draft: ToolVersion, *, by: User, at: datetime) -> ToolVersion:
    """Publish a draft: from now on its definition never changes."""
    access.require(by, Permission.TOOL_PUBLISH)
    _require_draft(draft)
    _checked(draft.definition)
    published = ToolVersion.objects.exclude(status=ToolStatus.DRAFT)
    if published.filter(definition_hash=draft.definition_hash).exists():
        raise NotNow("Nothing differs from a version that is published already.")
    draft.published_at, draft.published_by = at, by
    draft.save(update_fields=["published_at", "published_by"])
    TOOL_PATHWAY.move(draft, to=ToolStatus.PUBLISHED, by=by, at=at)
    trail.record(ToolEvent.PUBLISHED, draft, by=by, at=at, facts={"hash": draft.definition_hash})
    return draft


@transaction.atomic
def retire_tool(version: ToolVersion, *, by: User, at: datetime, because: str) -> ToolVersion:
    """Offer a version no longer. Screenings made with it keep it."""
    access.require(by, Permission.TOOL_PUBLISH)
    if not because.strip():
        raise Invalid("Say why this version is retired.", field="because")
    if AuthorityTool.objects.filter(version=version, until_at=None).exists():
        raise NotNow("An authority screens with this version. It chooses another one first.")
    TOOL_PATHWAY.move(version, to=ToolStatus.RETIRED, by=by, at=at, because=because)
    version.retired_at = at
    version.save(update_fields=["retired_at"])
    trail.record(ToolEvent.RETIRED, version, by=by, at=at, facts={"code": version.code})
    return version


@transaction.atomic
def agree_rule(
    authority: Authority,
    *,
    version: ToolVersion,
    rule: str,
    by: User | None,
    at: datetime,
    floors: Sequence[str] = (),
    agreed_by: str = "",
    agreed_on: date | None = None,
) -> AuthorityTool:
    """Say which version an authority screens with and which rule may suggest outcomes.

    A rule that suggests is switched on only after it was agreed: by whom and on which day is
    shown beside every suggestion (screening-tool.md, section 5b).
    """
    access.require(by, Permission.TOOL_RULE_AGREE)
    if by is not None and authority.pk not in access.viewer_of(by).authority_ids:
        raise NotAllowed(SENTENCES[Permission.TOOL_RULE_AGREE])
    _check_agreement(version, rule, floors, agreed_by, agreed_on, on=local_day(at))
    current = AuthorityTool.objects.select_for_update().filter(authority=authority, until_at=None)
    for row in current:
        row.until_at = at
        row.save(update_fields=["until_at"])
        trail.record(ToolEvent.RULE_ENDED, row, by=by, at=at, facts={"rule": row.rule})
    suggesting = rule != JUDGEMENT_ONLY
    row = AuthorityTool.objects.create(
        authority=authority,
        version=version,
        rule=rule,
        floors=list(floors) if suggesting else [],
        agreed_by=agreed_by.strip() if suggesting else "",
        agreed_on=agreed_on if suggesting else None,
        from_at=at,
        by=by,
    )
    trail.record(ToolEvent.RULE_AGREED, row, by=by, at=at, facts={"rule": rule})
    return row


def _check_agreement(
    version: ToolVersion,
    rule: str,
    floors: Sequence[str],
    agreed_by: str,
    agreed_on: date | None,
    *,
    on: date,
) -> None:
    if version.status != ToolStatus.PUBLISHED or not version.offered:
        raise Invalid("Choose a published version that is offered.", field="version")
    if rule not in version.tool.rule_options:
        raise Invalid("This version does not offer that rule.", field="rule")
    if set(floors) - {floor.code for floor in version.tool.floors}:
        raise Invalid("This version does not offer that floor.", field="floors")
    if rule == JUDGEMENT_ONLY:
        return
    if not agreed_by.strip():
        raise Invalid("Say who agreed the rule.", field="agreed_by")
    if agreed_on is None:
        raise Invalid("Say on which day the rule was agreed.", field="agreed_on")
    if agreed_on > on:
        raise Invalid("The day of the agreement must not be in the future.", field="agreed_on")


def _publish_shipped(definition: dict[str, Any], *, at: datetime) -> ToolVersion:
    version = _new_version(definition, author=None, based_on=None, at=at)
    version.published_at = at
    version.save(update_fields=["published_at"])
    TOOL_PATHWAY.move(version, to=ToolStatus.PUBLISHED, by=None, at=at)
    trail.record(
        ToolEvent.PUBLISHED, version, by=None, at=at, facts={"hash": version.definition_hash}
    )
    return version


def _new_version(
    definition: dict[str, Any], *, author: User | None, based_on: ToolVersion | None, at: datetime
) -> ToolVersion:
    tool = _checked(definition)
    last = ToolVersion.objects.filter(code=tool.code).aggregate(last=Max("number"))["last"]
    version = ToolVersion.objects.create(
        code=tool.code,
        number=(last or 0) + 1,
        name=tool.name,
        definition=definition,
        definition_hash=definition_hash(definition),
        offered=tool.offered,
        based_on=based_on,
        author=author,
        drafted_at=at,
    )
    TOOL_PATHWAY.begin(version, by=author, at=at)
    return version


def _checked(definition: dict[str, Any]) -> Tool:
    try:
        tool = parse(definition)
    except ToolError as error:
        raise Invalid(str(error)) from None
    problems = validate(tool)
    if problems:
        raise Invalid(" ".join(problems))
    return tool


def _require_draft(version: ToolVersion) -> None:
    if version.status != ToolStatus.DRAFT:
        raise NotNow("A published version never changes. Draft a new one from it.")
