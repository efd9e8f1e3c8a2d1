"""The cases of tests/indicators/<id>.yaml, which an official can read.

情形 what it is about; 输入 and 口径 what is given; then what is expected: 得分 (settled), 评定 (judged),
区间 (a range), 无数据 (no data, with its range), or 拒绝 (refused, naming that input); 硬指标 the state of the gate.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from scoring.calculator import calculate
from scoring.edition import load_edition
from scoring.facts import FactsError

EDITION = load_edition("2019")
FILES = sorted((Path(__file__).parents[1] / "indicators").glob("*.yaml"))
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
STATUS = {"得分": "scored", "评定": "judged", "区间": "pending", "无数据": "no_data"}
EACH = [pytest.param(row, case, id=f"{row} {case['情形']}") for row, cases in CASES.items() for case in cases]


def four_places(text):
    """ "1.8" → "1.8000"."""
    whole, _, decimals = str(text).partition(".")
    return f"{whole}.{decimals.ljust(4, '0')}"


@pytest.mark.parametrize(("row", "case"), EACH)
def test_case(row, case):
    policy = case.get("口径", {})
    if "拒绝" in case:
        with pytest.raises(FactsError, match=rf"^{row} 的 .*（{case['拒绝']}）"):
            calculate(EDITION, {row: case["输入"]}, policy)
        return
    result = calculate(EDITION, {row: case["输入"]}, policy)
    found = result["indicators"][row]
    kind = next(kind for kind in STATUS if kind in case)
    low, high = case[kind] if isinstance(case[kind], list) else [case[kind]] * 2
    expected = (STATUS[kind], four_places(low), four_places(high))
    assert (found["status"], found["low"], found["high"]) == expected
    assert all(note.strip() for note in found["notes"])
    assert found["notes"] or kind in ("得分", "评定")
    if "硬指标" in case:
        assert [gate["state"] for gate in result["gates"] if gate["indicator"] == row] == [case["硬指标"]]


def test_every_row_has_cases_with_a_missing_input_and_a_refusal():
    assert set(CASES) == {row.id for row in EDITION.indicators}
    for row, cases in CASES.items():
        kinds = Counter(kind for case in cases for kind in (*STATUS, "拒绝", "硬指标") if kind in case)
        assert kinds["区间"] and kinds["拒绝"] and kinds["得分"] + kinds["评定"] >= 2, row
        assert len({case["情形"] for case in cases}) == len(cases), f"{row}: a name stands twice"


def test_gated_rows_have_cases_on_both_sides_of_the_gate():
    for gate in EDITION.gates:
        states = {case.get("硬指标") for case in CASES[gate.indicator]}
        assert {"passed", "failed", "unknown"} <= states, gate.no
