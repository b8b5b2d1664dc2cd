"""What the database knows of names: how they sound, and how common they are."""

from __future__ import annotations

from collections.abc import Collection

from children.search.query import folded
from children.search.shares import Shares
from core import prepared
from core.prepared import Given

ENOUGH_CHILDREN = 10_000
"""A smaller register says too little of how common a name is."""

CODES = "SELECT name, children_codes(name) FROM unnest(%s::text[]) AS name"
SHARES = """
SELECT attname, lower(value), share, cardinality(most_common_freqs),
    (SELECT sum(each) FROM unnest(most_common_freqs) AS each),
    CASE WHEN n_distinct < 0 THEN -n_distinct * reltuples ELSE n_distinct END
FROM pg_stats
JOIN pg_class ON oid = 'children_child'::regclass AND reltuples >= %s
LEFT JOIN LATERAL unnest(most_common_vals::text::text[], most_common_freqs)
    AS common(value, share) ON %s OR lower(value) = ANY(%s)
WHERE schemaname = 'public' AND tablename = 'children_child'
    AND attname IN ('given_name', 'family_name') AND most_common_freqs IS NOT NULL
"""

SOUNDING = prepared.Question(CODES, [Given("names")])
COMMON = prepared.Question(SHARES, [ENOUGH_CHILDREN, Given("all_of_them"), Given("names")])


def sounds(names: Collection[str]) -> dict[str, list[str]]:
    """The codes of each name, as the keys of records hold them."""
    return dict(SOUNDING.ask(names=list(names)))


def shares(names: Collection[str] | None = None) -> Shares:
    """How common names are, by the statistics of the table; of all common names without `names`.

    The database keeps them for its planner, from a sample and of the commonest only: a name that
    is not among them has the mean share of the rest.
    """
    wanted = sorted({form for name in names or () for form in (name.lower(), folded(name))})
    counted: dict[str, dict[str, float]] = {"given_name": {}, "family_name": {}}
    others: dict[str, float] = {}
    rows = COMMON.ask(all_of_them=names is None, names=wanted)
    for column, name, share, known, their_share, distinct in rows:
        others[column] = (1 - their_share) / max(distinct - known, 1)
        if name is not None:
            total = counted[column].get(folded(name), 0.0)
            counted[column][folded(name)] = total + share
    if len(others) < len(counted):
        return Shares()
    return Shares(
        counted["given_name"],
        counted["family_name"],
        others["given_name"],
        others["family_name"],
    )
