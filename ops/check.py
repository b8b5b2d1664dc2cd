"""`./portal check`: everything that can be known without running the portal."""

import secrets
import subprocess
import time
from collections.abc import Mapping, Sequence

from ops.environment import DEV_LOCK, prepare_environment
from ops.manage import manage_command
from ops.places import ROOT, venv_program
from ops.services import services
from ops.steps import say

THROW_AWAY_SECRETS = {
    "DJANGO_SETTINGS_MODULE": "cse_portal.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "DATABASE_PASSWORD": secrets.token_urlsafe(64),
    "PORTAL_HOSTS": "portal.example",
    "PORTAL_BEHIND_PROXY": "true",
}
"""Enough for production settings to be read; nothing is ever signed with them."""


def checks() -> dict[str, tuple[list[str], dict[str, str]]]:
    """Each check's name, its command line and the environment variables it adds."""
    return {
        "ruff": ([venv_program("ruff"), "check", "."], {}),
        "ruff format": ([venv_program("ruff"), "format", "--check", "."], {}),
        "mypy": ([venv_program("mypy"), "."], {}),
        "import-linter": ([venv_program("lint-imports")], {}),
        "djlint": ([venv_program("djlint"), "templates", "--lint", "--quiet"], {}),
        "bandit": ([venv_program("bandit"), "-q", "-r", ".", "-c", "pyproject.toml", "-ll"], {}),
        "compose file": (
            [
                venv_program("check-jsonschema"),
                *("--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
            ],
            {},
        ),
        "migrations": (manage_command(["makemigrations", "--check", "--dry-run"]), {}),
        "deployment": (
            manage_command(["check", "--deploy", "--fail-level", "WARNING"]),
            THROW_AWAY_SECRETS,
        ),
    }


def check(arguments: Sequence[str]) -> int:
    """Run all checks, or the named ones; show the words of those that fail."""
    prepare_environment(DEV_LOCK)
    with services() as env:
        failed = [
            name
            for name, (command, extra) in checks().items()
            if (not arguments or name in arguments) and not passes(name, command, {**env, **extra})
        ]
    if failed:
        say(f"\nTo mend: {', '.join(failed)}. `./portal check NAME` runs one check alone.")
    return 1 if failed else 0


def passes(name: str, command: Sequence[str], env: Mapping[str, str]) -> bool:
    """Run one check and print a line about it, with its own words if it fails."""
    start = time.monotonic()
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = answer.returncode == 0
    say(f"  {'✓' if good else '✗'} {name} ({time.monotonic() - start:.1f} s)")
    if not good:
        say(answer.stdout.rstrip())
    return good
