"""Give a case to somebody, share it, and take it back."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies import selectors as agencies
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import AllocationForm, ShareForm
from cases.views.doors import CaseDoor
from core.calendar import LONDON


class CaseAllocate(CaseDoor):
    """Who holds the case, who held it, and to whom it goes next."""

    permission = Permission.CASE_ALLOCATE

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        return self._page(case_id)

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        case = selectors.case_to_hand_on(self.viewer, case_id)
        posts = selectors.posts_for_cases(case, now=self.now)
        form = AllocationForm(request.POST, posts=posts)
        if not form.is_valid():
            return self._page(case_id, form)
        to = form.target
        services.allocate_by_hand(
            case,
            agency=agencies.agency_with(to.agency_id),
            role=to.role,
            user=agencies.person_with(to.user_id) if to.user_id else None,
            by=self.person,
            at=self.now,
        )
        return redirect("cases:allocate", case_id)

    def _page(self, case_id: uuid.UUID, form: AllocationForm | None = None) -> HttpResponse:
        case = selectors.case_to_hand_on(self.viewer, case_id)
        page = selectors.access_of(self.viewer, case, now=self.now)
        posts = selectors.posts_for_cases(case, now=self.now)
        return self.ask(
            "cases/allocate.html",
            case,
            "Allocate the case",
            page=page,
            form=form or AllocationForm(posts=posts),
        )


class AllocationEnd(CaseDoor):
    """Take the case back from a person or a team."""

    permission = Permission.CASE_ALLOCATE

    def post(self, request: HttpRequest, allocation_id: uuid.UUID) -> HttpResponse:
        row = selectors.allocation_for(self.viewer, allocation_id)
        services.take_back(row, by=self.person, at=self.now)
        return redirect("cases:allocate", row.case_id)


class CaseShare(CaseDoor):
    """Share the file with a role of another agency; the ledger stands below."""

    permission = Permission.CASE_ALLOCATE

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        return self._page(case_id)

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        case = selectors.case_to_hand_on(self.viewer, case_id)
        form = self._form(case_id, request.POST)
        if not form.is_valid():
            return self._page(case_id, form)
        services.share_by_hand(
            case,
            agency=agencies.agency_with(form.target.agency_id),
            role=form.target.role,
            purpose=form.cleaned_data["purpose"],
            because=form.cleaned_data["because"],
            until=form.until,
            by=self.person,
            at=self.now,
        )
        return redirect("cases:share", case_id)

    def _form(self, case_id: uuid.UUID, *data: object) -> ShareForm:
        case = selectors.case_to_hand_on(self.viewer, case_id)
        posts = selectors.posts_for_cases(case, now=self.now)
        return ShareForm(*data, posts=posts, today=self.now.astimezone(LONDON).date())

    def _page(self, case_id: uuid.UUID, form: ShareForm | None = None) -> HttpResponse:
        case = selectors.case_to_hand_on(self.viewer, case_id)
        page = selectors.access_of(self.viewer, case, now=self.now)
        return self.ask(
            "cases/share.html",
            case,
            "Share the case file",
            page=page,
            form=form or self._form(case_id),
        )


class ShareEnd(CaseDoor):
    """End a share; its row stays in the ledger."""

    permission = Permission.CASE_ALLOCATE

    def post(self, request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
        case, share = selectors.share_for(self.viewer, share_id)
        services.end_share_by_hand(case, share, by=self.person, at=self.now)
        return redirect("cases:share", case.pk)
