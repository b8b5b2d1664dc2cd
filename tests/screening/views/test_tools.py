"""The tool pages: an administrator drafts, previews and publishes; a coordinator agrees a rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.roles import Role
from screening.forms import DraftForm
from screening.models import AuthorityTool, ToolStatus, ToolVersion
from tests.agencies.clients import sign_in
from tests.screening.factories import person, tool_version

pytestmark = pytest.mark.django_db


def address(name: str, *args: object) -> str:
    return reverse(f"screening:{name}", args=args)


@pytest.fixture
def administrator(client: Client) -> Client:
    return sign_in(client, person(Role.SYS_ADMIN))


def as_shown(draft: ToolVersion, **typed: Any) -> dict[str, Any]:
    """What a browser posts when only `typed` was changed."""
    form = DraftForm(tool=draft.tool)
    shown = {name: field.initial for name, field in form.fields.items() if field.initial}
    return {**shown, **typed}


def drafted(client: Client, code: str = "DUDLEY-2015") -> ToolVersion:
    client.post(address("tool_draft", tool_version(code).pk))
    return ToolVersion.objects.get(code=code, number=2)


def test_the_list_says_what_each_version_is(administrator: Client) -> None:
    tool_version()
    page = administrator.get(address("tools")).text
    assert "DUDLEY-2015 version 1" in page
    assert "Reference only" in page
    assert "Only a coordinator or team manager records an agreed rule." in page


def test_the_preview_shows_the_form_and_what_is_reconstructed(administrator: Client) -> None:
    page = administrator.get(address("tool_detail", tool_version().pk)).text
    assert "S01: Missing / periods of absence" in page
    assert "the indicators marked “reconstructed” come from a related form" in page
    assert tool_version().definition_hash in page


def test_a_draft_is_changed_previewed_and_published(administrator: Client) -> None:
    draft = drafted(administrator)
    typed = as_shown(
        draft,
        label_S01="Missing, by day or by night",
        group_R07="VULNERABILITY",
        remove_R15="on",
        new_code="s09",
        new_label="Invented indicator",
        new_group="SIGNIFICANT",
        new_marks=["critical"],
        go="preview",
    )
    answer = administrator.post(address("tool_edit", draft.pk), typed)
    assert answer["Location"] == address("tool_detail", draft.pk)
    page = administrator.get(answer["Location"]).text
    for said in ("Added", "Removed", "Reworded", "Moved", "Missing, by day or by night"):
        assert said in page
    administrator.post(address("tool_publish", draft.pk))
    draft = ToolVersion.objects.get(pk=draft.pk)
    assert draft.status == ToolStatus.PUBLISHED
    assert draft.tool.indicator("S09").critical
    assert draft.tool.group_of("R07").code == "VULNERABILITY"
    assert administrator.get(address("tool_edit", draft.pk)).status_code == 409


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"label_S01": ""}, "Enter wording of S01"),
        ({"label_S01": "x" * 300}, "250 characters"),
        ({"new_code": "S01", "new_label": "Again", "new_group": "RISK"}, "in use already"),
        ({"new_code": "S09"}, "Enter the wording for the new indicator"),
        ({"new_code": "S 9", "new_label": "Invented", "new_group": "RISK"}, "capital letters"),
        ({"group_S01": "GRAVE"}, "Choose one of the answers in the list"),
        ({"name": ""}, "Enter name of the tool"),
    ],
)
def test_a_draft_that_cannot_be_used_is_refused_and_keeps_what_was_typed(
    administrator: Client, typed: dict[str, str], words: str
) -> None:
    draft = drafted(administrator)
    answer = administrator.post(
        address("tool_edit", draft.pk), as_shown(draft, **typed, label_S02="Kept words")
    )
    assert answer.status_code == 400
    assert words in answer.text
    assert "Kept words" in answer.text


def test_a_draft_without_any_change_is_not_published(administrator: Client) -> None:
    answer = administrator.post(address("tool_publish", drafted(administrator).pk))
    assert answer.status_code == 409
    assert "Nothing differs" in answer.text


def test_a_version_is_retired_with_a_reason(administrator: Client) -> None:
    version = tool_version("SANDWELL-2014")
    assert administrator.get(address("tool_retire", version.pk)).status_code == 200
    assert administrator.post(address("tool_retire", version.pk), {}).status_code == 400
    administrator.post(address("tool_retire", version.pk), {"because": "Invented."})
    version.refresh_from_db()
    assert version.status == ToolStatus.RETIRED


@pytest.mark.parametrize("name", ["tool_draft", "tool_publish"])
def test_a_coordinator_changes_no_tool(client: Client, name: str) -> None:
    sign_in(client, person(Role.COORDINATOR))
    answer = client.post(address(name, tool_version().pk))
    assert answer.status_code == 403
    assert "Only a system administrator drafts and publishes tools." in answer.text


def test_a_role_without_tools_reads_none(client: Client) -> None:
    sign_in(client, person(Role.REFERRER))
    assert client.get(address("tools")).status_code == 403


def agreement(chosen: ToolVersion, **typed: Any) -> dict[str, Any]:
    return {
        "version": str(chosen.pk),
        "rule": "WM-SUGGEST-1",
        "agreed_by": "The safeguarding children board",
        "agreed_on_day": "1",
        "agreed_on_month": "9",
        "agreed_on_year": "2015",
        "floors": ["UNDER-13"],
        **typed,
    }


def test_a_coordinator_switches_an_agreed_rule_on(client: Client) -> None:
    version = tool_version()
    sign_in(client, person(Role.COORDINATOR))
    assert "design: needs sign-off by the partnership" in client.get(address("tool_use")).text
    answer = client.post(address("tool_use"), agreement(version))
    assert answer["Location"] == address("tools")
    row = AuthorityTool.objects.get()
    assert (row.rule, row.floors) == ("WM-SUGGEST-1", ["UNDER-13"])
    page = client.get(address("tools")).text
    assert "agreed by The safeguarding children board on 1 September 2015" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"agreed_by": ""}, "Say who agreed the rule."),
        ({"agreed_on_year": "2999"}, "must not be in the future"),
        ({"rule": "GUESS-2"}, "Choose one of the answers in the list"),
        ({"version": "nonsense"}, "Choose one of the answers in the list"),
        ({"floors": ["OVER-18"]}, "Choose one of the answers in the list"),
    ],
)
def test_a_rule_nobody_agreed_is_not_switched_on(
    client: Client, typed: dict[str, Any], words: str
) -> None:
    sign_in(client, person(Role.COORDINATOR))
    answer = client.post(address("tool_use"), agreement(tool_version(), **typed))
    assert answer.status_code == 400
    assert words in answer.text
    assert not AuthorityTool.objects.exists()
