"""What each word after `./portal` does."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from ops import testing
from ops.environment import prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services
from ops.steps import StepFailed, say

OWNER_COMMANDS = frozenset({"createcachetable", "flush", "makemigrations", "migrate", "pgtrigger"})
"""Commands that make or change tables, and so run as the owner of the database."""

USAGE = """Usage: ./portal COMMAND

  manage …         a command of manage.py, with the servers it needs
  test [ARGS]      the tests (ARGS go to pytest); --all adds the long profile
"""


def manage(arguments: Sequence[str]) -> int:
    """Run a command of manage.py as the role it needs."""
    prepare_environment()
    with services() as env:
        if arguments and arguments[0] in OWNER_COMMANDS:
            env["PORTAL_DB_ROLE"] = "owner"
        command = [venv_program("python"), "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "manage": manage,
    "test": testing.test,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; a failed step ends with its own words and status 1."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        say(USAGE)
        return 0 if arguments in ([], ["help"], ["--help"]) else 2
    try:
        return command(arguments[1:])
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
