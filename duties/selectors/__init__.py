"""Reads of duties, of the ladder, of cover, of notices, and of reviews of who has access."""

from duties.selectors.cover import (
    CoverLine,
    CoverPage,
    address_of_cover,
    cover_for,
    cover_page,
    covering_today,
)
from duties.selectors.duties import (
    addresses_owing,
    duties_for,
    duty_of,
    duty_with,
    open_for,
)
from duties.selectors.ladder import (
    Step,
    addresses_on_rung,
    addresses_raised_to,
    answerable,
    ladder_of,
    raised_to,
)
from duties.selectors.notices import (
    COVER,
    NoticeLine,
    NoticeList,
    choices_of,
    notice_for,
    notice_list,
    notices_for,
    place_of,
    unread_of,
)
from duties.selectors.reviews import (
    PostLine,
    ReviewLine,
    ReviewList,
    ReviewPage,
    review_list,
    review_page,
)

__all__ = [
    "COVER",
    "CoverLine",
    "CoverPage",
    "NoticeLine",
    "NoticeList",
    "PostLine",
    "ReviewLine",
    "ReviewList",
    "ReviewPage",
    "Step",
    "address_of_cover",
    "addresses_on_rung",
    "addresses_owing",
    "addresses_raised_to",
    "answerable",
    "choices_of",
    "cover_for",
    "cover_page",
    "covering_today",
    "duties_for",
    "duty_of",
    "duty_with",
    "ladder_of",
    "notice_for",
    "notice_list",
    "notices_for",
    "open_for",
    "place_of",
    "raised_to",
    "review_list",
    "review_page",
    "unread_of",
]
