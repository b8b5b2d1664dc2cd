"""Which pages a referral has, in order, and how a draft becomes what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.datastructures import MultiValueDict

from core.calendar import local_day
from referrals.forms.child import (
    AboutForm,
    HomeForm,
    NameForm,
    PeopleForm,
    SafeContactForm,
    VoiceForm,
)
from referrals.forms.concern import CameForm, HeardForm, ReasonForm, YouForm
from referrals.forms.consent import ConsentForm
from referrals.forms.pages import PageForm
from referrals.forms.signs import SignsForm
from referrals.said import ChildSaid, ContactSaid
from screening.tool import Tool


@dataclass(frozen=True)
class Setting:
    """What the pages of one draft are built with."""

    now: datetime
    for_another: bool = False
    tool: Tool | None = None
    shown: frozenset[str] = frozenset()
    you: Mapping[str, str] = field(default_factory=dict)


Make = Callable[..., PageForm]


@dataclass(frozen=True)
class Question:
    """One page: its name in addresses, its title, and whether it is asked of each child."""

    slug: str
    title: str
    make: Make
    each_child: bool = False
    needed: bool = False

    def key(self, number: int = 0) -> str:
        """The key its answers are kept under: "2.home", "reason"."""
        return f"{number}.{self.slug}" if self.each_child else self.slug


CHILD = (
    Question("name", "Name", NameForm, each_child=True, needed=True),
    Question("about", "Date of birth and background", AboutForm, each_child=True),
    Question("home", "Home and school", HomeForm, each_child=True),
    Question("people", "Key people", PeopleForm, each_child=True),
    Question("contact", "Safe ways to make contact", SafeContactForm, each_child=True),
    Question("signs", "Signs of exploitation", SignsForm, each_child=True),
    Question("voice", "Voice of the child", VoiceForm, each_child=True),
    Question("consent", "Consent", ConsentForm, each_child=True),
)
REASON = Question("reason", "What you are worried about", ReasonForm, needed=True)
HEARD = Question("heard", "Vehicles, numbers and names you heard", HeardForm)
YOU = Question("you", "Your details", YouForm)
CAME = Question("came", "How the referral came", CameForm, needed=True)


def of_each_child(setting: Setting) -> tuple[Question, ...]:
    """The pages about a child; the ticks only where there is a tool to tick."""
    return tuple(one for one in CHILD if one.slug != "signs" or setting.tool)


def of_all(setting: Setting) -> tuple[Question, ...]:
    """The pages about the concern."""
    return (CAME, REASON, HEARD) if setting.for_another else (REASON, HEARD, YOU)


def question(slug: str, number: int, setting: Setting) -> Question | None:
    """The page with this name, of a child when there is a number."""
    rows = of_each_child(setting) if number else of_all(setting)
    return next((one for one in rows if one.slug == slug), None)


def form_for(one: Question, setting: Setting, data: Any = None, **more: Any) -> PageForm:
    """The form of a page, empty or with what was typed."""
    if one.slug == "about":
        more["today"] = local_day(setting.now)
    if one.slug == "came":
        more["now"] = setting.now
    if one.slug == "you":
        more["initial"] = {**setting.you, **more.get("initial", {})}
    if one.slug == "signs":
        more |= {"tool": setting.tool, "shown": setting.shown}
    return one.make(data, **more)


def typed_before(answers: Mapping[str, list[str]]) -> MultiValueDict[str, str]:
    """What was kept of a page, as a form reads it."""
    return MultiValueDict({key: list(values) for key, values in answers.items()})


@dataclass(frozen=True)
class Told:
    """A whole draft as it is understood: what is said, and which needed pages are still wrong."""

    children: tuple[ChildSaid, ...]
    contact: ContactSaid
    missing: tuple[tuple[Question, int], ...]


def told(pages: Mapping[str, Mapping[str, list[str]]], children: int, setting: Setting) -> Told:
    """Read every page of a draft again, as it stands.

    A slip on a page that is not needed goes along as it was typed; only the needed pages are
    asked for again.
    """
    missing: list[tuple[Question, int]] = []
    contact, stray = _read(of_all(setting), 0, pages, setting, missing)
    said = []
    for number in range(1, children + 1):
        child, unread = _read(of_each_child(setting), number, pages, setting, missing)
        said.append(ChildSaid(**child, unread=unread + (stray if number == 1 else ())))
    contact.setdefault("reason", "")
    return Told(tuple(said), ContactSaid(**contact), tuple(missing))


def _read(
    questions: tuple[Question, ...],
    number: int,
    pages: Mapping[str, Mapping[str, list[str]]],
    setting: Setting,
    missing: list[tuple[Question, int]],
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    said: dict[str, Any] = {}
    unread: tuple[tuple[str, str], ...] = ()
    for one in questions:
        form = _kept(one, number, pages, setting)
        if form is None:
            missing += [(one, number)] if one.needed else []
            continue
        if not form.is_valid():
            missing += [(one, number)] if one.needed else []
            unread += form.unread()
        said |= form.said()
    return said, unread


def _kept(
    one: Question,
    number: int,
    pages: Mapping[str, Mapping[str, list[str]]],
    setting: Setting,
) -> PageForm | None:
    """The form of a page that was saved; the account's own details where it was not."""
    answers = pages.get(one.key(number))
    if answers is None and one.slug == "you":
        answers = {name: [value] for name, value in setting.you.items()}
    return None if answers is None else form_for(one, setting, typed_before(answers))


def asked(setting: Setting, children: int) -> Iterator[tuple[Question, int]]:
    """Every page of a draft in the order of the task list."""
    for number in range(1, children + 1):
        yield from ((one, number) for one in of_each_child(setting))
    yield from ((one, 0) for one in of_all(setting))
