"""Which servers a command uses: those of the environment variables, else the embedded ones.

Commands of one checkout share the embedded servers. Each holds a shared lock while it uses
them; whoever finds itself alone at the end stops them.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from ops import postgres, valkey
from ops.environment import one_at_a_time
from ops.places import VAR


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """Start what is missing and hand over the environment variables that reach it."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "services.lock").open("w") as users:
        with one_at_a_time("start"):
            fcntl.flock(users, fcntl.LOCK_SH)
            addresses = start_missing()
        try:
            yield {**os.environ, **addresses}
        finally:
            with one_at_a_time("start"):
                stop_if_alone(users.fileno())


def start_missing() -> dict[str, str]:
    """Start each embedded server that no environment variable stands in for."""
    addresses = {}
    if "DATABASE_URL" not in os.environ:
        cluster = postgres.find_cluster()
        postgres.start(cluster)
        addresses["DATABASE_URL"] = cluster.url("portal_app")
        addresses["OWNER_DATABASE_URL"] = cluster.url("portal_owner")
    if "REDIS_URL" not in os.environ:
        valkey.start()
        addresses["REDIS_URL"] = valkey.url()
    return addresses


def stop_if_alone(users: int) -> None:
    """Stop the embedded servers unless another command of this checkout still uses them."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    if "DATABASE_URL" not in os.environ:
        postgres.stop(postgres.find_cluster())
    if "REDIS_URL" not in os.environ:
        valkey.stop()
