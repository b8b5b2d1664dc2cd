"""Two records compared, and every two of the register worth comparing.

The steward's queue asks `score_pair` of two records; `find_duplicates` asks it of every pair that
`pairs_in_register` gives. Both only read, and compare whatever is recorded, whoever may see it:
what a person is shown of a pair is for the caller to decide.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Prefetch, QuerySet

from children.kinds import IDENTIFIER_KINDS
from children.models import Alias, Child, Identifier
from children.search.query import plain_number
from children.search.records import compare
from children.search.scoring import RECORDS, Known, Match, Scale
from children.search.shares import UNCOUNTED, Shares

AT_ONCE = 1000
SAME_NUMBERS = {f"same {label}" for _, label in IDENTIFIER_KINDS}
"""The sentences of a pair with a number in common, which is always worth a look."""
FIRST = uuid.UUID(int=0)

PAIRS = """
WITH said AS (
    SELECT id AS child_id, children_keys(given_name, family_name, NULL) AS codes
    FROM children_child
    UNION ALL
    SELECT child_id, children_codes(name) FROM children_alias WHERE superseded_at IS NULL
), word AS (
    SELECT DISTINCT child.id, child.identity_id, child.born_on, code
    FROM said JOIN children_child AS child ON child.id = said.child_id,
        unnest(said.codes) AS code
), whole AS (
    SELECT id, identity_id, born_on, least(given, family) || '+' || greatest(given, family) AS name
    FROM children_child, unnest(children_codes(given_name)) AS given,
        unnest(children_codes(family_name)) AS family
), number AS (
    SELECT child.id, child.identity_id, kind,
        upper(regexp_replace(value, '[[:space:]-]', '', 'g')) AS value
    FROM children_identifier JOIN children_child AS child ON child.id = child_id
    WHERE superseded_at IS NULL
)
SELECT one_id, other_id FROM (
SELECT one.id AS one_id, other.id AS other_id FROM word AS one
JOIN word AS other USING (born_on, code)
WHERE one.id < other.id AND one.identity_id <> other.identity_id
UNION
SELECT one.id, other.id FROM whole AS one
JOIN whole AS other USING (name)
WHERE one.id < other.id AND one.identity_id <> other.identity_id
    AND (one.born_on IS NULL OR other.born_on IS NULL
        OR abs(one.born_on - other.born_on) <= 31
        OR to_char(one.born_on, 'DDMM') = to_char(other.born_on, 'DDMM')
        OR to_char(one.born_on, 'YYYYDDMM') = to_char(other.born_on, 'YYYYMMDD'))
UNION
SELECT one.id, other.id FROM number AS one
JOIN number AS other USING (kind, value)
WHERE one.id < other.id AND one.identity_id <> other.identity_id
) AS pair
WHERE (one_id, other_id) > (%s, %s) ORDER BY one_id, other_id
"""


def score_pair(
    one: Child, other: Child, shares: Shares = UNCOUNTED, scale: Scale = RECORDS
) -> Match:
    """How surely two records are one child, why, and what speaks against it.

    It is the same whichever comes first. Prefetch `alias_rows` and `identifier_rows` (as
    `comparable` does) where many pairs are scored, and give the `shares` of the register
    (`children.search.shares()`), so that a common name says less, and the `scale_of_register`, so
    that a score means the same in any.
    """
    return compare(known(one), known(other), shares, scale)


def pairs_in_register(
    *, after: tuple[uuid.UUID, uuid.UUID] | None = None
) -> Iterator[tuple[Child, Child]]:
    """Every two records of different identities that may be one child, in order of id, each once.

    With `after` only the pairs behind that one, so that a job can go on where it stopped.

    They share a number, or a date of birth and the sound of a name, or the sound of both names
    with dates of birth that a slip could explain. Most are two children: `score_pair` tells. The
    records carry their aliases and numbers, so that scoring asks no more queries.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(PAIRS, after or (FIRST, FIRST))
        while pairs := cursor.fetchmany(AT_ONCE):
            yield from _loaded(pairs)


def comparable() -> QuerySet[Child]:
    """Records with the aliases and numbers that stand, as `score_pair` reads them."""
    live = {"superseded_at": None}
    return Child.objects.prefetch_related(
        Prefetch("alias_rows", Alias.objects.filter(**live)),
        Prefetch("identifier_rows", Identifier.objects.filter(**live)),
    )


def known(child: Child) -> Known:
    """What a record says, for scoring."""
    return Known(
        given_name=child.given_name,
        family_name=child.family_name,
        aliases=tuple(row.name for row in child.alias_rows.all() if not row.superseded_at),
        born_on=child.born_on,
        born_on_estimated=child.born_on_estimated,
        sex=child.sex,
        numbers=tuple(
            (row.get_kind_display(), plain_number(row.value))
            for row in child.identifier_rows.all()
            if not row.superseded_at
        ),
    )


def _loaded(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Iterator[tuple[Child, Child]]:
    rows = {pk for pair in pairs for pk in pair}
    children = comparable().in_bulk(rows)
    for one, other in pairs:
        if one in children and other in children:
            yield children[one], children[other]
