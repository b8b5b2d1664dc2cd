"""Imports look down, foreign keys point down, and each contract bites."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from tests.architecture.house import APPS, CONTRACTS, HOUSE, ROOT, floors

BREACHES = {
    "floors": ("core/breach.py", "import cases.models\n"),
    "one-lock": ("cases/breach.py", "import guardian\n"),
    "doors": ("cases/views.py", "import cases.models\n"),
    "tables": ("cases/models/breach.py", "import cases.policies\n"),
    "readers-do-not-write": ("duties/selectors.py", "import duties.services\n"),
    "services-know-no-door": ("duties/services.py", "import core.tasks\n"),
    "pure-rules": ("screening/scoring.py", "import django\n"),
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Judge the imports of a tree by its own contracts."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the house in a temporary folder."""
    tree = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name in HOUSE:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tree


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    judged = lint(copy)
    assert judged.returncode == 0, judged.stdout


def test_every_contract_has_a_breach_to_prove_it() -> None:
    assert {contract["id"] for contract in CONTRACTS["contracts"]} == set(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_contract_bites(contract: str, copy: Path) -> None:
    name, breach = BREACHES[contract]
    path = copy / name
    before = path.read_text() if path.exists() else None
    path.write_text((before or "") + breach)
    try:
        judged = lint(copy)
    finally:
        path.write_text(before) if before is not None else path.unlink()
    title = next(c["name"] for c in CONTRACTS["contracts"] if c["id"] == contract)
    assert judged.returncode == 1
    assert f"{title} BROKEN" in " ".join(judged.stdout.split())


def test_every_app_stands_on_a_floor() -> None:
    assert set(APPS) <= set(floors())


def test_foreign_keys_point_down() -> None:
    heights = floors()
    keys = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model._meta.app_label in heights and isinstance(field, ForeignKey)
    ]
    assert keys
    for field in keys:
        home, target = field.model._meta.app_label, field.related_model._meta.app_label
        if target in heights and target != home:
            assert heights[target] < heights[home], f"{field.model.__name__}.{field.name}"
