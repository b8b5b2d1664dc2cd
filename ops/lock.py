"""`./portal lock`: pin every package by hash, with no address in the file."""

from collections.abc import Sequence

from ops.environment import NETWORK_HINT, uv_program
from ops.places import ROOT
from ops.steps import run_logged, step

PROJECT = ("pyproject.toml",)
LISTS: dict[str, tuple[str, ...]] = {
    "requirements.lock": PROJECT,
    "requirements-run.lock": (*PROJECT, "--group", "run", "-c", "requirements.lock"),
    "requirements-dev.lock": (*PROJECT, "--group", "dev", "-c", "requirements-run.lock"),
    "requirements-installer.lock": ("--group", "installer"),
    "requirements-node.lock": ("--group", "node"),
}
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
)


def lock(arguments: Sequence[str]) -> int:
    """Write each lock file; `--upgrade` takes the newest releases that pyproject.toml allows."""
    for name, sources in LISTS.items():
        with step(name):
            run_logged(
                [uv_program(), "pip", "compile", *sources, *OPTIONS, *arguments, "-o", name],
                log="lock",
                what=f"Resolving {name}",
                to_do=NETWORK_HINT,
                cwd=ROOT,
            )
    return 0
