"""What Python compiles is kept once for all processes of a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops import cli


def test_a_started_process_keeps_what_it_compiled_in_our_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "")
    monkeypatch.setattr(cli, "VAR", tmp_path)
    cli.keep_compiled()
    (tmp_path / "one.py").write_text("")
    subprocess.run([sys.executable, "-c", "import one"], cwd=tmp_path, check=True)
    assert list((tmp_path / "compiled").rglob("one.*.pyc"))
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
