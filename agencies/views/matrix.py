"""The door to the permission matrix."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from agencies import selectors
from agencies.doors import Door
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES


class PermissionMatrix(Door):
    """Role x permission x reach, for the governance lead and administrators."""

    permission = Permission.MATRIX_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            "agencies/permission_matrix.html",
            selectors.permission_matrix(),
            roles=list(ROLE_NAMES.values()),
        )
