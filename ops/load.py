"""Loads code lists, tools, measures and the demo in one process; run by `./portal up`."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command, get_commands

LOADS: tuple[tuple[str, ...], ...] = (
    ("load_codes",),
    ("load_clocks",),
    ("load_tools",),
    ("load_toolkits",),
    ("seed_demo", "--scenario", "dudley-2015-q3"),
    ("seed_demo", "--scenario", "today"),
)
SIGN_INS = "demo_sign_ins"


def load_all(sign_ins: Path) -> None:
    """Run each load command that an installed app brings, in the order they build on each other."""
    there = get_commands()
    for load in LOADS:
        if load[0] in there:
            print(f"{' '.join(load)}:", flush=True)
            call_command(*load)
    with sign_ins.open("w") as out:
        if SIGN_INS in there:
            call_command(SIGN_INS, stdout=out)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")
    django.setup()
    load_all(Path(sys.argv[1]))
