"""Loads code lists, tools and measures, and the demo where it is installed.

python -m ops.load FILE          what the portal needs to answer; who may sign in goes to FILE
python -m ops.load afterwards    what may come while it answers
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command, get_commands

LOADS: tuple[tuple[str, ...], ...] = (
    ("load_codes",),
    ("load_agencies",),
    ("load_clocks",),
    ("load_tools",),
    ("load_toolkits",),
    ("seed_demo", "--scenario", "today"),
)
AFTERWARDS: tuple[tuple[str, ...], ...] = (("seed_demo", "--scenario", "dudley-2015-q3"),)
"""Loaded while the portal already answers: a quarter of 2015, which nobody's home waits for."""
ONLY = os.environ.get("PORTAL_SCENARIOS", "").split()
"""The scenarios to load where not all are wanted: `today` alone takes a few seconds."""
SIGN_INS = "demo_sign_ins"


def run_loads(loads: tuple[tuple[str, ...], ...]) -> None:
    """Run each load command that an installed app brings, in the order they build on each other."""
    there = get_commands()
    for load in loads:
        if load[0] in there and is_wanted(load):
            print(f"{' '.join(load)}:", flush=True)
            call_command(*load)


def is_wanted(load: tuple[str, ...]) -> bool:
    """Every load, but for a scenario that was not asked for."""
    return not ONLY or load[0] != "seed_demo" or load[-1] in ONLY


def write_sign_ins(file: Path) -> None:
    """Write down who may sign in to the demo, if there is one."""
    with file.open("w") as out:
        if SIGN_INS in get_commands():
            call_command(SIGN_INS, stdout=out)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")
    django.setup()
    if sys.argv[1:] == ["afterwards"]:
        run_loads(AFTERWARDS)
    else:
        run_loads(LOADS)
        write_sign_ins(Path(sys.argv[1]))
