"""The base of every page: who looks, whether the page is theirs, and the read audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from agencies import access
from agencies.models import User
from agencies.permissions import SENTENCES, Permission
from core import audit
from core.audit import Viewed
from core.refusals import NotAllowed


class Door(View):
    """A page or an action for signed-in people; `permission` is what it takes to knock.

    A person who holds the permission at no reach gets 403 with a sentence; which records the
    reach opens is decided by the selector or service behind the door.
    """

    permission: ClassVar[Permission | None] = None
    step_up: ClassVar[bool] = False
    """Ask again who it is, unless that was done within five minutes (requirement SESS-4)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission and not self.viewer.holds(self.permission):
            raise NotAllowed(SENTENCES[self.permission])
        in_demo = settings.DEMO and request.session.get("demo")
        if self.step_up and not in_demo and not did_recently_reauthenticate(request):
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

        `status` among `more` is the HTTP status; the rest goes to the template by name.
        """
        status = more.pop("status", 200)
        if viewed:
            self.note(viewed)
        return render(self.request, template, {"page": page, **more}, status=status)

    def note(self, viewed: Viewed) -> None:
        """Write the read event of this request; if that fails nothing is sent."""
        match = self.request.resolver_match
        audit.note(
            viewed,
            by=self.person.pk,
            session=self.request.session.session_key or "",
            route=match.view_name if match else "",
        )
