"""Import a file of episodes: upload it, look at each row, then import."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from core.paging import page_number
from missing import selectors, services
from missing.forms import UploadForm

KIND = "missing.episodeimport"


class ImportUpload(Asking):
    """Choose a file; nothing is imported yet."""

    permission = Permission.EPISODE_IMPORT
    template = "missing/imports.html"

    def read(self) -> Any:
        return selectors.latest_imports(self.viewer)

    def form(self, page: Any, data: Any = None) -> forms.Form:
        served = selectors.authorities_to_log_for(self.viewer, Permission.EPISODE_IMPORT)
        offered = [(str(one.pk), one.name) for one in served]
        return UploadForm(data, self.request.FILES or None, authorities=offered)

    def act(self, page: Any, form: Any) -> str:
        chosen = form.cleaned_data["authority"]
        served = selectors.authorities_to_log_for(self.viewer, Permission.EPISODE_IMPORT)
        batch = services.preview_file(
            form.cleaned_data["file"].read(),
            authority=next(one for one in served if str(one.pk) == chosen),
            by=self.person,
            at=self.now,
        )
        return reverse("missing:import", args=[batch.pk])


class ImportDetail(Door):
    """What would become, or what became, of each row."""

    permission = Permission.EPISODE_IMPORT

    def get(self, request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
        number = page_number(request.GET.get("page", ""))
        result = request.GET.get("result", "")
        page = selectors.import_page(self.viewer, import_id, result=result, number=number)
        viewed = Viewed(KIND, (page.batch.pk,), page.subjects, action=Action.LIST)
        return self.show("missing/import.html", page, viewed=viewed)

    def post(self, request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
        batch = selectors.import_for(self.viewer, import_id)
        services.carry_out_import(batch, by=self.person, at=self.now)
        messages.success(request, "File imported. Every row and its result is listed below.")
        return redirect("missing:import", batch.pk)


class ImportResults(Door):
    """The result of each row as a file: numbers, results, reasons, references; no names."""

    permission = Permission.EPISODE_IMPORT

    def get(self, request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
        batch = selectors.import_for(self.viewer, import_id)
        self.note(Viewed(KIND, (batch.pk,), (), action=Action.EXPORT))
        response = HttpResponse(
            selectors.results_as_csv(batch), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="import-results.csv"'
        return response
