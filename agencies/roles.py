"""Which role may do what, and how far: the whole matrix, and no logic.

After `people-and-roles.md` section 2. A bare letter there is the whole authority; `case` there
means allocated, invited or shared. Role alone opens nothing: reach decides.
"""

from enum import StrEnum

from agencies import permissions
from agencies.permissions import Reach

P = permissions.Permission


class Role(StrEnum):
    REFERRER = "REFERRER"
    SCREENER = "SCREENER"
    COORDINATOR = "COORDINATOR"
    TEAM_MANAGER = "TEAM_MANAGER"
    HEAD_OF_SERVICE = "HEAD_OF_SERVICE"
    POLICE_CSE = "POLICE_CSE"
    POLICE_INTEL = "POLICE_INTEL"
    SOCIAL_WORKER = "SOCIAL_WORKER"
    MASE_CHAIR = "MASE_CHAIR"
    PANEL_CHAIR = "PANEL_CHAIR"
    PANEL_MEMBER = "PANEL_MEMBER"
    RUNAWAYS = "RUNAWAYS"
    DIRECT_WORKER = "DIRECT_WORKER"
    ADULT_LEAD = "ADULT_LEAD"
    ANALYST = "ANALYST"
    DSCB_ADMIN = "DSCB_ADMIN"
    STRATEGIC = "STRATEGIC"
    LICENSING = "LICENSING"
    AUDITOR = "AUDITOR"
    STEWARD = "STEWARD"
    SYS_ADMIN = "SYS_ADMIN"
    CALDICOTT_IG = "CALDICOTT_IG"


ROLE_NAMES = {
    Role.REFERRER: "Practitioner",
    Role.SCREENER: "CSE team screener",
    Role.COORDINATOR: "CSE coordinator",
    Role.TEAM_MANAGER: "CSE team manager",
    Role.HEAD_OF_SERVICE: "Head of service",
    Role.POLICE_CSE: "Police CSE coordinator",
    Role.POLICE_INTEL: "Police intelligence",
    Role.SOCIAL_WORKER: "Social worker",
    Role.MASE_CHAIR: "MASE chair",
    Role.PANEL_CHAIR: "Panel chair",
    Role.PANEL_MEMBER: "Panel member",
    Role.RUNAWAYS: "Runaways worker",
    Role.DIRECT_WORKER: "Direct worker",
    Role.ADULT_LEAD: "Adult services lead",
    Role.ANALYST: "Analyst",
    Role.DSCB_ADMIN: "Safeguarding board administrator",
    Role.STRATEGIC: "Strategic group member",
    Role.LICENSING: "Licensing officer",
    Role.AUDITOR: "Case auditor",
    Role.STEWARD: "Data steward",
    Role.SYS_ADMIN: "System administrator",
    Role.CALDICOTT_IG: "Information governance lead",
}

ANYWHERE = frozenset({Reach.AUTHORITY})
OWN = frozenset({Reach.OWN})
CASE = frozenset({Reach.CASE, Reach.SHARED})
OWN_AND_CASE = OWN | CASE
SHARED = frozenset({Reach.SHARED})

NOTING = {P.NOTE_VIEW: CASE, P.NOTE_WRITE: CASE, P.NOTE_CORRECT: OWN}
"""Who works on a case writes its notes and corrects their own."""

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

HEARING = {P.VOICE_VIEW: CASE, P.VOICE_HEAR: CASE}
"""Who works with the child writes down what the child said (after “Case notes” of section 2)."""

PLANNING = {P.PLAN_VIEW: OWN_AND_CASE, P.PLAN_ADD: CASE, P.PLAN_ACTION_CLOSE: OWN}
"""“CR case” of “MASE meeting, plan”; whoever owes an action reads that action and closes it."""

FOLLOWING_A_PLAN = {P.PLAN_VIEW: OWN_AND_CASE, P.PLAN_ACTION_CLOSE: OWN}
"""“R invited” of the same row."""

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
    P.VOICE_VIEW: ANYWHERE,
    P.VOICE_HEAR: ANYWHERE,
    P.DOCUMENT_VIEW: ANYWHERE,
    P.DOCUMENT_ADD: ANYWHERE,
    P.DOCUMENT_WITHDRAW: ANYWHERE,
    P.NOTE_VIEW: ANYWHERE,
    P.NOTE_WRITE: ANYWHERE,
    P.NOTE_CORRECT: ANYWHERE,
    P.PLAN_VIEW: ANYWHERE | OWN,
    P.PLAN_ADD: ANYWHERE,
    P.PLAN_CHANGE: ANYWHERE,
    P.PLAN_REVIEW: ANYWHERE,
    P.PLAN_ACTION_CLOSE: ANYWHERE | OWN,
    P.SAFE_ADDRESS_REVEAL: ANYWHERE,
    P.SCREENING_COUNTERSIGN: ANYWHERE,
    P.TOOL_RULE_AGREE: ANYWHERE,
    P.EPISODE_UPDATE: ANYWHERE,
    P.EPISODE_IMPORT: ANYWHERE,
    P.EPISODE_MATCH: ANYWHERE,
    P.RETURN_VIEW: ANYWHERE,
    P.RETURN_DRILL: ANYWHERE,
    P.RETURN_SIGN_OFF: ANYWHERE,
}

MATRIX: dict[Role, dict[P, frozenset[Reach]]] = {
    Role.REFERRER: {**REFERRING, P.EPISODE_LOG: ANYWHERE, P.HEALTH_DETAIL_VIEW: OWN},
    Role.SCREENER: {
        **REFERRING,
        **CSE_TEAM,
        **HEARING,
        **NOTING,
        **FILING,
        **PLANNING,
        P.CASE_VIEW: CASE,
        P.CASE_MOVE: CASE,
    },
    Role.COORDINATOR: {**REFERRING, **CSE_TEAM, **OVERSIGHT},
    Role.TEAM_MANAGER: {
        **REFERRING,
        **CSE_TEAM,
        **OVERSIGHT,
        P.REFERRAL_RECONSIDER: ANYWHERE,
    },
    Role.HEAD_OF_SERVICE: {
        P.REFERRAL_VIEW: SHARED,
        P.CASE_VIEW: SHARED,
        P.VOICE_VIEW: SHARED,
        P.NOTE_VIEW: SHARED,
        P.DOCUMENT_VIEW: SHARED,
        P.PLAN_VIEW: SHARED,
        P.REFERRAL_RECONSIDER: SHARED,
    },
    Role.POLICE_CSE: {
        **REFERRING,
        **HEARING,
        **NOTING,
        **FILING,
        **PLANNING,
        P.REFERRAL_VIEW: ANYWHERE,
        P.CHILD_VIEW: CASE,
        P.CASE_VIEW: CASE,
        P.SCREENING_VIEW: ANYWHERE,
        P.EPISODE_LOG: ANYWHERE,
        P.EPISODE_VIEW: ANYWHERE,
        P.EPISODE_UPDATE: ANYWHERE,
        P.EPISODE_IMPORT: ANYWHERE,
        P.RETURN_VIEW: ANYWHERE,
    },
    Role.POLICE_INTEL: {P.EPISODE_VIEW: ANYWHERE},
    Role.SOCIAL_WORKER: {
        **REFERRING,
        **HEARING,
        **NOTING,
        **FILING,
        **PLANNING,
        P.REFERRAL_VIEW: CASE,
        P.REFERRAL_ACKNOWLEDGE: SHARED,
        P.CHILD_VIEW: CASE,
        P.CHILD_EDIT: CASE,
        P.CASE_VIEW: CASE,
        P.CASE_MOVE: CASE,
        P.SCREENING_VIEW: CASE,
        P.SCREENING_FILL: CASE,
        P.HEALTH_DETAIL_VIEW: CASE,
        P.SAFE_ADDRESS_REVEAL: CASE,
        P.EPISODE_VIEW: CASE,
    },
    Role.MASE_CHAIR: {
        **HEARING,
        **NOTING,
        **FILING,
        **PLANNING,
        P.PLAN_CHANGE: CASE,
        P.PLAN_REVIEW: CASE,
        P.PLAN_ACTION_CLOSE: OWN_AND_CASE,
        P.CASE_VIEW: CASE,
        P.CHILD_VIEW: CASE,
        P.SCREENING_VIEW: CASE,
        P.HEALTH_DETAIL_VIEW: CASE,
        P.EPISODE_VIEW: CASE,
    },
    Role.PANEL_CHAIR: {P.EPISODE_VIEW: ANYWHERE, P.RETURN_VIEW: ANYWHERE},
    Role.PANEL_MEMBER: {},
    Role.RUNAWAYS: {
        **REFERRING,
        **HEARING,
        **NOTING,
        **FILING,
        **PLANNING,
        P.CHILD_VIEW: CASE,
        P.CASE_VIEW: CASE,
        P.SCREENING_VIEW: OWN,
        P.SCREENING_FILL: OWN_AND_CASE,
        P.EPISODE_LOG: ANYWHERE,
        P.EPISODE_VIEW: ANYWHERE,
        P.EPISODE_UPDATE: ANYWHERE,
        P.EPISODE_IMPORT: ANYWHERE,
        P.EPISODE_MATCH: ANYWHERE,
    },
    Role.DIRECT_WORKER: {
        **REFERRING,
        **HEARING,
        **NOTING,
        **FILING,
        P.NOTE_VIEW: OWN | SHARED,
        **FOLLOWING_A_PLAN,
        P.DOCUMENT_VIEW: OWN | SHARED,
        P.CHILD_VIEW: CASE,
        P.CASE_VIEW: CASE,
        P.SCREENING_VIEW: CASE,
        P.SCREENING_FILL: CASE,
        P.EPISODE_VIEW: CASE,
    },
    Role.ADULT_LEAD: {
        **FOLLOWING_A_PLAN,
        P.CASE_VIEW: CASE,
        P.CHILD_VIEW: CASE,
        P.NOTE_VIEW: CASE,
        P.DOCUMENT_VIEW: CASE,
        P.VOICE_VIEW: CASE,
    },
    Role.ANALYST: {
        P.TOOL_VIEW: ANYWHERE,
        P.RETURN_VIEW: ANYWHERE,
        P.RETURN_DRAFT: ANYWHERE,
    },
    Role.DSCB_ADMIN: {P.TOOL_VIEW: ANYWHERE},
    Role.STRATEGIC: {},
    Role.LICENSING: {P.REFERRAL_MAKE: OWN, P.REFERRAL_FOLLOW: OWN, P.REFERRAL_ANSWER: OWN},
    Role.AUDITOR: {
        P.REFERRAL_VIEW: SHARED,
        P.CASE_VIEW: SHARED,
        P.NOTE_VIEW: SHARED,
        P.DOCUMENT_VIEW: SHARED,
        P.CHILD_VIEW: SHARED,
        P.VOICE_VIEW: SHARED,
        P.PLAN_VIEW: SHARED,
        P.SCREENING_VIEW: SHARED,
        P.EPISODE_VIEW: SHARED,
        P.HEALTH_DETAIL_VIEW: SHARED,
        P.RETURN_VIEW: ANYWHERE,
        P.TOOL_VIEW: ANYWHERE,
        P.ACCESS_LOG_VIEW: ANYWHERE,
    },
    Role.STEWARD: {P.CHILD_SEARCH: OWN, P.EPISODE_MATCH: ANYWHERE},
    Role.SYS_ADMIN: {
        P.TOOL_VIEW: ANYWHERE,
        P.TOOL_PUBLISH: ANYWHERE,
        P.ACCOUNT_MANAGE: ANYWHERE,
        P.MATRIX_VIEW: ANYWHERE,
    },
    Role.CALDICOTT_IG: {
        P.REFERRAL_VIEW: SHARED,
        P.CASE_VIEW: SHARED,
        P.DOCUMENT_VIEW: SHARED,
        P.HEALTH_DETAIL_VIEW: SHARED,
        P.CASE_ACCESS_VIEW: SHARED,
        P.ACCESS_LOG_VIEW: ANYWHERE,
        P.MATRIX_VIEW: ANYWHERE,
    },
}

CSE_TEAM_ROLES = frozenset({Role.SCREENER, Role.COORDINATOR, Role.TEAM_MANAGER})
