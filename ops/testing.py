"""`./portal test`: the set-up, then pytest."""

import subprocess
from collections.abc import Sequence

from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services

WORKERS = "2"


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """What pytest is told: all of it over two workers, a chosen part in one process."""
    chosen = [argument for argument in arguments if argument != "--all"]
    profile = [] if "--all" in arguments or "-m" in chosen else ["-m", "not long"]
    spread = ["-n", WORKERS] if not chosen else []
    return [*profile, *spread, *chosen]


def test(arguments: Sequence[str]) -> int:
    """Run the tests against the real servers."""
    prepare_environment(DEV_LOCK)
    with services() as env:
        command = [venv_program("python"), "-m", "pytest", *pytest_arguments(arguments)]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
