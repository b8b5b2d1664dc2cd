"""`./portal manage`: a command of manage.py as the database role it needs."""

import subprocess
from collections.abc import Mapping, Sequence

from ops.environment import prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services
from ops.steps import run_logged, step

OWNER_COMMANDS = frozenset({"createcachetable", "flush", "makemigrations", "migrate", "pgtrigger"})
"""Commands that make or change tables, and so run as the owner of the database."""
HOW_TO_MEND = "mend what it says, or start from an empty database with ./portal reset"


def manage(arguments: Sequence[str]) -> int:
    """Run a command of manage.py with the servers it needs."""
    prepare_environment()
    with services() as env:
        return subprocess.run(
            manage_command(arguments), cwd=ROOT, env=env_for(arguments, env), check=False
        ).returncode


def manage_command(arguments: Sequence[str]) -> list[str]:
    """The whole command line."""
    return [venv_program("python"), "manage.py", *arguments]


def env_for(arguments: Sequence[str], env: Mapping[str, str]) -> dict[str, str]:
    """The environment variables of a command: the owner's for the few that change tables."""
    if arguments and arguments[0] in OWNER_COMMANDS:
        return {**env, "PORTAL_DB_ROLE": "owner"}
    return dict(env)


def manage_step(title: str, arguments: Sequence[str], env: Mapping[str, str]) -> None:
    """Run a command of manage.py as a step of the set-up."""
    with step(title):
        run_logged(
            manage_command(arguments),
            log=f"manage-{arguments[0]}",
            what=f"manage.py {' '.join(arguments)}",
            to_do=HOW_TO_MEND,
            env=env_for(arguments, env),
        )
