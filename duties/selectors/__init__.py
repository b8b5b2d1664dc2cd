"""Reads of duties, and of reviews of who has access."""

from duties.selectors.duties import duties_for, duty_of, open_for
from duties.selectors.reviews import (
    PostLine,
    ReviewLine,
    ReviewList,
    ReviewPage,
    review_list,
    review_page,
)

__all__ = [
    "PostLine",
    "ReviewLine",
    "ReviewList",
    "ReviewPage",
    "duties_for",
    "duty_of",
    "open_for",
    "review_list",
    "review_page",
]
