"""The README says what the code does."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_pathways_in_the_readme_are_those_of_the_code() -> None:
    out = StringIO()
    call_command("pathways", stdout=out)
    drawn = README.split("<!-- pathways -->")[1].split("<!-- /pathways -->")[0]
    assert drawn.strip() == out.getvalue().strip()


def test_the_readme_shows_only_pictures_that_are_there() -> None:
    folder = Path(__file__).resolve().parents[1]
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (folder / path).is_file(), path
