"""Returns drafted from what a scenario has left behind, once that is committed."""

from __future__ import annotations

from datetime import date

from demo.replay.stage import Row, Stage
from reporting import services
from reporting.models import Return
from reporting.toolkit import Period


def draft_returns(stage: Stage) -> int:
    """Draft each return of the scenario that was not drafted before; how many."""
    owed = {f"return:{number}": row for number, row in enumerate(stage.rows("returns"), start=1)}
    new = {key: row for key, row in owed.items() if not stage.has(key)}
    for key, row in new.items():
        stage.keep(key, _draft(stage, row))
    stage.write_down()
    return len(new)


def _draft(stage: Stage, row: Row) -> Return:
    period = Period(row["label"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
    return services.draft_return(
        stage.authority(row["authority"]),
        period=period,
        by=stage.who(row["by"]),
        at=stage.moment(row["at"]),
    )
