"""What is owed after a return: the interview, and the screening of every missing child."""

from __future__ import annotations

import uuid
from datetime import datetime

from agencies.models import User
from agencies.roles import Role
from cases.models import CaseStatus
from cases.selectors import open_case_of
from cases.services import give_to_cse_team, open_case
from duties.models import Clock
from duties.services import Owner, cancel_duty, open_duty
from missing.models import Episode
from missing.selectors import screened_since


def owe_after_return(
    episode: Episode, *, by: User | None, at: datetime, interview: bool = True
) -> uuid.UUID | None:
    """Start the two clocks of a return, from the time of the return; the id of the case.

    The child's case is opened, or reopened, in screening (pathway section 2), unless a screening
    signed since the return has answered already: a return may be recorded late. The CSE team
    holds the case, so that whoever owes the screening can open it.
    """
    screened = screened_since(episode)
    case = (
        open_case_of(episode.child, episode.authority)
        if screened
        else open_case(
            episode.child, authority=episode.authority, by=by, at=at, status=CaseStatus.SCREENING
        )
    )
    if case and not screened:
        give_to_cse_team(case, by=by, at=at)
    clocks = {
        Clock.RETURN_INTERVIEW: (interview, Role.RUNAWAYS),
        Clock.SCREEN_AFTER_MISSING: (not screened, Role.SCREENER),
    }
    for clock, (owed, role) in clocks.items():
        if owed and episode.ended_at:
            open_duty(
                clock,
                about=episode,
                reference=episode.reference,
                authority=episode.authority,
                owner=Owner(role=role),
                starts_at=episode.ended_at,
                by=by,
                at=at,
                case_id=case.pk if case else None,
                subject_id=episode.child_id,
            )
    return case.pk if case else None


def renew(episode: Episode, *, by: User | None, at: datetime) -> None:
    """The return was put right: clocks that still run begin again from the right time."""
    interview = cancel_duty(Clock.RETURN_INTERVIEW, about=episode, by=by, at=at)
    cancel_duty(Clock.SCREEN_AFTER_MISSING, about=episode, by=by, at=at)
    owe_after_return(episode, by=by, at=at, interview=interview is not None)
