"""Which lines are rows and which are notes, totals, signatures or titles; what width a record must have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from cities.source import Source
from flows.check_file import Answer, check_file, dataset_source

PERMITS = ["行政相对人名称", "许可决定文书号", "许可决定日期", "许可机关", "备注"]
PENALTIES = [
    "行政相对人名称",
    "处罚决定书文号",
    "处罚决定日期",
    "处罚机关",
    "违法事实",
    "处罚内容",
    "行政相对人类别",
    "当前状态",
]
LEDGER = ["单位", "类型", "月份", "产生数", "不予公示数"]
LISTED = ["主体名称", "主体类别", "名单类型", "列入日期"]
TITLE = "示例市行政许可信息表"


def checked(file: Path, source: Source) -> Answer:
    """What the check says of the file, with rows."""
    return check_file(file, source, None, date(2019, 3, 15), b"k" * 32, rows=True)


def of_lines(tmp_path: Path, dataset: str, *lines: str) -> Answer:
    """The check of a CSV of these lines."""
    file = tmp_path / "表.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return checked(file, dataset_source(dataset))


def of_sheets(tmp_path: Path, source: Source, **sheets: list[list[str]]) -> Answer:
    """The check of a workbook of these sheets."""
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return checked(file, source)


def permit(n: int, name: str = "示例甲有限公司", doc_no: str | None = None) -> str:
    """A permit of five cells."""
    return f"{name},{doc_no or f'示例许字〔2019〕{n}号'},2019-01-07,示例市示例局,无"


def rejected(answer: Answer) -> list[tuple]:
    """Row and rules of what does not load."""
    return [(row["row"], row["rules"]) for row in answer.quarantined]


HEADING = ",".join(PERMITS)


@pytest.mark.parametrize(
    "lines",
    [
        [HEADING, permit(1), permit(2) + ",错,位", permit(3)],
        [HEADING + ",,,", permit(1), permit(2) + ",,错", permit(3) + ",,,"],
        [HEADING, permit(1) + ",,,", permit(2) + ",错", permit(3)],
        [HEADING, permit(1), permit(2).rsplit(",", 1)[0], permit(3)],
    ],
)
def test_the_heading_says_how_wide_a_record_is(tmp_path, lines):
    assert rejected(of_lines(tmp_path, "permit", *lines)) == [(3, ["R20"])]


def test_empty_cells_beyond_the_width_of_the_sheet_do_not_count(tmp_path):
    rows = [permit(n) for n in range(1, 120)]
    answer = of_lines(tmp_path, "permit", HEADING, *rows, permit(120) + ",,", permit(121) + ",,错")
    assert rejected(answer) == [(122, ["R20"])]


def test_a_footer_with_many_commas_widens_nothing(tmp_path):
    answer = of_lines(tmp_path, "permit", HEADING, permit(1), "说明：本表由示例局填报,,,,,,,,")
    assert (answer.receipt["accepted"], answer.receipt["quarantined"], answer.receipt["ignored"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("name", "doc_no"),
    [
        ("共同家园物业有限公司", None),
        ("打印世家图文店", None),
        ("负责人：示例店", None),
        ("示例甲有限公司", "审核决字〔2019〕1号"),
        ("示例甲有限公司", "共2019第3条"),
        ("1、示例店", None),
    ],
)
def test_a_line_with_all_that_is_required_is_a_row(tmp_path, name, doc_no):
    columns = [1, 0, 2, 3] if doc_no else [0, 1, 2, 3]
    heading, line = (",".join(text.split(",")[i] for i in columns) for text in (HEADING, permit(1, name, doc_no)))
    answer = of_lines(tmp_path, "permit", heading, line)
    assert (answer.receipt["received"], answer.receipt["ignored"]) == (1, 0)


@pytest.mark.parametrize("name", ["共同家园物业有限公司", "打印世家图文店", "审核师事务所"])
def test_a_row_that_lacks_something_is_refused_not_ignored(tmp_path, name):
    answer = of_lines(tmp_path, "permit", HEADING, f"{name},示例许字〔2019〕1号,,,")
    assert (answer.receipt["quarantined"], answer.receipt["ignored"]) == (1, 0)


@pytest.mark.parametrize(
    "line",
    [
        "合 计,2,,,",
        "合　计：,2,3,4,5",
        "本页合计,2,,,",
        "注 ：以上为示例,,,,",
        "数据来源：示例局,,,,",
        "以下空白,,,,",
        "（以下空白）,,,,",
        "1、本表由示例局填报,,,,",
        "填表人：,审核人：,联系电话：,日期：,",
        "填表人：示例,审核人：示例,联系电话：000,填表日期：2019-01-08,",
        "共 1 条记录,,,,",
        "第1页 共2页,,,,",
        "打印日期：2019-01-08,,,,",
        f"{TITLE},,,,",
    ],
)
def test_notes_totals_signatures_and_titles_are_ignored(tmp_path, line):
    answer = of_lines(tmp_path, "permit", f"{TITLE},,,,", HEADING, permit(1), line)
    assert (answer.receipt["received"], answer.receipt["ignored"]) == (1, 2)


def test_a_total_is_no_row_though_all_is_filled(tmp_path):
    answer = of_lines(tmp_path, "decision_ledger", ",".join(LEDGER), "示例局,许可,2018-11,5,1", "合计,许可,2018-11,5,1")
    assert [row["unit"] for row in answer.accepted] == ["示例局"]
    assert answer.receipt["ignored"] == 1


def test_each_sheet_is_judged_by_its_own_layout(tmp_path):
    old = ["行政相对人名称", "行政处罚决定书文号", "处罚名称", "处罚事由", "处罚结果", "处罚决定日期", "处罚机关"]
    old_row = ["示例甲有限公司", "示罚〔2017〕1号", "示例", "", "警告", "2017-01-07", "示例局"]
    new_row = ["示例甲有限公司", "示罚〔2019〕1号", "2019-01-07", "示例局", "", "警告", "法人及非法人组织", "1"]
    source, alone = dataset_source("penalty"), {}
    for name, lines in {"旧": [old, old_row], "新": [PENALTIES, new_row]}.items():
        answer = of_sheets(tmp_path, source, **{name: lines})
        alone[name] = sorted((f["rule"], f["field"] or "", f["severity"]) for f in answer.findings)
    assert alone["旧"] != alone["新"]
    both = of_sheets(tmp_path, source, 旧=[old, old_row], 新=[PENALTIES, new_row])
    found = {name: sorted((f["rule"], f["field"] or "", f["severity"]) for f in both.findings if f["sheet"] == name)
             for name in alone}  # fmt: skip
    assert found == alone


def test_a_cover_does_not_refuse_the_table(tmp_path):
    cover = [["报送说明"], ["许可机关", "备注"], ["示例市示例局", "一月"]]
    table = [PERMITS, permit(1).split(",")]
    answer = of_sheets(tmp_path, dataset_source("permit"), 封面=cover, 许可=table)
    assert (answer.outcome, answer.receipt["accepted"], answer.receipt["ignored"]) == ("loaded", 1, 3)


def test_a_table_that_lost_a_column_is_refused_beside_a_whole_one(tmp_path):
    table = [PERMITS, permit(1).split(",")]
    answer = of_sheets(tmp_path, dataset_source("permit"), 一=table, 二=[line[:3] for line in table])
    assert answer.outcome == "rejected" and "许可机关" in answer.reason


def test_a_refusal_quotes_no_cell_of_a_row(tmp_path):
    answer = of_lines(
        tmp_path, "permit", "行政相对人名称,许可机关,天气,电话00000000,一二三四五六七八九十一二三四五六七八九十一", ""
    )
    assert "天气、另有2个" in answer.reason and "00000000" not in answer.reason


def test_a_remark_quotes_no_cell_of_a_row(tmp_path):
    answer = of_lines(tmp_path, "permit", HEADING + ",天气,电话00000000", permit(1) + ",晴,0")
    assert any("天气、另有1个" in remark for remark in answer.warnings)


def test_the_name_of_a_sheet_divides_where_no_column_does(tmp_path):
    source = replace(dataset_source("red_list"), datasets=("red_list", "black_list"))
    row = ["示例甲有限公司", "法人及非法人组织", "示例名单", "2019-01-07"]
    answer = of_sheets(tmp_path, source, 红名单=[LISTED, row], 黑名单=[LISTED, row, ["示例乙有限公司", *row[1:]]])
    assert {name: receipt["accepted"] for name, receipt in answer.datasets.items()} == {"red_list": 1, "black_list": 2}
    assert answer.receipt["ignored"] == 0
