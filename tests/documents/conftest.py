"""Every test of documents has a folder of its own, and a scanner unless it takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.scanner import a_scanner


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DOCUMENTS_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[str]:
    with a_scanner(str(tmp_path / "scanner.sock")) as address:
        settings.CLAMD_ADDRESS = address
        yield address
