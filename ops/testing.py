"""`./portal test`: the set-up, then pytest."""

import subprocess
from collections.abc import Sequence

from ops.assets import prepare_assets
from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services

WORKERS = "2"


def pytest_runs(arguments: Sequence[str]) -> list[list[str]]:
    """What pytest is told: a chosen part in one run; else what goes side by side, then the rest."""
    chosen = [argument for argument in arguments if argument != "--all"]
    profile = "" if "--all" in arguments else "not long"
    if chosen:
        return [[*(["-m", profile] if profile and "-m" not in chosen else []), *chosen]]
    beside, alone = (" and ".join(filter(None, (part, profile))) for part in ("not alone", "alone"))
    return [["-m", beside, "-n", WORKERS], ["-m", alone]]


def test(arguments: Sequence[str]) -> int:
    """Run the tests against the real servers; the worst answer of the runs counts."""
    prepare_environment(DEV_LOCK)
    prepare_assets()
    with services() as env:
        pytest = [venv_program("python"), "-m", "pytest"]
        runs = [
            subprocess.run([*pytest, *told], cwd=ROOT, env=env, check=False)
            for told in pytest_runs(arguments)
        ]
        return max(run.returncode for run in runs)
