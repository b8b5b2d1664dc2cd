"""The register of sections: each app says what it adds to a case file, a pack, a print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.datastructures import MultiValueDict

from agencies.access import Viewer
from agencies.permissions import Permission
from cases import letters
from cases.models import Case
from cases.selectors import (
    case_documents,
    chronologies_of,
    decision_section,
    hand_over_section,
    intervention_section,
    notes_of_case,
    notes_since,
    plan_section,
    strategy_section,
    voice_section,
)
from cases.selectors.letters import (
    packet_letter,
    packets_to_write,
    plan_letter,
    plans_to_write,
)
from cases.selectors.standing import cases_on
from cases.services import place_case
from children.belongings import Kind
from children.belongings import register as register_belonging
from documents.letters import Kind as LetterKind

Asked = MultiValueDict[str, str]
Read = Callable[[Viewer, Case, datetime | None], Any]
Look = Callable[[Viewer, Case, Asked], Any]


@dataclass(frozen=True)
class Section:
    """One part of the case file. `read` gives the dataclass its template shows, or None.

    The template is a part, included with the dataclass as `section` and the case as `case`; it
    starts at `<h2>` and says why when there is nothing in it.

    `since` limits a pack to what is new since a moment. `look` is for the page, where the section
    is long: it takes what the address asks for, such as a filter or a place in a list. A section
    whose dataclass has a `data_class` has it written in the read event. A viewer without
    `permission` at any reach does not see the section's tab; `read` filters its rows by it.
    """

    name: str
    title: str
    order: int
    permission: Permission
    template: str
    read: Read
    look: Look | None = None

    def shown(self, viewer: Viewer, case: Case, asked: Asked) -> Any:
        """What the section's page shows."""
        return self.look(viewer, case, asked) if self.look else self.read(viewer, case, None)


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; a name is taken once."""
    if section.name in _sections:
        raise RuntimeError(f"section {section.name} is registered already")
    _sections[section.name] = section


def sections_for(viewer: Viewer) -> list[Section]:
    """The sections a viewer's roles may read, in order."""
    rows = sorted(_sections.values(), key=lambda section: section.order)
    return [section for section in rows if viewer.is_house or viewer.holds(section.permission)]


register(
    Section(
        "notes",
        "Notes",
        25,
        Permission.NOTE_VIEW,
        "cases/_notes.html",
        notes_since,
        look=lambda viewer, case, asked: notes_of_case(viewer, case, start=asked.get("from", "")),
    )
)
register(
    Section(
        "documents",
        "Documents",
        70,
        Permission.DOCUMENT_VIEW,
        "documents/_section.html",
        lambda viewer, case, since: case_documents(viewer, case),
        look=lambda viewer, case, asked: case_documents(viewer, case, start=asked.get("from", "")),
    )
)
register(
    Section(
        "chronologies",
        "Chronologies",
        27,
        Permission.CASE_VIEW,
        "cases/_chronologies.html",
        chronologies_of,
    )
)
register(Section("voice", "Voice", 44, Permission.VOICE_VIEW, "cases/_voice.html", voice_section))
register(
    Section(
        "interventions",
        "Interventions",
        46,
        Permission.INTERVENTION_VIEW,
        "cases/_interventions.html",
        intervention_section,
    )
)
register(
    Section(
        "decisions",
        "Decisions",
        28,
        Permission.CASE_VIEW,
        "cases/_decisions.html",
        decision_section,
    )
)
register(
    Section(
        "strategy",
        "Strategy discussions",
        29,
        Permission.NOTE_VIEW,
        "cases/_strategy.html",
        strategy_section,
    )
)
register(
    Section(
        "hand-over",
        "Hand-over",
        75,
        Permission.HAND_OVER_VIEW,
        "cases/_hand_overs.html",
        hand_over_section,
    )
)
register(Section("plan", "Plan", 45, Permission.PLAN_VIEW, "cases/_plan.html", plan_section))
letters.register(
    letters.Writable(
        LetterKind.CHILD_PLAN,
        "plan",
        "The plan, for the child",
        10,
        "There is no plan yet that you can read.",
        plans_to_write,
        plan_letter,
    )
)
letters.register(
    letters.Writable(
        LetterKind.HAND_OVER_PACK,
        "packet",
        "The packet of a hand-over",
        30,
        "The case was never handed over.",
        packets_to_write,
        packet_letter,
    )
)

register_belonging(Kind(Case, cases_on, place_case, route="desk:case"))
