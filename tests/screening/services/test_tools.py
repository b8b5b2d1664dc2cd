"""Tools are loaded, drafted, published and retired; a rule is switched on once agreed."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from agencies.models import User
from agencies.roles import Role
from core.refusals import Invalid, NotAllowed, NotNow
from screening import selectors, services
from screening.models import AuthorityTool, ToolStatus, ToolVersion
from tests.agencies.factories import SANDWELL, authority
from tests.screening.factories import NOW, make_draft, make_signed, person, tool_version

pytestmark = pytest.mark.django_db
AGREED: dict[str, Any] = {
    "rule": "WM-SUGGEST-1",
    "agreed_by": "The safeguarding children board",
    "agreed_on": date(2015, 9, 1),
}


@pytest.fixture
def administrator() -> User:
    return person(Role.SYS_ADMIN)


def reworded(draft: ToolVersion) -> dict[str, Any]:
    definition = selectors.definition_of(draft)
    definition["groups"][0]["indicators"][0]["label"] = "Missing, by day or by night"
    return definition


def test_loading_publishes_every_shipped_tool_and_again_changes_nothing() -> None:
    first, second = StringIO(), StringIO()
    call_command("load_tools", stdout=first)
    call_command("load_tools", stdout=second)
    assert len(first.getvalue().splitlines()) == 5
    assert second.getvalue() == ""
    published = ToolVersion.objects.filter(status=ToolStatus.PUBLISHED)
    assert sorted(published.values_list("code", "offered")) == [
        ("DUDLEY-2013", True),
        ("DUDLEY-2015", True),
        ("SANDWELL-2014", True),
        ("SERAF", False),
        ("WM-REGIONAL-2015", True),
    ]


def test_a_draft_is_revised_and_published_as_the_next_version(administrator: User) -> None:
    old = tool_version()
    draft = services.draft_tool(old, by=administrator, at=NOW)
    assert (draft.number, draft.based_on, draft.status) == (2, old, ToolStatus.DRAFT)
    services.revise_tool(draft, definition=reworded(draft), by=administrator, at=NOW)
    services.publish_tool(draft, by=administrator, at=NOW)
    draft.refresh_from_db()
    assert draft.status == ToolStatus.PUBLISHED
    assert draft.published_by == administrator
    old.refresh_from_db()
    assert old.status == ToolStatus.PUBLISHED


def test_a_screening_keeps_the_version_it_was_made_with(administrator: User) -> None:
    signed = make_signed()
    draft = services.draft_tool(signed.version, by=administrator, at=NOW)
    services.revise_tool(draft, definition=reworded(draft), by=administrator, at=NOW)
    services.publish_tool(draft, by=administrator, at=NOW)
    signed.refresh_from_db()
    assert signed.version.number == 1
    assert signed.version.tool.indicator("S01").label.startswith("Missing / periods")


def test_one_draft_of_a_tool_at_a_time(administrator: User) -> None:
    old = tool_version()
    services.draft_tool(old, by=administrator, at=NOW)
    with pytest.raises(NotNow, match="a draft already"):
        services.draft_tool(old, by=administrator, at=NOW)


def test_a_draft_that_changes_nothing_is_not_published(administrator: User) -> None:
    draft = services.draft_tool(tool_version(), by=administrator, at=NOW)
    with pytest.raises(NotNow, match="Nothing differs"):
        services.publish_tool(draft, by=administrator, at=NOW)


def test_a_published_version_is_not_revised(administrator: User) -> None:
    version = tool_version()
    with pytest.raises(NotNow, match="never changes"):
        services.revise_tool(version, definition=reworded(version), by=administrator, at=NOW)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda one: one.pop("name"), "The tool: “name” is missing."),
        (lambda one: one["outcomes"].pop(), "No outcome stands for the level SERIOUS."),
        (lambda one: one.update(code="OTHER"), "A version keeps the code of its tool."),
    ],
)
def test_a_definition_that_cannot_be_used_is_refused_in_plain_words(
    administrator: User, spoil: Any, sentence: str
) -> None:
    draft = services.draft_tool(tool_version(), by=administrator, at=NOW)
    definition = selectors.definition_of(draft)
    spoil(definition)
    with pytest.raises(Invalid) as refused:
        services.revise_tool(draft, definition=definition, by=administrator, at=NOW)
    assert refused.value.sentence == sentence


def test_a_retired_version_is_offered_no_longer(administrator: User) -> None:
    draft, version = make_draft(), tool_version("SANDWELL-2014")
    services.retire_tool(version, because="A new form is used.", by=administrator, at=NOW)
    assert version not in selectors.offered_versions()
    with pytest.raises(Invalid, match="offered"):
        services.start_screening(draft.case, version=version, by=person(Role.SCREENER), at=NOW)


def test_a_version_in_use_is_not_retired(administrator: User) -> None:
    version = tool_version()
    services.agree_rule(authority(), version=version, **AGREED, by=person(Role.COORDINATOR), at=NOW)
    with pytest.raises(NotNow, match="screens with this version"):
        services.retire_tool(version, because="Invented.", by=administrator, at=NOW)


def test_retiring_needs_a_reason(administrator: User) -> None:
    with pytest.raises(Invalid, match="why"):
        services.retire_tool(tool_version(), because=" ", by=administrator, at=NOW)


def test_only_an_administrator_changes_tools() -> None:
    version, coordinator = tool_version(), person(Role.COORDINATOR)
    with pytest.raises(NotAllowed, match="Only a system administrator"):
        services.draft_tool(version, by=coordinator, at=NOW)
    with pytest.raises(NotAllowed, match="Only a system administrator"):
        services.retire_tool(version, because="Invented.", by=coordinator, at=NOW)


def test_a_rule_in_force_ends_when_another_is_agreed() -> None:
    version, coordinator = tool_version(), person(Role.COORDINATOR)
    first = services.agree_rule(authority(), version=version, **AGREED, by=coordinator, at=NOW)
    again = services.agree_rule(
        authority(), version=version, rule="JUDGEMENT_ONLY", by=coordinator, at=NOW
    )
    first.refresh_from_db()
    assert first.until_at == NOW
    assert AuthorityTool.objects.get(until_at=None) == again


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agreed_by": " "}, "agreed_by"),
        ({"agreed_on": None}, "agreed_on"),
        ({"agreed_on": date(2015, 9, 16)}, "agreed_on"),
        ({"rule": "SCORE_BANDS"}, "rule"),
        ({"floors": ["OVER-18"]}, "floors"),
    ],
)
def test_a_rule_is_switched_on_only_as_it_was_agreed(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.agree_rule(
            authority(),
            version=tool_version(),
            **{**AGREED, **change},
            by=person(Role.COORDINATOR),
            at=NOW,
        )
    assert refused.value.field == field


def test_the_database_holds_no_suggesting_rule_that_nobody_agreed() -> None:
    row = services.agree_rule(
        authority(), version=tool_version(), **AGREED, by=person(Role.COORDINATOR), at=NOW
    )
    with pytest.raises(IntegrityError, match="was_agreed"), transaction.atomic():
        AuthorityTool.objects.filter(pk=row.pk).update(agreed_by="")


def test_a_coordinator_agrees_rules_for_their_own_authority_only() -> None:
    with pytest.raises(NotAllowed, match="Only a coordinator or team manager"):
        services.agree_rule(
            authority(SANDWELL),
            version=tool_version(),
            **AGREED,
            by=person(Role.COORDINATOR),
            at=NOW,
        )
