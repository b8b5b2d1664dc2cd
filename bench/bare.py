"""The floor of `./portal bench pages`: the frame of a signed-in page and one query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from agencies.selectors import authority
from cse_portal.urls import urlpatterns as portal

DUDLEY = "E08000027"


def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but the shell, after one query."""
    authority(DUDLEY)
    return render(request, "base.html")


urlpatterns = [path("bare/", bare), *portal]
