"""How far a permission goes, and what several roles may do alike."""

from agencies import permissions
from agencies.permissions import Reach

P = permissions.Permission

ANYWHERE = frozenset({Reach.AUTHORITY})
OWN = frozenset({Reach.OWN})
AGENCY = frozenset({Reach.AGENCY})
CASE = frozenset({Reach.CASE, Reach.SHARED})
OWN_AND_CASE = OWN | CASE
SHARED = frozenset({Reach.SHARED})

NOTING = {P.NOTE_VIEW: CASE, P.NOTE_WRITE: CASE, P.NOTE_CORRECT: OWN}
"""Who works on a case writes its notes and corrects their own."""

RECEIVING = {
    P.HAND_OVER_VIEW: OWN_AND_CASE,
    P.HAND_OVER_ANSWER: OWN,
    P.HAND_OVER_NOTE: OWN_AND_CASE,
}
"""Who works on a case follows its hand-overs; whoever a case is offered to answers [D]."""

FILING = {P.DOCUMENT_VIEW: OWN_AND_CASE, P.DOCUMENT_ADD: CASE, P.DOCUMENT_WITHDRAW: OWN}
"""Who works on a case reads its documents and sends others in (as “Case notes”) [D]."""

REFERRING = {
    P.REFERRAL_MAKE: OWN,
    P.REFERRAL_FOLLOW: OWN,
    P.REFERRAL_ANSWER: OWN,
    P.REFERRAL_DISAGREE: OWN,
    P.CHILD_SEARCH: OWN,
}
"""What every practitioner who works with children may do; it opens no case."""

HEARING = {P.VOICE_VIEW: CASE, P.VOICE_HEAR: CASE, P.VOICE_CORRECT: OWN}
"""Who works with the child writes down what the child said (after “Case notes” of section 2)."""

PLANNING = {P.PLAN_VIEW: OWN_AND_CASE, P.PLAN_ADD: CASE, P.PLAN_ACTION_CLOSE: OWN}
"""“CR case” of “MASE meeting, plan”; whoever owes an action reads that action and closes it."""

FOLLOWING_A_PLAN = {P.PLAN_VIEW: OWN_AND_CASE, P.PLAN_ACTION_CLOSE: OWN}
"""“R invited” of the same row."""

OFFERING = {P.INTERVENTION_VIEW: CASE, P.INTERVENTION_OFFER: CASE}
"""Whoever plans in a case offers what it needs, and reads how it goes."""

PROVIDING = {P.INTERVENTION_VIEW: AGENCY | CASE, P.INTERVENTION_RECORD: AGENCY}
"""Whoever works with the child for a provider records that work, and it opens no case."""

CSE_TEAM = {
    P.REFERRAL_RECORD: OWN,
    P.REFERRAL_VIEW: ANYWHERE,
    P.REFERRAL_TRIAGE: ANYWHERE,
    P.CHILD_VIEW: ANYWHERE,
    P.CHILD_EDIT: ANYWHERE,
    P.SCREENING_VIEW: ANYWHERE,
    P.SCREENING_FILL: ANYWHERE,
    P.SCREENING_SIGN: OWN,
    P.HEALTH_DETAIL_VIEW: ANYWHERE,
    P.TOOL_VIEW: ANYWHERE,
    P.EPISODE_LOG: ANYWHERE,
    P.EPISODE_VIEW: ANYWHERE,
}

OVERSIGHT = {
    P.CASE_VIEW: ANYWHERE,
    P.CASE_ALLOCATE: ANYWHERE,
    P.CASE_MOVE: ANYWHERE,
    P.CASE_ACCESS_VIEW: ANYWHERE,
    P.HAND_OVER_VIEW: ANYWHERE | OWN,
    P.HAND_OVER_OFFER: ANYWHERE,
    P.HAND_OVER_ANSWER: ANYWHERE | OWN,
    P.HAND_OVER_NOTE: ANYWHERE | OWN,
    P.VOICE_VIEW: ANYWHERE,
    P.VOICE_HEAR: ANYWHERE,
    P.VOICE_CORRECT: ANYWHERE,
    P.DOCUMENT_VIEW: ANYWHERE,
    P.DOCUMENT_ADD: ANYWHERE,
    P.LETTER_VIEW: ANYWHERE,
    P.LETTER_WRITE: ANYWHERE,
    P.DOCUMENT_WITHDRAW: ANYWHERE,
    P.NOTE_VIEW: ANYWHERE,
    P.NOTE_WRITE: ANYWHERE,
    P.NOTE_CORRECT: ANYWHERE,
    P.CHRONOLOGY_WRITE: ANYWHERE,
    P.PLAN_VIEW: ANYWHERE | OWN,
    P.PLAN_ADD: ANYWHERE,
    P.PLAN_CHANGE: ANYWHERE,
    P.PLAN_REVIEW: ANYWHERE,
    P.PLAN_ACTION_CLOSE: ANYWHERE | OWN,
    P.INTERVENTION_VIEW: ANYWHERE,
    P.INTERVENTION_OFFER: ANYWHERE,
    P.INTERVENTION_RECORD: ANYWHERE,
    P.SAFE_ADDRESS_REVEAL: ANYWHERE,
    P.SCREENING_COUNTERSIGN: ANYWHERE,
    P.TOOL_RULE_AGREE: ANYWHERE,
    P.LIMIT_SET: ANYWHERE,
    P.EPISODE_UPDATE: ANYWHERE,
    P.EPISODE_IMPORT: ANYWHERE,
    P.EPISODE_MATCH: ANYWHERE,
    P.CHILD_MATCH: ANYWHERE,
    P.RETURN_VIEW: ANYWHERE,
    P.RETURN_DRILL: ANYWHERE,
    P.RETURN_SIGN_OFF: ANYWHERE,
}
