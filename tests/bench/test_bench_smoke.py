"""The bench itself: its files are as planned, floor and product find what was planted, and a wrong count is said."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bench.generate import files
from bench.layout import COLUMNS
from bench.report import figures, table
from bench.rounds import Run, one_round
from bench.verify import floor_differs

ROWS = 2000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return files(tmp_path_factory.mktemp("bench"), ROWS)


def records(path: Path) -> list[list[str]]:
    with path.open(encoding="gb18030", newline="") as file:
        return list(csv.reader(file))


def test_the_files_hold_what_was_planned(made: Path) -> None:
    first, second = records(made / "night1.csv"), records(made / "night2.csv")
    expected = json.loads((made / "expected.json").read_text())
    assert tuple(first[0]) == COLUMNS == tuple(second[0])
    assert {len(record) for record in first} == {len(COLUMNS)}
    assert (len(first) - 1, len(second) - 1) == (ROWS, expected["received2"])
    assert 0 < expected["new2"] < ROWS // 50 and 0 < expected["changed2"] < ROWS // 20 and expected["closed2"] > 0


def test_files_are_made_once(made: Path) -> None:
    before = (made / "night1.csv").stat().st_mtime_ns
    assert files(made.parent, ROWS) == made
    assert (made / "night1.csv").stat().st_mtime_ns == before


@pytest.mark.slow
def test_floor_and_product_find_what_was_planted(made: Path, tmp_path: Path) -> None:
    runs = list(one_round(made, tmp_path, gate=False))
    assert [(run.who, run.night) for run in runs] == [
        ("floor", 1), ("product", 1), ("floor", 2), ("product", 2), ("product", 3),
    ]  # fmt: skip
    assert [line for run in runs for line in run.differs] == []
    assert {"read", "stage", "check", "load"} <= runs[1].steps.keys()
    assert not {"read", "stage"} & runs[-1].steps.keys()
    counts = {"current": 1, "total": 1}
    assert any("present 1" in line for line in floor_differs(made, tmp_path / "floor", 1, counts))


def test_figures_are_medians_and_ratios_to_the_floor_of_the_night() -> None:
    runs = [Run("floor", 1, cpu, 1, 100) for cpu in (1.0, 2.0, 9.0)]
    runs += [Run("product", 1, cpu, 1, 100, steps={"stage": cpu}, differs=["odd"]) for cpu in (3.0, 4.0, 5.0)]
    floor, product = figures(10, runs)
    assert (floor["cpu_s"], product["cpu_s"], product["cpu_to_floor"]) == (2.0, 4.0, 2.0)
    assert "  DIFFERS: odd" in list(table([floor, product]))
