"""The filters one keeps, and a list as charts or as a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import WRONG, Asking, Door
from agencies.forms import SureForm
from core.refusals import Invalid
from desk import charts, export, lists, saved, services
from desk.forms import ChangeFilterForm, ExportForm, LookedForm, SaveFilterForm


class Filters(Door):
    """My filters, and those that others share with me."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = saved.filters_page(self.viewer, start=request.GET.get("from", ""))
        return self.show("desk/filters.html", page)


class FilterNew(Asking):
    """Keep what a list is narrowed to; the choices stand in the address, as on its page."""

    template = "desk/filter_new.html"

    def read(self) -> dict[str, Any]:
        listed = lists.list_for(self.viewer, self.kwargs["of"])
        values = listed.asked(self.request.GET)
        return {"listed": listed, "values": values, "words": listed.words(values)}

    def form(self, page: dict[str, Any], data: Any = None) -> SaveFilterForm:
        return SaveFilterForm(data)

    def act(self, page: dict[str, Any], form: SaveFilterForm) -> str:
        row = services.save_filter(
            page["listed"].name,
            values=page["values"],
            name=form.cleaned_data["name"],
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "The filter is saved. Say here what else it does.")
        return reverse("desk:filter", args=[row.pk])


class Filter(Asking):
    """Rename one of my filters, share it, put it on my home page, be told of news."""

    template = "desk/filter.html"

    def read(self) -> saved.FilterPage:
        return saved.filter_page(self.viewer, self.kwargs["filter_id"])

    def form(self, page: saved.FilterPage, data: Any = None) -> ChangeFilterForm:
        line = page.line
        does = [name for name in ("on_home", "alert") if getattr(line, name)]
        initial = {"name": line.name, "audience": page.audience, "does": does}
        return ChangeFilterForm(data, audiences=page.audiences, initial=initial)

    def act(self, page: saved.FilterPage, form: ChangeFilterForm) -> str:
        said = form.cleaned_data
        services.change_filter(
            page.row,
            name=said["name"],
            audience=said["audience"],
            on_home="on_home" in said["does"],
            alert="alert" in said["does"],
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "The filter is changed.")
        return reverse("desk:filters")


class FilterDelete(Asking):
    """Let one of my filters go."""

    template = "desk/filter_delete.html"

    def read(self) -> saved.FilterPage:
        return saved.filter_page(self.viewer, self.kwargs["filter_id"])

    def form(self, page: saved.FilterPage, data: Any = None) -> SureForm:
        return SureForm(data, submit="Delete the filter", kind="warning")

    def act(self, page: saved.FilterPage, form: SureForm) -> str:
        services.delete_filter(page.row, by=self.person, at=self.now)
        messages.success(self.request, "The filter is deleted.")
        return reverse("desk:filters")


class FilterLooked(Door):
    """I have looked at what is new in one of my filters."""

    def post(self, request: HttpRequest, filter_id: uuid.UUID) -> HttpResponse:
        row = saved.own_filter(self.viewer, filter_id)
        form = LookedForm(request.POST)
        if not form.is_valid():
            raise Invalid("Say on the page of the list what you have looked at.")
        services.note_looked(row, rows=form.cleaned_data["rows"], by=self.person, at=self.now)
        return redirect(saved.line_of(self.viewer, row).url or reverse("desk:filters"))


class Chart(Door):
    """A narrowed list as charts, with the same figures as tables."""

    def get(self, request: HttpRequest, of: str) -> HttpResponse:
        page = charts.chart_page(self.viewer, of, request.GET, now=self.now)
        return self.show("desk/chart.html", page)


class Export(Door):
    """A narrowed list as a file. What leaves the portal is written down first."""

    step_up = True

    def get(self, request: HttpRequest, of: str) -> HttpResponse:
        return self._ask(of, ExportForm())

    def post(self, request: HttpRequest, of: str) -> HttpResponse:
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._ask(of, form, status=WRONG)
        file = export.export_file(self.viewer, of, request.GET, **form.cleaned_data, now=self.now)
        self.note(file.viewed)
        answer = HttpResponse(file.content, content_type=file.content_type)
        answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return answer

    def _ask(self, of: str, form: ExportForm, *, status: int = 200) -> HttpResponse:
        page = export.export_page(self.viewer, of, self.request.GET, now=self.now)
        return self.show("desk/export.html", page, form=None if page.shut else form, status=status)
