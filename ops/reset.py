"""`./portal reset`: forget the data of this checkout."""

import shutil
from collections.abc import Sequence

from ops import postgres, valkey
from ops.environment import one_at_a_time
from ops.places import STATIC_BUILD, VAR, shown
from ops.steps import say


def reset(arguments: Sequence[str]) -> int:
    """Stop the embedded servers and remove what they hold, after asking."""
    if "--yes" not in arguments and not agreed():
        say("Nothing was removed.")
        return 1
    with one_at_a_time("services", or_else="The portal or its tests are running"):
        cluster = postgres.find_cluster()
        postgres.stop(cluster)
        valkey.stop()
        for folder in (cluster.home, VAR, STATIC_BUILD, postgres.outside_home()):
            shutil.rmtree(folder, ignore_errors=True)
    say("Removed. The next command starts from nothing.")
    return 0


def agreed() -> bool:
    """Whether the person at the keyboard says yes."""
    question = (
        f"Remove the database, queue, logs and assets of this checkout ({shown(VAR)})? [y/N] "
    )
    try:
        return input(question).strip().lower() in {"y", "yes"}
    except EOFError:
        print("\nNobody is there to answer: ./portal reset --yes")
        return False
