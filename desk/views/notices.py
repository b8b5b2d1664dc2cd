"""What one was told of: the list, opening one, putting them away."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Asking, Door
from desk import selectors
from desk.forms import ReadForm
from duties import selectors as duties
from duties.services import mark_all_read, mark_read


class Notices(Asking):
    """What I was told of, unread first; read ones are put away one by one or all at once."""

    template = "desk/notices.html"
    polls = True

    def read(self) -> selectors.NoticePage:
        return selectors.notice_page(self.viewer, start=self.request.GET.get("from", ""))

    def form(self, page: selectors.NoticePage, data: Any = None) -> ReadForm:
        return ReadForm(data)

    def act(self, page: selectors.NoticePage, form: ReadForm) -> str:
        chosen = form.cleaned_data["notice"]
        if chosen:
            mark_read(duties.notice_for(self.viewer, chosen), at=self.now)
        else:
            mark_all_read(by=self.person, at=self.now)
            messages.success(self.request, "Everything is marked as read.")
        return reverse("desk:notices")


class Notice(Door):
    """Open what a notice is about, as long as it is open to me: that is having read it."""

    def get(self, request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
        notice = duties.notice_for(self.viewer, notice_id)
        mark_read(notice, at=self.now)
        return redirect(selectors.page_of_notice(notice))
