"""Returns: the list, drafting, reading, drilling, comparing, signing off, revising, files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from core.layout import Bar
from core.paging import page_number
from core.refusals import Invalid
from reporting import selectors, services, sheets
from reporting.forms import DownloadForm, DraftForm, ReviseForm, SignOffForm
from reporting.toolkit import Period

LAST = 99_999
"""No bound of its own: a page past the end is the last one."""


class ReturnList(Door):
    """Every return within reach, and what is being built."""

    permission = Permission.RETURN_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.list_page(
            self.viewer, page=page_number(request.GET.get("page", ""), deepest=LAST), now=self.now
        )
        return self.show("reporting/list.html", page)


class ReturnDraft(Asking):
    """Ask for the return of a period."""

    permission = Permission.RETURN_DRAFT
    template = "reporting/draft.html"

    def read(self) -> Any:
        return selectors.authorities_to_draft(self.viewer)

    def form(self, page: Any, data: Any = None) -> DraftForm:
        return DraftForm(data, authorities=[(str(one.pk), one.name) for one in page])

    def act(self, page: Any, form: DraftForm) -> str:
        answers = form.cleaned_data
        wanted = answers.get("authority") or page[0].pk
        asked = services.request_return(
            selectors.authority_to_draft(self.viewer, wanted),
            period=Period(answers["label"], answers["start"], answers["end"]),
            by=self.person,
            at=self.now,
        )
        return reverse("reporting:request", args=[asked.pk])


class RequestDetail(Door):
    """What became of a request: being built, refused, or the return itself."""

    permission = Permission.RETURN_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        asked = selectors.request_for(self.viewer, pk)
        if asked.answer_id:
            return redirect("reporting:detail", asked.answer_id)
        return self.show("reporting/request.html", asked)


class ReturnDetail(Door):
    """One return: its figures, and why they do not add up."""

    permission = Permission.RETURN_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.return_page(self.viewer, pk)
        return self.show("reporting/detail.html", page, formats=DownloadForm().fields["format"])


class FigureDetail(Door):
    """One figure with its definition and breakdowns."""

    permission = Permission.RETURN_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
        page = selectors.figure_page(self.viewer, pk, code)
        return self.show("reporting/figure.html", page, splits=list(self.splits(page)))

    def splits(self, page: selectors.FigurePage) -> Iterator[dict[str, Any]]:
        """Each breakdown as a table with its picture; a cell links to its rows."""
        for split in page.figure.breakdowns:
            bars = [Bar(cell.label, cell.value, self.rows_url(page, cell)) for cell in split.cells]
            yield {"label": split.label, "bars": bars}

    def rows_url(self, page: selectors.FigurePage, cell: selectors.CellContents) -> str:
        if not page.may_drill or not cell.value:
            return ""
        return reverse("reporting:cell_rows", args=[page.record.pk, cell.pk])


class FigureRows(Door):
    """The rows behind a figure, as far as the viewer reaches them."""

    permission = Permission.RETURN_DRILL

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read(page_number(request.GET.get("page", ""), deepest=LAST))
        seen = Viewed(
            page.kind,
            page.record_ids,
            page.child_ids,
            action=Action.LIST,
            reason=f"Return {page.record.reference}, {page.figure.code}",
        )
        return self.show("reporting/rows.html", page, viewed=seen)

    def read(self, page: int) -> selectors.RowsPage:
        return selectors.figure_rows(self.viewer, page=page, **self.kwargs)


class CellRows(FigureRows):
    """The rows behind one cell of a breakdown."""

    def read(self, page: int) -> selectors.RowsPage:
        return selectors.cell_rows(self.viewer, page=page, **self.kwargs)


class ReturnCompare(Door):
    """A return beside the one before it."""

    permission = Permission.RETURN_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.show("reporting/compare.html", selectors.compare_page(self.viewer, pk))


class ReturnSignOff(Asking):
    """Sign a draft off, which freezes it."""

    permission = Permission.RETURN_SIGN_OFF
    template = "reporting/sign_off.html"

    def read(self) -> Any:
        return selectors.return_page(self.viewer, self.kwargs["pk"])

    def form(self, page: Any, data: Any = None) -> SignOffForm:
        return SignOffForm(data)

    def act(self, page: Any, form: SignOffForm) -> str:
        services.sign_off_return(page.record, by=self.person, at=self.now)
        messages.success(self.request, "The return is signed off and frozen.")
        return reverse("reporting:detail", args=[page.record.pk])


class ReturnRevise(Asking):
    """Ask for a signed return to be drafted again."""

    permission = Permission.RETURN_DRAFT
    template = "reporting/revise.html"

    def read(self) -> Any:
        return selectors.return_for(self.viewer, self.kwargs["pk"])

    def form(self, page: Any, data: Any = None) -> ReviseForm:
        return ReviseForm(data)

    def act(self, page: Any, form: ReviseForm) -> str:
        asked = services.request_revision(
            page, because=form.cleaned_data["because"], by=self.person, at=self.now
        )
        return reverse("reporting:request", args=[asked.pk])


class ReturnDownload(Door):
    """A return as a file. What leaves the portal is written down first."""

    permission = Permission.RETURN_VIEW

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = selectors.return_for(self.viewer, pk)
        form = DownloadForm(request.POST)
        if not form.is_valid():
            raise Invalid("Choose CSV, Excel or JSON.")
        format = form.cleaned_data["format"]
        self.note(Viewed("reporting.return", (record.pk,), (), action=Action.EXPORT, reason=format))
        made = sheets.as_file(selectors.contents(record), format)
        answer = HttpResponse(made, content_type=sheets.FORMATS[format])
        answer["Content-Disposition"] = f'attachment; filename="{record.reference}.{format}"'
        return answer
