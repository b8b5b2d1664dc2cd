"""The front-end assets: compiled from our own Sass and the two design systems, once per change."""

import os
import shutil

from ops.environment import NETWORK_HINT, NODE_LOCK, fingerprint, install, one_at_a_time
from ops.places import ROOT, STATIC_BUILD, VENV
from ops.steps import run_logged, step

SOURCES = ROOT / "static" / "scss"
MODULES = ROOT / "node_modules"
RECIPE = ("package.json", "package-lock.json", "deploy/assets.mjs")
STAMP = STATIC_BUILD / "portal.stamp"
MODULES_STAMP = MODULES / "portal.stamp"


def prepare_assets() -> None:
    """Compile the style sheet and lay scripts and pictures beside it, if anything changed."""
    if not (SOURCES / "portal.scss").exists():
        return
    with one_at_a_time("assets"):
        recipe = tuple(ROOT / name for name in RECIPE)
        wanted = fingerprint(*recipe, *sorted(SOURCES.rglob("*.scss")))
        if STAMP.exists() and STAMP.read_text() == wanted:
            return
        with step("Front-end assets"):
            prepare_modules(fingerprint(*recipe))
            npm("run", "build", what="Compiling the style sheet", to_do="mend static/scss")
        STAMP.write_text(wanted)


def prepare_modules(wanted: str) -> None:
    """Install what package-lock.json names."""
    if MODULES_STAMP.exists() and MODULES_STAMP.read_text() == wanted:
        return
    if not shutil.which("npm"):
        install(NODE_LOCK)
    npm("ci", "--ignore-scripts", what="Installing the design systems", to_do=NETWORK_HINT)
    MODULES_STAMP.write_text(wanted)


def npm(*arguments: str, what: str, to_do: str) -> None:
    """Run npm: the machine's own, or the one in our environment."""
    path = os.pathsep.join([os.environ.get("PATH", ""), str(VENV / "bin")])
    program = shutil.which("npm", path=path) or "npm"
    run_logged(
        [program, *arguments],
        log=f"npm-{arguments[-1].strip('-')}",
        what=what,
        to_do=to_do,
        env={**os.environ, "PATH": path},
    )
