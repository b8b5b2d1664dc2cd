"""An action of the plan: read it, add it, change it, close it, drop it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import Door
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import ActionForm, CloseActionForm, DropActionForm, key_of
from cases.services import ActionSaid
from cases.views.editing import Editing
from cases.views.plan import PlanQuestion
from core.audit import Viewed
from core.layout import Link


class ActionDetail(Door):
    """One action. Whoever only owes it sees it, and no way into the file."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
        page = selectors.action_page(self.viewer, action_id, now=self.now)
        return self.show("cases/action.html", page, viewed=viewed_action(page), case=page.case)


class ActionAdd(PlanQuestion):
    """Somebody does something by a day."""

    permission = Permission.PLAN_ADD
    heading = "Add an action"

    def read(self) -> selectors.AddPage:
        return selectors.plan_to_add_to(self.viewer, self.kwargs["plan_id"], now=self.now)

    def form(self, page: selectors.AddPage, data: Any = None) -> forms.Form:
        return ActionForm(data, choices=page.choices)

    def act(self, page: selectors.AddPage, form: ActionForm) -> str:
        services.add_action(page.plan, said_in(form, page.case), by=self.person, at=self.now)
        return self.done(page, "The action is added. It is owed from now on.")


class ActionChange(Editing, PlanQuestion):
    """Change an open action; a stale save shows both."""

    permission = Permission.PLAN_CHANGE
    heading = "Change the action"

    def read(self) -> selectors.EditPage:
        return selectors.action_to_change(self.viewer, self.kwargs["action_id"], now=self.now)

    def edition(self, page: selectors.EditPage) -> int:
        return page.action.edition

    def form(self, page: selectors.EditPage, data: Any = None) -> forms.Form:
        action = page.action
        names = ("what", "said_to_child", "no_wish_because", "due_on", "edition")
        stands = {name: getattr(action, name) for name in names}
        stands |= {
            "indicators": list(page.ticked),
            "wish": str(action.wish_id) if action.wish_id else "NONE",
            "to": key_of(action.owner_agency_id, action.owner_role, action.owner_id),
        }
        return ActionForm(data, choices=page.choices, initial=stands)

    def act(self, page: selectors.EditPage, form: ActionForm) -> str:
        services.change_action(
            page.action,
            said_in(form, page.case),
            edition=form.said()["edition"],
            by=self.person,
            at=self.now,
        )
        return self.done(page, "The action is saved.")


class ActionClose(PlanQuestion):
    """What was done, and what difference it made; open to whoever owes the action."""

    permission = Permission.PLAN_ACTION_CLOSE
    template = "cases/close_action.html"
    heading = "Close the action"

    def read(self) -> selectors.ActionPage:
        return selectors.action_to_close(self.viewer, self.kwargs["action_id"], now=self.now)

    def viewed(self, page: selectors.ActionPage) -> Viewed:
        return viewed_action(page)

    def form(self, page: selectors.ActionPage, data: Any = None) -> forms.Form:
        return CloseActionForm(data)

    def present(self, page: Any, form: forms.Form, *, status: int = 200, **more: Any) -> Any:
        if page.reads_file:
            return super().present(page, form, status=status, **more)
        return super().present(page, form, status=status, breadcrumbs=way_back(page), **more)

    def act(self, page: selectors.ActionPage, form: Any) -> str:
        services.close_action(page.action, by=self.person, at=self.now, **form.cleaned_data)
        messages.success(self.request, "The action is closed.")
        return reverse("cases:action", args=[page.action.pk])


class ActionDrop(PlanQuestion):
    """The action is no longer wanted."""

    permission = Permission.PLAN_CHANGE
    heading = "Drop the action"

    def read(self) -> selectors.EditPage:
        return selectors.action_to_change(self.viewer, self.kwargs["action_id"], now=self.now)

    def form(self, page: selectors.EditPage, data: Any = None) -> forms.Form:
        return DropActionForm(data)

    def act(self, page: selectors.EditPage, form: Any) -> str:
        services.drop_action(page.action, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The action is dropped. It stays in the plan with the reason.")


def said_in(form: ActionForm, case: Any) -> ActionSaid:
    """What was typed about an action, as the services take it."""
    data, to = form.cleaned_data, form.target
    return ActionSaid(
        what=data["what"],
        agency=agencies.agency_with(to.agency_id),
        role=to.role,
        person=agencies.person_with(to.user_id) if to.user_id else None,
        due_on=data["due_on"],
        indicators=tuple(data.get("indicators", ())),
        wish=selectors.wish_with(case, form.wish_id) if form.wish_id else None,
        no_wish_because=data["no_wish_because"],
        said_to_child=data["said_to_child"],
    )


def viewed_action(page: selectors.ActionPage) -> Viewed:
    """The read event of a page about one action."""
    about = (page.action.pk,), (page.case.child_id,)
    return Viewed("cases.planaction", *about, data_class=page.data_class)


def way_back(page: selectors.ActionPage) -> tuple[Link, ...]:
    """The way back for whoever owes the action and does not read the file."""
    action = Link("Your action", reverse("cases:action", args=[page.action.pk]))
    return (action, Link("Close the action", ""))
