"""A database migrated once and copied for each run: copying takes a moment, migrating does not.

Its name holds a fingerprint of all migrations, so that a changed one makes a new template.
"""

import fcntl
import gc
import hashlib
import time
import warnings
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection

PREFIX = "portal_template_"
TRIES_TO_DROP = 20


def migrations_fingerprint() -> str:
    """A short name for what all migrations say and the packages that bring some."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements-dev.lock").read_bytes())
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if folder.is_relative_to(settings.BASE_DIR):
            for file in sorted(folder.glob("*.py")):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def copy_of_template(name: str, *, afresh: bool) -> None:
    """Make the database of this name as a copy of the migrated one; the owner is connected."""
    template = PREFIX + migrations_fingerprint()
    lock = settings.BASE_DIR / "var" / "template.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if afresh or template not in databases():
            make_template(template)
        drop(name)
        run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connect_to(name)


def make_template(template: str) -> None:
    """Migrate an empty database, then give it its name; older ones go."""
    for old in databases():
        if old.startswith(PREFIX):
            drop(old)
    making = f"{PREFIX}making"
    run(f'CREATE DATABASE "{making}"')
    connect_to(making)
    gc.disable()
    call_command("migrate", verbosity=0, interactive=False)
    gc.enable()
    connection.close()
    run(f'ALTER DATABASE "{making}" RENAME TO "{template}"')


def databases() -> set[str]:
    """The databases of this server."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


def drop(name: str) -> None:
    """Remove a database, even if a run that was killed still holds it.

    The server's own vacuum may be in it, and nobody but the superuser may end that: it is waited
    for. A database that stays is told of; the next run removes it when it makes its own.
    """
    said = ""
    for _ in range(TRIES_TO_DROP):
        try:
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except ProgrammingError as error:
            said = str(error).strip()
            time.sleep(1)
        else:
            return
    warnings.warn(
        f"The database {name} is still there after {TRIES_TO_DROP} tries: {said}", stacklevel=2
    )


def run(statement: str) -> None:
    """Run a statement outside of any database of ours."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def connect_to(name: str) -> None:
    """Let the one connection point to this database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
