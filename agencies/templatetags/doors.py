"""Links that are shown where they open."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template.context import Context
from django.urls import resolve, reverse

from agencies.access import viewer_of

register = template.Library()


@register.simple_tag(takes_context=True)
def door(context: Context, route: str, *args: Any) -> str:
    """The address of a page if the viewer's roles may knock at its door, else nothing."""
    address = reverse(route, args=args)
    needed = cast(Any, resolve(address).func).view_class.permission
    if needed and not viewer_of(context["request"].user).holds(needed):
        return ""
    return address
