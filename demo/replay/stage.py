"""What a replay stands on: who acts, where, and which record each fact has made."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from agencies import selectors as agencies
from agencies.models import Agency, Authority, User
from core.calendar import LONDON
from core.models import kind_of
from demo.models import DemoRecord
from demo.people import DemoPerson, demo_people, load_people

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
Row = dict[str, str]


@dataclass(frozen=True)
class Step:
    """What one fact makes somebody do at one moment. `rank` orders steps of the same moment."""

    at: datetime
    rank: int
    key: str
    do: Callable[[], Model | None]


@dataclass
class Stage:
    """One scenario being loaded, with everything it needs looked up once.

    Times of the files are local ("2015-09-14 10:30"), or hours from `now` ("-26h").
    """

    scenario: str
    now: datetime
    mine: Callable[[Stage, str], bool] = lambda stage, child: True
    people: dict[str, User] = field(default_factory=load_people)
    made: list[DemoRecord] = field(default_factory=list)

    @cached_property
    def known(self) -> dict[str, tuple[str, uuid.UUID]]:
        """The record each fact has made, also in an earlier loading."""
        rows = DemoRecord.objects.filter(scenario=self.scenario)
        return {row.key: (row.record_kind, row.record_id) for row in rows}

    @cached_property
    def children(self) -> dict[str, Row]:
        """Who the children of the scenario are."""
        return {row["child"]: row for row in self.rows("children")}

    @cached_property
    def _posts(self) -> dict[str, DemoPerson]:
        return {person.email: person for person in demo_people()}

    @cached_property
    def _places(self) -> dict[str, Any]:
        return {}

    def rows(self, name: str) -> list[Row]:
        """The facts of one file of the scenario; a scenario need not have every file."""
        path = FOLDER / self.scenario / f"{name}.csv"
        if not path.exists():
            return []
        with path.open(newline="", encoding="utf-8") as file:
            found = list(csv.DictReader(file))
        return [row for row in found if "child" not in row or self._is_mine(row, name)]

    def _is_mine(self, row: Row, name: str) -> bool:
        return name == "children" or self.mine(self, row["child"])

    def moment(self, text: str) -> datetime:
        """A time of the files."""
        if text.endswith("h"):
            return self.now + timedelta(hours=float(text[:-1]))
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)

    def day(self, text: str) -> date | None:
        """A day of the files, or none: "2015-09-14", or days from today ("-40d")."""
        if text.endswith("d"):
            return self.now.astimezone(LONDON).date() + timedelta(days=int(text[:-1]))
        return date.fromisoformat(text) if text else None

    def who(self, name: str) -> User:
        """The demo's person with this short name: the first part of the e-mail address."""
        return self.people[f"{name}@demo.example"]

    def agency_of(self, person: User) -> Agency:
        """Where a person of the demo works."""
        return self.agency(self._posts[person.email].agency)

    def serves(self, person: User) -> str:
        """The code of the authority a person of the demo serves."""
        return self._posts[person.email].serves

    def agency(self, code: str) -> Agency:
        if code not in self._places:
            self._places[code] = agencies.agency(code)
        found: Agency = self._places[code]
        return found

    def authority(self, code: str) -> Authority:
        if code not in self._places:
            self._places[code] = agencies.authority(code)
        found: Authority = self._places[code]
        return found

    def has(self, key: str) -> bool:
        """Has this fact made its record already?"""
        return key in self.known

    def find(self, key: str) -> Any:
        """The record a fact has made, as it stands now."""
        kind, pk = self.known[key]
        return apps.get_model(kind)._default_manager.get(pk=pk)

    def keep(self, key: str, record: Model) -> None:
        """Remember which record a fact has made."""
        self.known[key] = (kind_of(record), record.pk)
        self.made.append(
            DemoRecord(
                scenario=self.scenario, key=key, record_kind=kind_of(record), record_id=record.pk
            )
        )

    def write_down(self) -> None:
        """Keep what was made for the next loading."""
        DemoRecord.objects.bulk_create(self.made)
        self.made.clear()
