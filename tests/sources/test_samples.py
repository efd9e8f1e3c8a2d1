"""Samples of sources, in a folder per city and source: each reads without an unknown column and loads whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cities.city import load_city
from flows.check_file import check_file

HERE = Path(__file__).parent
SAMPLES = sorted(path for path in HERE.glob("*/*/*") if path.parent.name != "__pycache__")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_sample_loads_whole(path: Path):
    city = load_city(path.parts[-3])
    answer = check_file(path, city.source(path.parts[-2]), city, date(2019, 3, 15), b"k" * 32)
    assert (answer.outcome, answer.reason, answer.warnings) == ("loaded", None, [])
    assert answer.receipt["accepted"] == answer.receipt["received"] > 0, answer.findings
