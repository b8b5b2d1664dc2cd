"""`./portal pictures [PORT]`: the pictures of the README, taken from a demo that is running."""

import subprocess
from collections.abc import Sequence

from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program


def pictures(arguments: Sequence[str]) -> int:
    """Drive a browser over the demo that `./portal up` runs in another terminal."""
    prepare_environment(DEV_LOCK)
    command = [venv_program("python"), "docs/take_pictures.py", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
