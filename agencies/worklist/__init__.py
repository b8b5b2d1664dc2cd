"""Pages and counts of a worklist at a million rows: the same rows as `access.visible`, sooner."""

from agencies.worklist.pages import (
    MOST_COUNTED,
    ORDER,
    PAGE,
    After,
    Page,
    count_of,
    page_of,
    page_of_few,
)

__all__ = [
    "MOST_COUNTED",
    "ORDER",
    "PAGE",
    "After",
    "Page",
    "count_of",
    "page_of",
    "page_of_few",
]
