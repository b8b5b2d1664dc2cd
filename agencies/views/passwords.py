"""One's own password, for those who have one."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

NO_PASSWORD = "You sign in without a password, so there is none to change."  # noqa: S105


class PasswordChange(PasswordChangeView):
    """allauth's page; who has no password is told so, not sent to set one (nobody offers that)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied(NO_PASSWORD)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer
