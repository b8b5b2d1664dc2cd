"""The roles that people hold, and what people call them."""

from enum import StrEnum


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

CSE_TEAM_ROLES = frozenset({Role.SCREENER, Role.COORDINATOR, Role.TEAM_MANAGER})
