"""R11 amounts and counts, R12 万元 against 元."""

import pytest

from expectations.check import check
from expectations.contract import contracts
from expectations.rules import Shape, rules_for
from tests.expectations.rows import NIGHT, Desk, assert_fails, decision_ledger, failed, penalty, sheet_of, stage_rows
from transforms.stage import stage
from transforms.table import find_tables


def test_amounts_are_plain_numbers_of_wan(at):
    good = (
        "0",
        "0.2",
        "1,234.5",
        "12",
        "0.000001",
        "999999999999",
        "１.５",
        "1.50",
        "1.5万",
        "壹万元",
        "一万",
        "1.5000000",
    )
    bad = ("0.0000001", "-1", "1e3", "1,23", "1000000000000", "￥1", "约2000元", "0.005元", "贰仟")
    cases = [(penalty(fine_wan=amount), "") for amount in good]
    assert_fails(at, "penalty", cases + [(penalty(fine_wan=amount), "R11:fine_wan") for amount in bad])


def test_the_category_says_which_amount_is_due(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(category="罚款", fine_wan=None), "R11:fine_wan"),
            (penalty(category="警告；罚款", fine_wan=None), "R11:fine_wan"),
            (penalty(category="警告", fine_wan=None), ""),
            (penalty(category="没收违法所得", confiscated_wan=None), "R11:confiscated_wan"),
            (penalty(category="没收非法财物", confiscated_wan="0"), ""),
        ],
    )


def test_counts_are_whole_numbers(at):
    good, bad = ("0", "12", "12.0", "007"), ("-1", "1.5", "许多", "1e3", "1" * 16)
    cases = [(decision_ledger(made=count), "") for count in good]
    assert_fails(at, "decision_ledger", cases + [(decision_ledger(made=count), "R11:made") for count in bad])


def test_a_factor_of_ten_thousand_is_refused_and_another_difference_warned_of(at):
    text = "罚款人民币15000元"
    assert_fails(
        at,
        "penalty",
        [
            (penalty(content=text, fine_wan="1.5"), ""),
            (penalty(content=text, fine_wan="15000"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="0.00015"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="2"), "R12:fine_wan:warn"),
            (penalty(content="罚款2.5万元", fine_wan="2.5"), ""),
            (penalty(content="罚款2.5万元", fine_wan="25000"), "R12:fine_wan"),
            (penalty(content="罚款1,500元", fine_wan="0.15"), ""),
            (penalty(content="罚款：2000元整", fine_wan="0.2"), ""),
            (penalty(content="没有金额", fine_wan="15000"), ""),
            (penalty(content="罚款人民币0元", fine_wan="1"), ""),
            (penalty(content=text, fine_wan="不明"), "R11:fine_wan"),
        ],
    )


def test_several_fines_are_compared_each_and_in_total(at):
    text = "对甲罚款2000元，对乙罚款人民币叁仟元整"
    assert_fails(
        at,
        "penalty",
        [
            (penalty(content=text, fine_wan="0.2"), ""),
            (penalty(content=text, fine_wan="0.3"), ""),
            (penalty(content=text, fine_wan="0.5"), ""),
            (penalty(content=text, fine_wan="5000"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="3000"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="0.00005"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="0.00004"), "R12:fine_wan:warn"),
            (penalty(content=text, fine_wan="0.4"), "R12:fine_wan:warn"),
            (penalty(content=text, fine_wan="0"), "R12:fine_wan:warn"),
            # What looks like the factor for one sum is the other.
            (penalty(content="罚款2000元；情节严重的罚款20000000元", fine_wan="2000"), ""),
            (penalty(content="处2000元以上2万元以下罚款", fine_wan="2000"), ""),
        ],
    )


def test_a_unit_in_the_cell_counts_and_is_told_where_the_heading_has_another(at):
    text = "罚款2000元"
    assert_fails(
        at,
        "penalty",
        [
            (penalty(content=text, fine_wan="2000元"), "R12:fine_wan:warn"),
            (penalty(content=text, fine_wan="贰仟元整"), "R12:fine_wan:warn"),
            (penalty(content=text, fine_wan="0.2万元"), ""),
            (penalty(content=text, fine_wan="2000万元"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="0.2元"), "R12:fine_wan R12:fine_wan:warn"),
            (penalty(content="没有金额", confiscated_wan="500元"), "R12:confiscated_wan:warn"),
        ],
    )


@pytest.mark.parametrize(
    "cell, value, fails",
    [
        ("2000", "0.2", set()),
        ("￥2,000.00", "0.2", set()),
        ("2000元", "0.2", set()),
        ("0.2万元", "0.2", {"R12:fine_wan:unit:warn"}),
        ("0.2", "0.00002", {"R12:fine_wan"}),
        ("20.005", "20.005元", {"R11:fine_wan"}),
    ],
)
def test_under_a_heading_in_yuan(at: Desk, cell: str, value: str, fails: set[str]) -> None:
    contract = contracts()["penalty"]
    heading = ["处罚决定书文号", "行政相对人名称", "处罚决定日期", "处罚机关", "罚款金额（元）", "处罚内容"]
    line = ["示例罚字〔2019〕1号", "示例甲有限公司", "2019-01-07", "示例市示例局", cell, "罚款2000元"]
    tables = find_tables(sheet_of(at.folder, [heading, line]), [contract], None)
    assert isinstance(tables, list)
    stage(at.con, tables, None, {})
    shape = Shape(tables[0].layout, frozenset(tables[0].columns), NIGHT, 6)
    checked = check(at.con, contract, rules_for(contract, shape), tables[0].headings)
    assert at.con.execute("select fine_wan from staged").fetchall() == [(value,)]
    assert {name for name in failed(checked) if "fine_wan" in name} == fails


def test_columns_that_a_file_lacks_are_there_and_empty(at):
    stage_rows(at, "penalty", [penalty()], without=["content", "fine_wan"])
    assert at.con.execute("select fine_wan_unit, fine_wan_stated from staged").fetchall() == [(None, None)]
