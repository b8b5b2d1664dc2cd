"""`./portal journey [PORT]`: the story of a referral in a browser, over a portal that is up."""

import os
import subprocess
from collections.abc import Sequence

from ops.environment import DEV_LOCK, prepare_environment
from ops.places import ROOT, venv_program
from ops.services import services

STORY = "tests/journeys/test_referral.py"


def journey(arguments: Sequence[str]) -> int:
    """Refer, triage, screen, countersign, tell and disagree, as the people of the demo."""
    prepare_environment(DEV_LOCK)
    address = f"http://localhost:{arguments[0] if arguments else 8000}"
    with services() as env:
        return subprocess.run(
            [venv_program("python"), "-m", "pytest", "-p", "no:cacheprovider", STORY],
            cwd=ROOT,
            env={**os.environ, **env, "PORTAL_JOURNEY_ADDRESS": address},
            check=False,
        ).returncode
