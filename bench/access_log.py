"""`./portal bench access_log`: who has looked at this child, over 1,000,000 read events (RA-5).

One look in twenty is a list of 25 children. The goal is two seconds; a page over it is a failure.
The database is a copy of the migrated one, and goes again.
"""

from __future__ import annotations

import os
import time
import uuid
from datetime import UTC, datetime
from statistics import median

import django
from django.db import connection

DATABASE = "portal_bench_access_log"
EVENTS, CHILDREN, PEOPLE, MOST_SEEN = 1_000_000, 50_000, 400, 20_000
GOAL_SECONDS = 2.0
NOW = datetime(2016, 1, 1, tzinfo=UTC)

FILL = """
INSERT INTO core_readevent (at, by_id, action, record_kind, record_ids, subject_ids,
                            data_class, reason, session, route, xid)
SELECT now() - n * interval '1 minute', md5('person' || n %% %(people)s)::uuid, 'VIEW',
       'cases.case', ARRAY[gen_random_uuid()],
       CASE WHEN n <= %(most_seen)s THEN ARRAY[%(child)s::uuid]
            WHEN n %% 20 = 0 THEN (SELECT array_agg(md5('child' || (n + k) %% %(children)s)::uuid)
                                   FROM generate_series(1, 25) k)
            ELSE ARRAY[md5('child' || n %% %(children)s)::uuid] END,
       '', '', '', 'desk:case', 1
FROM generate_series(1, %(events)s) n
"""


def fill(child: uuid.UUID) -> None:
    """Write the events; one child has been looked at far more often than any other."""
    sizes = {"people": PEOPLE, "children": CHILDREN, "most_seen": MOST_SEEN, "events": EVENTS}
    with connection.cursor() as cursor:
        cursor.execute(FILL, {**sizes, "child": str(child)})
        cursor.execute("VACUUM ANALYZE core_readevent")


def measure(label: str, child: uuid.UUID, **asked: str) -> float:
    """Make a page five times; print and return the median."""
    from agencies.access import HOUSE
    from desk.access_log import seen_by

    took = []
    for _ in range(5):
        began = time.perf_counter()
        seen_by(HOUSE, child, **{"by": "", "start": "", **asked})
        took.append(time.perf_counter() - began)
    print(f"{label:<28} {median(took) * 1000:8.1f} ms (goal {GOAL_SECONDS * 1000:.0f} ms)")
    return median(took)


def pages() -> float:
    """Every kind of page of the log, and the slowest of them."""
    from agencies.access import HOUSE
    from children.services import record_child
    from desk.access_log import seen_by

    names = ("seen 20,000 times", "never seen")
    much, never = (
        record_child(given_name=name, family_name="Invented", by=None, at=NOW).pk for name in names
    )
    fill(much)
    first = seen_by(HOUSE, much, by="", start="")
    older = first.looks.next_url.partition("from=")[2]
    person = first.readers[0].url.partition("by=")[2]
    return max(
        measure("a child seen 20,000 times", much),
        measure("  its second page", much, start=older),
        measure("  one person's looks", much, by=person),
        measure("a child never seen", never),
    )


def main() -> int:
    os.environ["PORTAL_DB_ROLE"] = "owner"
    django.setup()
    from tests.template import connect_to, copy_of_template, drop

    home = connection.settings_dict["NAME"]
    copy_of_template(DATABASE, afresh=False)
    try:
        print(f"{EVENTS:,} read events of {CHILDREN:,} children")
        return int(pages() > GOAL_SECONDS)
    finally:
        connect_to(home)
        drop(DATABASE)


if __name__ == "__main__":
    raise SystemExit(main())
