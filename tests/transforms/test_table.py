"""Finding a sheet's table by its headings, never by position (facts 3.2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cities.source import FileFeed, Source
from expectations.contract import contracts
from tests.expectations.rows import sheet_of
from transforms.match import MARK, REASON
from transforms.table import Missed, Table, Twice, find_tables

NEEDED = ["主体名称", "主体类别", "名单类型", "列入日期"]
ROW = ["示例甲", "法人及非法人组织", "示例名单", "2019-01-07"]
SOURCE = Source("a", "甲", "a", ("black_list",), "delta", FileFeed("", "*"))


def found(folder: Path, *lines: list, datasets: tuple[str, ...] = ("black_list",), source: Source | None = None):
    """What is found on a sheet of these lines."""
    width = max(len(line) for line in lines)
    return find_tables(sheet_of(folder, lines, width), [contracts()[name] for name in datasets], source)


def one(folder: Path, *lines: list, **how) -> Table:
    """The one table on the sheet."""
    tables = found(folder, *lines, **how)
    assert isinstance(tables, list) and len(tables) == 1
    return tables[0]


def test_headings_below_a_title_and_in_any_order(tmp_path: Path) -> None:
    table = one(tmp_path, ["示例市黑名单"], [], NEEDED[::-1], ROW[::-1])
    assert table.heading_row == 3
    assert table.columns == {"party_name": "c3", "party_category": "c2", "list_type": "c1", "listed_on": "c0"}


def test_a_heading_of_two_lines(tmp_path: Path) -> None:
    table = one(tmp_path, ["主体名称", "主体类别", "名单信息", None], [None, None, "名单类型", "列入日期"], ROW)
    assert table.heading_row == 2 and table.columns["listed_on"] == "c3" and table.columns["party_name"] == "c0"


@pytest.mark.parametrize(
    ("heading", "layout", "org", "reg"),
    [
        (["行政相对人代码_2", "行政相对人代码_3", "行政相对人类别", "违法事实", "处罚内容"], "2018", "c1", "c0"),
        (["行政相对人代码_2", "行政相对人代码_3", "处罚名称", "处罚事由", "处罚结果"], "2015", "c0", "c1"),
    ],
)
def test_2_and_3_change_their_meaning_between_the_layouts(
    tmp_path: Path, heading: list, layout: str, org: str, reg: str
) -> None:
    rest = ["行政相对人名称", "处罚决定书文号", "处罚决定日期", "处罚机关"]
    table = one(tmp_path, heading + rest, datasets=("penalty",))
    assert (table.layout, table.columns["org_code"], table.columns["reg_no"]) == (layout, org, reg)


def test_every_column_is_mapped_ignored_or_reported(tmp_path: Path) -> None:
    source = replace(SOURCE, columns={"登记字段": "doc_no"}, ignore=("序号",), constants={"authority": "示例局"})
    heading = ["序号", *NEEDED, "登记字段", "认定单位", "天气", "主体名称"]
    table = one(tmp_path, heading, source=source)
    assert table.columns["doc_no"] == "c5"
    assert table.unknown == ("天气",) and table.ignored == ("序号",) and table.copies == ("主体名称",)
    assert "authority" not in table.columns  # the source says it itself


def test_what_is_missing_is_named_unless_the_source_says_it(tmp_path: Path) -> None:
    missed = found(tmp_path, [*NEEDED[:2], "天气"], ROW)
    assert isinstance(missed, Missed)
    assert (missed.missing, missed.unknown, missed.heading_row) == (("名单类型", "列入日期"), ("天气",), 1)
    source = replace(SOURCE, constants={"list_type": "示例名单", "listed_on": "2019-01-07"})
    assert one(tmp_path, NEEDED[:2], ROW, source=source).columns == {"party_name": "c0", "party_category": "c1"}


def test_a_sheet_without_headings_is_none(tmp_path: Path) -> None:
    assert found(tmp_path, ["封面"], ["示例市信用办"]) is None
    assert found(tmp_path, *[["x"]] * 40, NEEDED, ROW) is None  # too far down


def test_the_dataset_whose_columns_are_whole_is_taken(tmp_path: Path) -> None:
    heading = ["行政相对人名称", "许可决定文书号", "许可决定日期", "许可机关"]
    assert one(tmp_path, heading, datasets=("penalty", "permit")).contract.name == "permit"


def test_red_and_black_on_one_sheet_are_two_tables(tmp_path: Path) -> None:
    tables = found(tmp_path, NEEDED, ROW, datasets=("red_list", "black_list"))
    assert isinstance(tables, list) and {table.contract.name for table in tables} == {"red_list", "black_list"}


def test_amounts_in_yuan_are_known_by_their_heading(tmp_path: Path) -> None:
    heading = ["行政相对人名称", "处罚决定书文号", "处罚决定日期", "处罚机关"]
    for amount, in_yuan in (("罚款金额（元）", {"fine_wan"}), ("罚款金额（万元）", set())):
        assert one(tmp_path, [*heading, amount], datasets=("penalty",)).in_yuan == in_yuan


def test_columns_that_the_layout_asks_for_are_absent(tmp_path: Path) -> None:
    heading = ["行政相对人名称", "行政相对人类别", "违法事实", "处罚决定书文号", "处罚决定日期", "处罚机关"]
    absent = one(tmp_path, heading, datasets=("penalty",)).absent
    assert "处罚有效期" in absent and "行政相对人类别" not in absent


def test_two_columns_of_one_heading_are_one_if_they_say_the_same(tmp_path: Path) -> None:
    for second in ("示例甲", None):
        table = one(tmp_path, [*NEEDED, "主体名称"], [*ROW, second])
        assert table.columns["party_name"] == "c0" and table.copies == ("主体名称",)
    assert one(tmp_path, [*NEEDED, "主体名称"], [None, *ROW[1:], "示例甲"]).columns["party_name"] == "c4"


def test_two_columns_of_one_heading_that_differ_are_ambiguous(tmp_path: Path) -> None:
    twice = found(tmp_path, [*NEEDED, "主体名称"], [*ROW, "示例乙"])
    assert isinstance(twice, Twice)
    assert twice.title == "主体名称" and [heading.column for heading in twice.headings] == ["c0", "c4"]


def test_the_official_heading_goes_before_an_alias_wherever_it_stands(tmp_path: Path) -> None:
    table = one(tmp_path, ["企业名称", *NEEDED], ["示例乙", *ROW])
    assert table.columns["party_name"] == "c1" and table.unknown == ("企业名称",)


def test_a_filled_column_without_heading_is_reported(tmp_path: Path) -> None:
    heading = [*NEEDED[:2], None, *NEEDED[2:], None]
    table = one(tmp_path, heading, [*ROW[:2], "某", *ROW[2:], "某"])
    assert table.nameless == ("c2", "c5") and (table.width, table.fields) == (5, 6)


DECISION = ["类型", "行政相对人名称", "文号", "决定日期", "机关"]


@pytest.mark.parametrize(
    ("words", "divided"), [(("许可", "处罚"), True), (("行政处罚", None), True), (("企业", "个人"), False)]
)
def test_permits_and_penalties_on_one_sheet_by_a_column(tmp_path: Path, words: tuple, divided: bool) -> None:
    rows = [[word, "示例甲", f"示例{n}号", "2019-01-07", "示例局"] for n, word in enumerate(words)]
    tables = found(tmp_path, DECISION, *rows, datasets=("permit", "penalty"))
    assert isinstance(tables, list)
    assert [table.divided for table in tables] == ([True, True] if divided else [False])
    assert all(("类型" in table.unknown) != divided for table in tables)


def test_a_returned_workbook_s_own_columns_are_known(tmp_path: Path) -> None:
    table = one(tmp_path, [*NEEDED, REASON, MARK], [*ROW, None, "0123456789ab"])
    assert table.mark == "c5" and not table.unknown
