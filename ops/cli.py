"""What each word after `./portal` does."""

import os
import signal
import sys
from collections.abc import Callable, Sequence

from ops.bench import bench
from ops.check import check
from ops.journey import journey
from ops.lock import lock
from ops.manage import manage
from ops.pictures import pictures
from ops.places import VAR
from ops.reset import reset
from ops.steps import StepFailed, say
from ops.testing import test
from ops.up import up

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": up,
    "test": test,
    "check": check,
    "manage": manage,
    "bench": bench,
    "journey": journey,
    "pictures": pictures,
    "lock": lock,
    "reset": reset,
}

USAGE = """Usage: ./portal WORD

  up               the whole portal: set-up, servers, demo; Ctrl-C stops it
  test [ARGS]      the tests (ARGS go to pytest); --all adds the long profile
  check            style, types, imports, templates, settings, migrations, compose file
  manage …         a command of manage.py, with the servers it needs
  bench [NAME]     a measurement
  journey [PORT]   the story of a referral in a browser, over the portal that is up
  pictures [PORT]  the pictures of the README, from the demo that is up
  lock             write the lock files again from pyproject.toml
  reset [--yes]    forget the data of this checkout

DATABASE_URL, OWNER_DATABASE_URL and REDIS_URL take over from the embedded servers where set."""


def keep_compiled() -> None:
    """Let the processes we start share what Python compiles, in a folder of our own.

    A first start runs six processes over the same sources; without this each compiles them all
    where the environment forbids writing beside the sources.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(VAR / "compiled")


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; a failed step ends with its own words and status 1."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        say(USAGE)
        return 0 if arguments in ([], ["help"], ["--help"]) else 2
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.default_int_handler)
    keep_compiled()
    try:
        return command(arguments[1:])
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
