"""`./portal bench doubles`: the whole register compared with itself, to its end, and what it finds.

Of 200,000 invented children 4,400 are recorded a second time, with each kind of mistake that
`bench/people` makes 400 times. Says how long `find_duplicates` takes, how much memory, how long
the steward's queue is then, how many of its pairs are one child recorded twice, and of how many
children recorded twice it holds the pair. The seed is the one held out; `--develop` takes the
other. Each has a database of its own, kept between runs; `--rebuild` makes it anew.
"""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import django

from bench.kept import kept
from bench.people import DEVELOP, HELD_OUT
from bench.people.filling import fill

CHILDREN, EACH = 200_000, 400
RECORDED_TWICE = """
CREATE TABLE bench_double AS
SELECT gen_random_uuid() AS id, child_id AS truth_id, kind, given_name, family_name, born_on
FROM bench_question WHERE given_name <> '' OR family_name <> '';
GRANT SELECT ON bench_double TO PUBLIC;
INSERT INTO children_identity (id, opened_at) SELECT id, now() FROM bench_double;
INSERT INTO children_child (id, identity_id, given_name, family_name, born_on, born_on_estimated,
    sex, gender_identity, ethnicity, language, verified, recorded_at)
SELECT double.id, double.id, double.given_name, double.family_name, double.born_on, false,
    truth.sex, '', 'NOBT', '', true, now()
FROM bench_double AS double JOIN children_child AS truth ON truth.id = double.truth_id
"""
IN_THE_QUEUE = """
SELECT double.kind, count(*), count(pair.id) FROM bench_double AS double
LEFT JOIN children_matchpair AS pair ON pair.one_id = least(double.id, double.truth_id)
    AND pair.other_id = greatest(double.id, double.truth_id)
GROUP BY double.kind ORDER BY double.kind
"""
AHEAD = """
SELECT count(*) FROM (
    SELECT one_id, other_id FROM children_matchpair ORDER BY score DESC, id LIMIT %s
) AS pair JOIN bench_double AS double
    ON one_id = least(double.id, double.truth_id)
    AND other_id = greatest(double.id, double.truth_id)
"""


def main() -> int:
    develop = "--develop" in sys.argv

    def filled(cursor: Any) -> None:
        fill(cursor, count=CHILDREN, each=EACH, seed=DEVELOP if develop else HELD_OUT)
        cursor.execute(RECORDED_TWICE)

    made = kept("portal_bench_doubles" + "_develop" * develop, filled)
    django.setup()
    print(f"{CHILDREN:,} invented children, {'to develop with' if develop else 'held out'}: {made}")
    compare_all()
    report()
    return 0


def compare_all() -> None:
    """Empty the queue, run to the end, and print what it took."""
    from children.models import MatchPair
    from children.services import counted, find_duplicates
    from core.models import JobRun

    MatchPair.objects.all().delete()
    JobRun.objects.all().delete()
    began = perf_counter()
    *_, run = find_duplicates(authority=None, at=datetime.now(UTC))
    took = perf_counter() - began
    compared, queued = counted(run)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{compared:,} pairs compared in {took:.0f} s, at most {most:.0f} MB; {queued:,} queued")


def report() -> None:
    """Print how much of the queue is right, and how much of what is right is in the queue."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(IN_THE_QUEUE)
        kinds = list(cursor.fetchall())
        right, all_of_them = sum(row[2] for row in kinds), sum(row[1] for row in kinds)
        print(f"recorded twice and in the queue: {right:,} of {all_of_them:,}")
        for kind, made, found in kinds:
            print(f"  {kind:<24} {found / made:.3f}")
        for first in (100, 1_000, 5_000):
            cursor.execute(AHEAD, [first])
            print(f"of the first {first:,} one child: {cursor.fetchone()[0]:,}")


if __name__ == "__main__":
    raise SystemExit(main())
