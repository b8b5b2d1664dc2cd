"""Every write of this floor: what is owed, the ladder, cover, notices, and reviews of who has
access.
"""

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
)
from duties.services.ladder import acknowledge, raise_duty, raise_late_duties
from duties.services.limits import (
    OwnRung,
    set_ladder,
    set_limit,
    ship_ladder_again,
    ship_limit_again,
)
from duties.services.notices import (
    About,
    How,
    NoticeGroup,
    choose_how,
    claim_digest,
    mark_all_read,
    mark_read,
    note_mailed,
    write_notices,
)
from duties.services.reviews import Decision, open_access_reviews, sign_off_review
from duties.services.stops import resume_clock, start_by_hand, stop_by_hand, stop_clock

__all__ = [
    "About",
    "Decision",
    "How",
    "NoticeGroup",
    "OwnRung",
    "Owner",
    "acknowledge",
    "cancel_duty",
    "choose_how",
    "claim_digest",
    "close_duty",
    "end_cover",
    "end_duties_of_case",
    "hand_duties_to_case",
    "hand_duty_to_case",
    "hand_over_duties_of_case",
    "hand_over_duty",
    "mark_all_read",
    "mark_read",
    "name_another_day",
    "name_cover",
    "note_mailed",
    "open_access_reviews",
    "open_duty",
    "put_duties_of_case_on",
    "put_duties_on",
    "raise_duty",
    "raise_late_duties",
    "resume_clock",
    "set_ladder",
    "set_limit",
    "ship_ladder_again",
    "ship_limit_again",
    "sign_off_review",
    "start_by_hand",
    "stop_by_hand",
    "stop_clock",
    "write_notices",
]
