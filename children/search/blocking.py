"""Which records may be meant: a cheap net in SQL over indexes, cast wide; scoring comes after."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from children.models import Alias, Child, Identifier
from children.search.dates import near, swapped
from children.search.nicknames import also_called
from children.search.query import ChildQuery, folded


class Folded(Func):
    """A name without case and accents, as the trigram indexes hold it."""

    function = "children_folded"
    output_field = TextField()


class Sounds(Func):
    """The Daitch-Mokotoff codes of every word of a name, as the indexes hold them."""

    function = "children_sounds"
    output_field = ArrayField(TextField())


def may_be_meant(query: ChildQuery) -> QuerySet[Child]:
    """Children whose name, alias, sound, date or number is near what was typed.

    Each branch is one index scan; a union keeps the planner from reading the whole table. Rows
    carry `sounds_alike`, so that scoring knows what only the database can tell.
    """
    branches = [*_by_name(query), *_by_birth(query), *_by_number(query)]
    if not branches:
        return Child.objects.none()
    ids = branches[0].union(*branches[1:]) if len(branches) > 1 else branches[0]
    return Child.objects.filter(pk__in=ids).annotate(sounds_alike=_sounds_alike(query))


def _by_name(query: ChildQuery) -> list[QuerySet[Any]]:
    if not folded(query.name):
        return []
    spelt, sounding = Q(), _sounding(query)
    for name in _spellings(query):
        spelt |= Q(folded__trigram_similar=name)
    tables = (_own_names().values("pk"), _aliases().values("child_id"))
    return [rows.filter(alike) for rows in tables for alike in (spelt, sounding)]


def _by_birth(query: ChildQuery) -> list[QuerySet[Any]]:
    day = query.born.exact if query.born else None
    if day is None:
        return []
    days = [day, *near(day), *filter(None, [swapped(day)])]
    return [Child.objects.filter(born_on__in=days).values("pk")]


def _by_number(query: ChildQuery) -> list[QuerySet[Any]]:
    if not query.number:
        return []
    values = {query.number, query.identifier.strip()}
    rows = Identifier.objects.filter(superseded_at=None, value__in=values)
    return [rows.values("child_id")]


def _spellings(query: ChildQuery) -> set[str]:
    """The name as typed and with each other form of the given name."""
    first, *rest = folded(query.name).split()
    return {" ".join([form, *rest]) for form in {first, *also_called(first)}}


def _own_names() -> QuerySet[Child]:
    names = (F("given_name"), F("family_name"))
    return Child.objects.annotate(folded=Folded(*names), sounds=Sounds(*names))


def _aliases() -> QuerySet[Alias]:
    names: tuple[Combinable, ...] = (F("name"), Value(""))
    rows = Alias.objects.filter(superseded_at=None)
    return rows.annotate(folded=Folded(*names), sounds=Sounds(*names))


def _sounding(query: ChildQuery) -> Q:
    """Every word of the typed name sounds like some word of the known one, in either order."""
    total = Q()
    for word in folded(query.name).split():
        total &= Q(sounds__overlap=Sounds(Value(word), Value("")))
    return total


def _sounds_alike(query: ChildQuery) -> Case:
    if not folded(query.name):
        return Case(default=Value(False), output_field=BooleanField())
    sounding = _sounding(query)
    own = _own_names().filter(sounding, pk=OuterRef("pk"))
    alias = _aliases().filter(sounding, child_id=OuterRef("pk"))
    return Case(
        When(Exists(own) | Exists(alias), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
