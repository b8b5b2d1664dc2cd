"""Missing episodes: logged, and the return recorded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from demo.replay.children import child_of
from demo.replay.stage import Row, Stage, Step
from missing import services
from missing.models import Episode


def episode_steps(stage: Stage) -> Iterator[Step]:
    """An episode, and the return of the child if the child is back."""
    for row in stage.rows("episodes"):
        key = f"episode:{row['episode']}"
        yield Step(stage.moment(row["recorded_at"]), 3, key, partial(_log, stage, row))
        if row["ended_at"]:
            yield Step(
                stage.moment(row["end_recorded_at"]),
                4,
                f"{key}/ended",
                partial(_return, stage, row),
            )


def _log(stage: Stage, row: Row) -> Episode:
    by, at = stage.who(row["recorded_by"]), stage.moment(row["recorded_at"])
    return services.log_episode(
        child_of(stage, row["child"], by=by, at=at),
        authority=stage.authority(row["authority"]),
        setting=row["setting"],
        started_at=stage.moment(row["started_at"]) if row["started_at"] else None,
        reported_at=stage.moment(row["reported_at"]) if row["reported_at"] else None,
        category=row["category"],
        missing_type=row["missing_type"],
        reported_by=row["reported_by"],
        police_reference=row["police_reference"],
        by=by,
        at=at,
    )


def _return(stage: Stage, row: Row) -> Episode:
    return services.record_return(
        stage.find(f"episode:{row['episode']}"),
        returned_at=stage.moment(row["ended_at"]),
        by=stage.who(row["recorded_by"]),
        at=stage.moment(row["end_recorded_at"]),
    )
