"""Loads code lists, tools and measures, and the demo where it is installed, in one process."""

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
    ("seed_demo", "--scenario", "dudley-2015-q3"),
    ("seed_demo", "--scenario", "today"),
)
ONLY = os.environ.get("PORTAL_SCENARIOS", "").split()
"""The scenarios to load where not all are wanted: `today` alone takes a few seconds."""
SIGN_INS = "demo_sign_ins"


def load_all() -> None:
    """Run each load command that an installed app brings, in the order they build on each other."""
    there = get_commands()
    for load in LOADS:
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
    load_all()
    for argument in sys.argv[1:]:
        write_sign_ins(Path(argument))
