"""What was decided about two records that are alike; the portal itself has found them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from children import services
from children.models import MatchPair, PairStatus
from demo.replay.stage import Row, Stage, Step


def pair_steps(stage: Stage) -> Iterator[Step]:
    """Two records are one child, or two children."""
    for row in stage.rows("pairs"):
        key = f"pair:{row['one']}/{row['other']}"
        yield Step(stage.moment(row["at"]), 30, key, partial(_decide, stage, row))


def _decide(stage: Stage, row: Row) -> MatchPair:
    one, other = (stage.find(f"child:{row[side]}") for side in ("one", "other"))
    pair = MatchPair.objects.select_related("one", "other").of(one, other).get()
    decide = services.merge_pair if row["decision"] == PairStatus.SAME else services.say_not_same
    decide(
        pair,
        seen=pair.status,
        because=row["because"],
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )
    return pair
