"""`./portal bench NAME`: a measurement of `bench/`, with the servers it needs."""

import subprocess
from collections.abc import Sequence

from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services
from ops.steps import fail, say

FOLDER = ROOT / "bench"


def bench(arguments: Sequence[str]) -> int:
    """Run one measurement; without a name list them."""
    names = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__")
    if not arguments:
        say("Measurements: " + (", ".join(names) or "none yet"))
        return 0
    if arguments[0] not in names:
        fail(f"✗ There is no measurement {arguments[0]}", f"choose one of {', '.join(names)}")
    prepare_environment(DEV_LOCK)
    with services() as env:
        command = [venv_program("python"), "-m", f"bench.{arguments[0]}", *arguments[1:]]
        settings = {"DJANGO_SETTINGS_MODULE": "cse_portal.settings.development"}
        return subprocess.run(command, cwd=ROOT, env={**settings, **env}, check=False).returncode
