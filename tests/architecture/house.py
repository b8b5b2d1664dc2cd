"""The house as the guards see it: floors, rooms, and where the code stands."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
HOUSE: list[str] = CONTRACTS["root_packages"]
APPS = [name for name in HOUSE if name != "cse_portal"]


def floors() -> dict[str, int]:
    """How high each app stands; core is 0, neighbours share a floor."""
    layers = next(c for c in CONTRACTS["contracts"] if c["id"] == "floors")["layers"]
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def rooms(app: str) -> Iterator[Path]:
    """Every Python file of an app but its migrations."""
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def calls(path: Path) -> Iterator[str]:
    """The dotted names that a file calls, such as `timezone.now`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def imports(path: Path) -> Iterator[str]:
    """The modules a file imports, and the names it takes from each: `django.http.HttpResponse`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
