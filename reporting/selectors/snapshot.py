"""One consistent look at the database: what is read is true at one moment (requirement C-5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction

ALIAS = "return_snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """A connection of its own that sees committed rows as of one moment and cannot write.

    Gives the alias to read by. A connection of its own, because the caller is already in the
    transaction that will store the return, and a transaction cannot change its isolation.
    """
    connections[ALIAS] = connection.copy(ALIAS)
    try:
        with transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
