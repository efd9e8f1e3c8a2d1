"""`credit template`: filled in, the workbook passes; empty, it is a zero report; nothing is overwritten."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from expectations.contract import contracts
from flows.check_file import check_file, dataset_source
from tests.expectations.rows import LAYOUTS, row

NIGHT = date(2019, 1, 9)
KEY = b"a key of the tests, 32 bytes long"


def options(layout: str | None) -> list[str]:
    return ["--layout", layout] if layout else []


def check(path, dataset):
    return check_file(path, dataset_source(dataset), None, NIGHT, KEY, rows=True)


@pytest.mark.parametrize(("dataset", "layout"), LAYOUTS)
def test_filled_in_it_has_no_findings_and_empty_it_is_a_zero_report(run, tmp_path, dataset, layout):
    out = tmp_path / "模板.xlsx"
    assert run("template", dataset, out, *options(layout)).code == 0
    empty = check(out, dataset)
    assert (empty.outcome, empty.receipt["received"], empty.exit) == ("loaded", 0, 0)
    assert all("零报告" in warning for warning in empty.warnings)
    book = openpyxl.load_workbook(out)
    valid = row(dataset)
    for column, f in enumerate(contracts()[dataset].fields_in(layout), start=1):
        book["数据"].cell(2, column).value = valid[f.name]
    book.save(out)
    filled = check(out, dataset)
    assert filled.findings == [] and filled.warnings == []
    assert (filled.receipt["received"], filled.receipt["accepted"]) == (1, 1)
    assert filled.columns["unknown"] == []


def test_it_says_where_it_is_and_what_to_do_next(run, tmp_path):
    answer = run("template", "penalty", tmp_path / "a.xlsx")
    assert "行政处罚" in answer.out and "credit check" in answer.out
    assert run("template", "penalty", tmp_path / "b.xlsx", "--layout", "2015", "--json").json == {
        "dataset": "penalty", "layout": "2015", "path": str(tmp_path / "b.xlsx"),
    }  # fmt: skip
    assert run("template", "penalty", tmp_path / "c.xlsx", "--json").json["layout"] == "2018"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["nothing", "a.xlsx"], "no dataset"),
        (["penalty", "a.xlsx", "--layout", "2020"], "2018、2015"),
        (["subject", "a.xlsx", "--layout", "2018"], "none"),
        (["penalty", "a.csv"], "must end in .xlsx"),
        (["penalty", "nowhere/a.xlsx"], "no folder"),
        (["penalty", "there.xlsx"], "is there already"),
    ],
)
def test_what_cannot_be_is_refused(run, tmp_path, asked, why):
    (tmp_path / "there.xlsx").write_text("mine")
    dataset, out, *more = asked
    refused = run("template", dataset, tmp_path / out, *more)
    assert refused.code == 78 and why in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]
    assert (tmp_path / "there.xlsx").read_text() == "mine"
