"""`./portal test`: the set-up, then pytest."""

import subprocess
from collections.abc import Sequence

from ops.assets import prepare_assets
from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services

WORKERS = "2"
NO_TESTS = 5


def pytest_runs(arguments: Sequence[str]) -> list[list[str]]:
    """What pytest is told: what goes side by side, then what goes alone; of everything, or of a
    chosen part with `-n`. A part without workers, or with marks of its own, is one run.
    """
    chosen = [argument for argument in arguments if argument != "--all"]
    profile = "" if "--all" in arguments else "not long"
    if chosen and ("-n" not in chosen or "-m" in chosen):
        return [[*(["-m", profile] if profile and "-m" not in chosen else []), *chosen]]
    beside, alone = (" and ".join(filter(None, (part, profile))) for part in ("not alone", "alone"))
    part, workers = _parted(chosen)
    return [["-m", beside, "-n", workers, *part], ["-m", alone, *part]]


def _parted(chosen: list[str]) -> tuple[list[str], str]:
    """A chosen part without its number of workers, and that number."""
    if "-n" not in chosen:
        return chosen, WORKERS
    at = chosen.index("-n")
    return chosen[:at] + chosen[at + 2 :], "".join(chosen[at + 1 : at + 2]) or WORKERS


def test(arguments: Sequence[str]) -> int:
    """Run the tests against the real servers; the worst answer of the runs counts.

    That one run of several finds no test is no fault; that all do is.
    """
    prepare_environment(DEV_LOCK)
    prepare_assets()
    with services() as env:
        pytest = [venv_program("python"), "-m", "pytest"]
        runs = [
            subprocess.run([*pytest, *told], cwd=ROOT, env=env, check=False)
            for told in pytest_runs(arguments)
        ]
        found = [run.returncode for run in runs if run.returncode != NO_TESTS]
        return max(found, default=NO_TESTS)
