"""The permission engine. Every door, list, count, search, export and notice asks here.

access.visible(viewer, Permission.CASE_VIEW, Case.objects.all())   which may I see?
access.can(viewer, Permission.CASE_MOVE, case)                     may I do this?
access.require(by, Permission.CASE_MOVE, case)                     or refuse: 404 or 403
access.about_readable(viewer, Event.objects.all())                 of which may I be told?
access.may_read(viewer, DataClass.HEALTH, screening)               may I see this field?
access.share(record, agency=…, role=…, because=…, by=…, at=…)      widen, and leave a record
access.disclose(case, recipient=…, items=…, because=…, …)            went outside: opens nothing
access.as_agency(agency, role)                                     look as an agency would
"""

from agencies.access.decide import (
    Decision,
    can,
    decide,
    fetch,
    find,
    may_read,
    outside_barriers,
    require,
    visible,
)
from agencies.access.naming import (
    about_readable,
    events_readable,
    naming_readable,
    told_with,
)
from agencies.access.policy import (
    NOTHING,
    Condition,
    Listed,
    Policy,
    policy_of,
    register,
    registered,
    through,
)
from agencies.access.sharing import PURPOSES, decline_to_share, disclose, end_share, share
from agencies.access.subjects import records_of_one, register_subjects
from agencies.access.viewers import HOUSE, Post, Viewer, as_agency, viewer_of

__all__ = [
    "HOUSE",
    "NOTHING",
    "PURPOSES",
    "Condition",
    "Decision",
    "Listed",
    "Policy",
    "Post",
    "Viewer",
    "about_readable",
    "as_agency",
    "can",
    "decide",
    "decline_to_share",
    "disclose",
    "end_share",
    "events_readable",
    "fetch",
    "find",
    "may_read",
    "naming_readable",
    "outside_barriers",
    "policy_of",
    "records_of_one",
    "register",
    "register_subjects",
    "registered",
    "require",
    "share",
    "through",
    "told_with",
    "viewer_of",
    "visible",
]
