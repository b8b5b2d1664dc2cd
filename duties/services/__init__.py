"""Every write of this floor: what is owed, the ladder, cover, and reviews of who has access."""

from duties.services.cover import end_cover, name_cover
from duties.services.duties import (
    Owner,
    cancel_duty,
    close_duty,
    end_duties_of_case,
    hand_duties_to_case,
    hand_duty_to_case,
    hand_over_duties_of_case,
    hand_over_duty,
    name_another_day,
    open_duty,
    put_duties_of_case_on,
    put_duties_on,
    resume_clock,
    stop_clock,
)
from duties.services.ladder import acknowledge, raise_duty, raise_late_duties
from duties.services.reviews import Decision, open_access_reviews, sign_off_review

__all__ = [
    "Decision",
    "Owner",
    "acknowledge",
    "cancel_duty",
    "close_duty",
    "end_cover",
    "end_duties_of_case",
    "hand_duties_to_case",
    "hand_duty_to_case",
    "hand_over_duties_of_case",
    "hand_over_duty",
    "name_another_day",
    "name_cover",
    "open_access_reviews",
    "open_duty",
    "put_duties_of_case_on",
    "put_duties_on",
    "raise_duty",
    "raise_late_duties",
    "resume_clock",
    "sign_off_review",
    "stop_clock",
]
