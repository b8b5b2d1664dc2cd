"""Each file is a room the house knows; each room keeps to what it may do."""

from __future__ import annotations

import pytest

from tests.architecture.house import APPS, ROOT, calls, imports, rooms

ROOMS = {
    "__init__",
    "apps",
    "events",
    "forms",
    "holdings",
    "models",
    "policies",
    "sections",
    "selectors",
    "services",
    "tasks",
    "urls",
    "views",
}
SPECIAL = {
    "core": {
        "audit",
        "among",
        "batch",
        "calendar",
        "codes",
        "courier",
        "layout",
        "outbox",
        "paging",
        "prepared",
        "references",
        "refusals",
        "sheets",
        "tables",
        "trail",
        "workflow",
        "templatetags",
    },
    "agencies": {
        "access",
        "doors",
        "permissions",
        "roles",
        "sign_in",
        "templatetags",
        "worklist",
    },
    "duties": {"clocks", "notices"},
    "documents": {"content", "letters", "previews", "scanner", "store"},
    "children": {"belongings", "drawing", "identifiers", "kinds", "relations", "search"},
    "cases": {"closing", "hearing", "indicators", "letters", "packets"},
    "referrals": {"said"},
    "screening": {"assessing", "scoring", "tool"},
    "missing": {"extract"},
    "reporting": {"measures", "sheets", "toolkit"},
    "desk": {
        "access_log",
        "as_of",
        "charts",
        "decided",
        "casefile",
        "export",
        "finding",
        "lists",
        "queues",
        "records",
        "saved",
        "story",
        "templatetags",
        "timeline",
        "worklist",
    },
    "demo": {"people", "replay"},
}
"""Rooms named for the trade. A new kind of room is a decision: it is written here."""

CLOCKS = ("timezone.now", "timezone.localdate", "datetime.now", "date.today", "time.time")


def room_of(path: object, app: str) -> str:
    relative = ROOT.joinpath(str(path)).relative_to(ROOT / app)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("app", APPS)
def test_no_unlisted_room_appears(app: str) -> None:
    known = ROOMS | SPECIAL[app] | {"management"}
    assert {room_of(path, app) for path in rooms(app)} <= known


@pytest.mark.parametrize("app", APPS)
def test_only_a_door_reads_the_clock(app: str) -> None:
    for path in rooms(app):
        if room_of(path, app) in {"services", "models", "policies"}:
            read = [name for name in calls(path) if name in CLOCKS]
            assert not read, f"{path.relative_to(ROOT)} reads the clock: {read}"


@pytest.mark.parametrize("app", APPS)
def test_services_and_selectors_know_no_http(app: str) -> None:
    for path in rooms(app):
        if room_of(path, app) in {"services", "selectors", "policies", "models"}:
            http = [name for name in imports(path) if name.startswith("django.http")]
            assert not http, f"{path.relative_to(ROOT)} knows HTTP: {http}"


@pytest.mark.parametrize("app", APPS)
def test_views_ask_no_table(app: str) -> None:
    for path in rooms(app):
        if room_of(path, app) in {"views", "forms"}:
            tables = [name for name in imports(path) if ".models." in name or "django.db" in name]
            assert not tables, f"{path.relative_to(ROOT)} touches tables: {tables}"


@pytest.mark.parametrize("app", APPS)
def test_a_room_past_three_hundred_lines_becomes_a_folder(app: str) -> None:
    for path in rooms(app):
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= 300, f"{path.relative_to(ROOT)} has {length} lines"


@pytest.mark.parametrize("app", APPS)
def test_events_do_nothing(app: str) -> None:
    path = ROOT / app / "events.py"
    if path.exists():
        assert list(imports(path)) == ["enum.StrEnum"]
        assert not list(calls(path))
