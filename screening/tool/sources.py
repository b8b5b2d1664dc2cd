"""The tools shipped with the portal: `screening/tools/*.toml` with the rules they may switch on.

The rules are written into each definition, so that its hash covers them too: a rule changed
afterwards is another version.
"""

import tomllib
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent.parent


def shipped_definitions() -> tuple[dict[str, Any], ...]:
    """Every shipped tool as a whole definition, in the order of the file names."""
    return tuple(_definition(path) for path in sorted((SHIPPED / "tools").glob("*.toml")))


def shipped_definition(code: str) -> dict[str, Any]:
    return next(one for one in shipped_definitions() if one["code"] == code)


def _definition(path: Path) -> dict[str, Any]:
    definition = _read(path)
    rules = [_read(one) for one in sorted((SHIPPED / "rules").glob("*.toml"))]
    definition["counting_rules"] = [
        rule for rule in rules if rule.get("code") in definition["rule_options"]
    ]
    definition["floors"] = [floor for rule in rules for floor in rule.get("floors", [])]
    return definition


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        return tomllib.load(source)
