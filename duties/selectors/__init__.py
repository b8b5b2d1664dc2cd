"""Reads of duties, of the ladder, of cover, and of reviews of who has access."""

from duties.selectors.cover import CoverLine, CoverPage, address_of_cover, cover_for, cover_page
from duties.selectors.duties import duties_for, duty_of, open_for
from duties.selectors.ladder import Step, addresses_raised_to, answerable, ladder_of, raised_to
from duties.selectors.reviews import (
    PostLine,
    ReviewLine,
    ReviewList,
    ReviewPage,
    review_list,
    review_page,
)

__all__ = [
    "CoverLine",
    "CoverPage",
    "PostLine",
    "ReviewLine",
    "ReviewList",
    "ReviewPage",
    "Step",
    "address_of_cover",
    "addresses_raised_to",
    "answerable",
    "cover_for",
    "cover_page",
    "duties_for",
    "duty_of",
    "ladder_of",
    "open_for",
    "raised_to",
    "review_list",
    "review_page",
]
