"""What the page of a list offers of the filters that are kept of it."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils import timezone

from agencies.access import viewer_of
from desk.lists import LISTS
from desk.saved import Bar, bar_of

register = template.Library()


@register.simple_tag(takes_context=True)
def saved_filters(context: Context, name: str) -> Bar:
    """The kept filters of a list, with the one in use, for whoever looks at its page."""
    request = context["request"]
    return bar_of(viewer_of(request.user), LISTS[name], request.GET, now=timezone.now())
