"""The record of a child, its details, and a safe address revealed."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import DataClass, Permission
from children import selectors, services
from children.forms import DetailsForm
from core.audit import Action, Viewed
from core.calendar import LONDON
from core.layout import Link
from core.refusals import Invalid


class ChildDetail(Door):
    """Everything known of a child, for those who reach the child."""

    permission = Permission.CHILD_VIEW

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        today = self.now.astimezone(LONDON).date()
        page = selectors.child_page(self.viewer, child_id, today=today)
        viewed = Viewed("children.child", (page.child_id,), (page.child_id,))
        return self.show("children/detail.html", page, viewed=viewed)


class ChildEdit(Door):
    """Put right who the child is."""

    permission = Permission.CHILD_EDIT

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        _, known = selectors.details_of(self.viewer, child_id)
        return self._ask(child_id, self._form(initial=known))

    def post(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        child, _ = selectors.details_of(self.viewer, child_id)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._ask(child_id, form)
        try:
            services.edit_details(child, by=self.person, at=self.now, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
            return self._ask(child_id, form)
        return redirect("children:detail", child_id)

    def _form(self, *args: object, **more: object) -> DetailsForm:
        return DetailsForm(*args, today=self.now.astimezone(LONDON).date(), **more)

    def _ask(self, child_id: uuid.UUID, form: DetailsForm) -> HttpResponse:
        return self.show(
            "children/edit.html",
            form=form,
            heading="Change details",
            breadcrumbs=_way(child_id, "Change details"),
            viewed=Viewed("children.child", (child_id,), (child_id,)),
        )


class AddressReveal(Door):
    """Show one safe address. A POST, so that no link or reload reveals it unseen."""

    permission = Permission.SAFE_ADDRESS_REVEAL

    def post(self, request: HttpRequest, address_id: uuid.UUID) -> HttpResponse:
        page = selectors.safe_address(self.viewer, address_id)
        viewed = Viewed(
            "children.address",
            (page.address_id,),
            (page.child_id,),
            Action.REVEAL,
            DataClass.SAFE_ADDRESS,
        )
        way = _way(page.child_id, "Safe address")
        return self.show("children/address.html", page, breadcrumbs=way, viewed=viewed)


def _way(child_id: uuid.UUID, here: str) -> tuple[Link, ...]:
    return (
        Link("Record of the child", reverse("children:detail", args=[child_id])),
        Link(here, ""),
    )
