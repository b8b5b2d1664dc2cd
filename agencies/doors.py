"""The base of every page: who looks, whether the page is theirs, and the read audit."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar, cast

from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from agencies import access
from agencies.models import User
from agencies.permissions import SENTENCES, Permission
from agencies.sign_in import proved_again
from core import audit
from core.audit import Viewed
from core.refusals import Invalid, NotAllowed, NotNow

WRONG = 400
FRESH_FOR = 600
"""Seconds after which a list that polls is sent again although nothing in it has changed."""


class Door(View):
    """A page or an action for signed-in people; `permission` is what it takes to knock.

    A person who holds the permission at no reach gets 403 with a sentence; which records the
    reach opens is decided by the selector or service behind the door.
    """

    permission: ClassVar[Permission | None] = None
    polls: ClassVar[bool] = False
    """The page asks for itself again while it is open. What has not changed is not sent again, so
    it is no new reading; what is left of a time limit is written anew every ten minutes."""
    step_up: ClassVar[bool] = False
    """Ask again who it is, unless that was done within five minutes (requirement SESS-4)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission and not self.viewer.holds(self.permission):
            raise NotAllowed(SENTENCES[self.permission])
        in_demo = settings.DEMO and request.session.get("demo")
        if self.step_up and not in_demo and not proved_again(request, self.person):
            raise ReauthenticationRequired
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def viewer(self) -> access.Viewer:
        return access.viewer_of(self.person)

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    def show(
        self, template: str, page: Any = None, *, viewed: Viewed | None = None, **more: Any
    ) -> HttpResponse:
        """Render a page as `page` in the template, after its read event is safely written.

        `status` among `more` is the HTTP status, for a form that was sent and refused 400 unless
        it says otherwise; `key` is what a page that polls is told apart by, where `page` alone does
        not tell; the rest goes to the template by name.
        """
        key = more.pop("key", page)
        if self.polls and self.request.method == "GET":
            sign = self._sign_of(key)
            if self.request.headers.get("X-Polling") == sign:
                return HttpResponse(status=304)
            more |= {"poll_url": self.request.get_full_path(), "poll_sign": sign}
        status = more.pop("status", WRONG if self._refuses(more.get("form")) else 200)
        if viewed:
            self.note(viewed)
        return render(self.request, template, {"page": page, **more}, status=status)

    def _sign_of(self, key: Any) -> str:
        minutes = int(self.now.timestamp()) // FRESH_FOR
        return hashlib.sha256(f"{self.person.pk} {minutes} {key!r}".encode()).hexdigest()

    def _refuses(self, form: Any) -> bool:
        return self.request.method == "POST" and bool(getattr(form, "errors", None))

    def note(self, viewed: Viewed) -> None:
        """Write the read event of this request; if that fails nothing is sent."""
        match = self.request.resolver_match
        audit.note(
            viewed,
            by=self.person.pk,
            session=self.request.session.session_key or "",
            route=match.view_name if match else "",
        )


class Asking(Door):
    """A page with one form: show it, or hand what was typed to one service and go on.

    `read` what the page is about, make its `form`, and `act` on it; `act` says where to go. A
    refusal that a field can show keeps everything that was typed.
    """

    template: ClassVar[str]

    def read(self) -> Any:
        raise NotImplementedError

    def form(self, page: Any, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def act(self, page: Any, form: Any) -> str:
        raise NotImplementedError

    def viewed(self, page: Any) -> Viewed | None:
        """The read event of the page; a page about no child has none."""
        return None

    def present(self, page: Any, form: forms.Form, *, status: int = 200) -> HttpResponse:
        return self.show(self.template, page, viewed=self.viewed(page), form=form, status=status)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        return self.present(page, self.form(page))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        form = self.form(page, request.POST)
        if form.is_valid():
            try:
                return redirect(self.act(page, form))
            except Invalid as refusal:
                put_on(form, refusal)
            except NotNow as refusal:
                refusal.typed = words_in(form)
                raise
        return self.present(page, form, status=WRONG)


def words_in(form: forms.Form) -> tuple[tuple[str, str], ...]:
    """What was typed into the text fields of a form, by label; never a password."""
    secret = (forms.PasswordInput, forms.HiddenInput)
    return tuple(
        (str(form[name].label), str(form[name].value()))
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, secret)
        and form[name].value()
    )


def put_on(form: forms.Form, refusal: Invalid) -> None:
    """Show a refusal beside the field it is about, or above the form."""
    known = refusal.field if refusal.field in form.fields else None
    form.add_error(known, refusal.sentence)
