"""Doors of the desk: home, what waits, cases and the case file, who has looked, filters,
notices.
"""

from desk.views.cases import (
    AccessLog,
    AsOf,
    CaseFile,
    Cases,
    Find,
    OwnActivity,
    SeenBy,
    TimelineChoose,
    TimelinePrint,
)
from desk.views.decisions import Decision, ReferralDecision
from desk.views.filters import Chart, Export, Filter, FilterDelete, FilterLooked, FilterNew, Filters
from desk.views.notices import Notice, Notices
from desk.views.waiting import Home, Raised, Stopped, Waiting

__all__ = [
    "AccessLog",
    "AsOf",
    "CaseFile",
    "Cases",
    "Chart",
    "Decision",
    "Export",
    "Filter",
    "FilterDelete",
    "FilterLooked",
    "FilterNew",
    "Filters",
    "Find",
    "Home",
    "Notice",
    "Notices",
    "OwnActivity",
    "Raised",
    "ReferralDecision",
    "SeenBy",
    "Stopped",
    "TimelineChoose",
    "TimelinePrint",
    "Waiting",
]
