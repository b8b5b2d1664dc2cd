"""The small frozen shapes a selector or view hands to the partials in `templates/components/`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Link:
    """A place to go: navigation, breadcrumbs, actions. `count` shows a badge beside the label."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of a summary list. `tag` and `colour` add a worded tag after the value."""

    key: str
    value: object
    actions: Sequence[Link] = ()
    tag: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Column:
    """A table heading; with `url` it is a sort link, `sorted` is "ascending" or "descending"."""

    label: str
    url: str = ""
    sorted: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A table cell that is more than text: a link, a figure, a tag in a colour, a due time."""

    text: object = ""
    url: str = ""
    numeric: bool = False
    colour: str = ""
    due_at: datetime | date | None = None


@dataclass(frozen=True)
class FilterTag:
    """A filter in force; `url` is the same list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Task:
    """A line of a task list: what to do, where, its status in words or when it is due.

    `beside` is a second place to go, under the hint.
    """

    label: str
    url: str = ""
    hint: str = ""
    status: str = ""
    colour: str = ""
    due_at: datetime | date | None = None
    beside: Link | None = None


@dataclass(frozen=True)
class Entry:
    """One happening on a timeline."""

    title: str
    at: datetime | date
    by: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; a `value` of None is not available, which is never drawn as 0."""

    label: str
    value: int | None
    url: str = ""


@dataclass(frozen=True)
class Choice:
    """One radio or checkbox as the form pack draws it."""

    id: str
    name: str
    value: str
    label: str
    checked: bool = False
    hint: str = ""
    divider: str = ""
    exclusive: bool = False
    disabled: bool = False
    reveals: Sequence[object] = field(default_factory=tuple)
