"""Tool versions: read, draft from an old one, preview, publish, retire; the rule in use."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from core.calendar import local_day
from core.refusals import NotNow
from screening import selectors, services
from screening.forms import DraftForm, RetireForm, UseForm
from screening.views.asking import Asking


class ScreeningTools(Door):
    """Every version of every tool, and what the authority uses."""

    permission = Permission.TOOL_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("screening/tools.html", selectors.tool_list(self.viewer))


class ToolDetail(Door):
    """The form as it will be printed, and what changed against the version before."""

    permission = Permission.TOOL_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.show("screening/tool_detail.html", selectors.tool_page(self.viewer, pk))


class ToolDraft(Door):
    """Draft the next version from this one."""

    permission = Permission.TOOL_PUBLISH

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version = selectors.version_for(self.viewer, pk)
        draft = services.draft_tool(version, by=self.person, at=self.now)
        return redirect("screening:tool_edit", draft.pk)


class ToolEdit(Asking):
    """Change the wording, marks and groups of a draft."""

    permission = Permission.TOOL_PUBLISH
    template = "screening/tool_edit.html"

    def read(self) -> selectors.ToolPage:
        page = selectors.tool_page(self.viewer, self.kwargs["pk"])
        if not page.is_draft:
            raise NotNow("A published version never changes. Draft a new one from it.")
        return page

    def viewed(self, page: selectors.ToolPage) -> None:
        return None

    def form(self, page: selectors.ToolPage, data: Any = None) -> DraftForm:
        return DraftForm(data, tool=page.tool)

    def act(self, page: selectors.ToolPage, form: DraftForm) -> str:
        definition = form.definition(selectors.definition_of(page.version))
        services.revise_tool(page.version, definition=definition, by=self.person, at=self.now)
        messages.success(self.request, "The draft is saved.")
        here = "tool_edit" if self.request.POST.get("go") == "stay" else "tool_detail"
        return reverse(f"screening:{here}", args=[page.version.pk])


class ToolPublish(Door):
    """Publish a draft."""

    permission = Permission.TOOL_PUBLISH

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version = selectors.version_for(self.viewer, pk)
        services.publish_tool(version, by=self.person, at=self.now)
        messages.success(request, "The version is published and can be used from now on.")
        return redirect("screening:tool_detail", pk)


class ToolRetire(Asking):
    """Offer a version no longer."""

    permission = Permission.TOOL_PUBLISH
    template = "screening/tool_retire.html"

    def read(self) -> selectors.ToolPage:
        return selectors.tool_page(self.viewer, self.kwargs["pk"])

    def viewed(self, page: selectors.ToolPage) -> None:
        return None

    def form(self, page: selectors.ToolPage, data: Any = None) -> RetireForm:
        return RetireForm(data)

    def act(self, page: selectors.ToolPage, form: RetireForm) -> str:
        services.retire_tool(
            page.version, because=form.cleaned_data["because"], by=self.person, at=self.now
        )
        return reverse("screening:tool_detail", args=[page.version.pk])


class ToolUse(Asking):
    """Choose the form an authority uses and record the rule it has agreed."""

    permission = Permission.TOOL_RULE_AGREE
    template = "screening/tool_use.html"

    def read(self) -> selectors.UsePage:
        return selectors.use_page(self.viewer)

    def viewed(self, page: selectors.UsePage) -> None:
        return None

    def form(self, page: selectors.UsePage, data: Any = None) -> UseForm:
        return UseForm(
            data,
            versions=[(str(one.pk), f"{one.name} ({one})") for one in page.versions],
            rules=page.rules,
            floors=page.floors,
            today=local_day(self.now),
            initial=page.initial,
        )

    def act(self, page: selectors.UsePage, form: UseForm) -> str:
        typed = {**form.cleaned_data}
        services.agree_rule(
            page.authority,
            version=selectors.version_to_use(typed.pop("version")),
            **typed,
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "Saved. New screenings use it from now on.")
        return reverse("screening:tools")
