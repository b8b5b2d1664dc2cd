"""Write a letter of a case: one press, then the letter stands to be read and fetched."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.doors import Door
from agencies.permissions import Permission
from cases import selectors, services

WRITTEN = "The letter is written. It never changes."


class PackWrite(Door):
    """The packet of a hand-over as a letter to whoever it was offered to."""

    permission = Permission.LETTER_WRITE

    def post(self, request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
        page = selectors.hand_over_page(self.viewer, hand_over_id)
        letter = services.write_pack(page.offer, by=self.person, at=self.now)
        messages.success(request, WRITTEN)
        return redirect("documents:letter", letter.pk)


class ChildPlanWrite(Door):
    """The plan in the child's words as a letter to the child."""

    permission = Permission.LETTER_WRITE

    def post(self, request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
        page = selectors.child_plan(self.viewer, plan_id, now=self.now)
        letter = services.write_child_plan(page.plan, by=self.person, at=self.now)
        messages.success(request, WRITTEN)
        return redirect("documents:letter", letter.pk)
