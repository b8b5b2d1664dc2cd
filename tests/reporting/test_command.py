"""`manage.py quarterly_return`: the same sum twice, plain messages, text that stays text."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import RiskLevel
from reporting.sheets import COLUMNS
from tests.agencies.factories import DUDLEY
from tests.reporting.factories import at_risk, draft, sign

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = {
    "--authority": DUDLEY,
    "--start": "2015-09-01",
    "--end": "2015-12-31",
    "--label": "Quarter 3",
    "--format": "json",
}
FORMULAS = ("=1+1", "+44 121", "-2", "@SUM(A1)", '=HYPERLINK("x")')


def run(**changed: str) -> str:
    typed = {**TYPED, **{f"--{name}": value for name, value in changed.items()}}
    out = io.StringIO()
    # One word for each option, as a value may itself begin with a dash.
    call_command("quarterly_return", *(f"{k}={v}" for k, v in typed.items()), stdout=out)
    return out.getvalue()


def figures(printed: str) -> dict[str, Any]:
    return {figure["code"]: figure for figure in json.loads(printed)["figures"]}


def test_json_holds_each_figure_with_its_definition_and_breakdowns() -> None:
    at_risk(RiskLevel.SERIOUS)
    printed = run()
    whole = json.loads(printed)
    assert next(iter(whole)) == "checksum"
    assert whole["authority"] == DUDLEY
    assert whole["period"] == {
        "label": "Quarter 3",
        "start": "2015-09-01",
        "end": "2015-12-31",
        "standard_quarter": False,
    }
    figure = figures(printed)["M002"]
    assert (figure["value"], figure["unit"], figure["adds_up"]) == (1, "children", False)
    assert figure["definition"] == "Of the children in M001, those whose risk level is serious."
    levels = next(b for b in figure["breakdowns"] if b["code"] == "level")
    assert levels["cells"][0] == {"key": "SERIOUS", "label": "Serious risk", "value": 1}


def test_twice_gives_the_same_checksum() -> None:
    at_risk()
    assert json.loads(run())["checksum"] == json.loads(run())["checksum"]


def test_a_period_that_is_signed_off_prints_what_is_frozen() -> None:
    at_risk()
    record = sign(draft())
    at_risk()
    printed = run()
    assert json.loads(printed)["checksum"] == record.checksum
    assert figures(printed)["M001"]["value"] == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"authority": "E08000999"}, "There is no authority “E08000999”."),
        ({"authority": "x\0"}, "There is no authority"),
        ({"end": "2015-08-01"}, "The last day must not be before the first day."),
        ({"start": "2015-09-31"}, "“2015-09-31” is not a date like 2015-09-01."),
        ({"end": "soon"}, "“soon” is not a date like 2015-09-01."),
        ({"end": "9999-12-31"}, "The period must have ended before today."),
        ({"label": ""}, "Enter what the period is called"),
        ({"format": "xlsx"}, "A workbook needs --out FILE."),
        ({"out": "."}, "Could not write ."),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(changed: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError) as answered:
        run(**changed)
    assert said in str(answered.value)


def test_a_mistake_ends_with_exit_code_two() -> None:
    with pytest.raises(CommandError) as answered:
        run(authority="E08000999")
    assert answered.value.returncode == 2


@pytest.mark.parametrize("label", FORMULAS)
def test_csv_keeps_what_looks_like_a_formula_as_text(label: str, tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    run(label=label, format="csv", out=str(path))
    rows = list(csv.DictReader(path.open(newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["period"] for row in rows} == {"'" + label}


@pytest.mark.parametrize("label", FORMULAS)
def test_a_workbook_holds_the_declared_cells_and_no_formula(label: str, tmp_path: Path) -> None:
    at_risk()
    path, plain = tmp_path / "return.xlsx", tmp_path / "return.csv"
    run(label=label, format="xlsx", out=str(path))
    run(label=label, format="csv", out=str(plain))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Return"]
    cells = [cell for row in book["Return"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink or cell.comment]
    grid = [["" if c.value is None else str(c.value) for c in row] for row in book["Return"]]
    texts = [[text.removeprefix("'") for text in row] for row in csv.reader(plain.open(newline=""))]
    assert grid == texts


@given(
    authority=st.text(max_size=12),
    start=st.text(max_size=12) | st.dates().map(str),
    end=st.text(max_size=12) | st.dates().map(str),
    label=st.text(max_size=100),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_typed_is_answered_in_words(
    db: None, authority: str, start: str, end: str, label: str
) -> None:
    with suppress(CommandError):
        run(authority=authority or DUDLEY, start=start, end=end, label=label)
