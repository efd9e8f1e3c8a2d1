"""The returned workbook: the sender's own cells and more, and on the next hand-in only the open rows count."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from cities.source import FileFeed, Source
from expectations.contract import contracts
from expectations.template import heading_in
from flows.check_file import check_file, dataset_source
from portal.workbook import sheets as copying
from portal.workbook.cells import LONGEST, fitted, sheet_name
from portal.workbook.summary import SUMMARY
from tests.expectations.rows import black_list, penalty, red_list
from transforms.match import MARK, REASON
from transforms.read import read
from transforms.table import find_tables

NIGHT = date(2019, 1, 9)
KEY = b"a key of the tests, 32 bytes long"
FIELDS = contracts()["penalty"].fields_in("2018")
HEADING = [heading_in(contracts()["penalty"], f, "2018") for f in FIELDS]
DECIDED = [f.name for f in FIELDS].index("decided_on")
NUMBER = [f.name for f in FIELDS].index("doc_no")
CONTENT = [f.name for f in FIELDS].index("content")
BAD, ODD, OPEN, GREY = "FFF28B82", "FFFFE699", "FFFDECEA", "FFEDEDED"


def cells(row: dict, fields=FIELDS) -> list[str]:
    return [row.get(f.name) or "" for f in fields]


def four() -> list[list[str]]:
    """An accepted row, one with a wrong day, a copy of the first, one more that is accepted."""
    rows = [penalty(n=1), penalty(n=2, decided_on="2019-02-30"), penalty(n=1), penalty(n=3)]
    return [cells(row) for row in rows]


def write_csv(path: Path, lines: list[list[str]], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_book(path: Path, sheets: dict[str, list[list[str]]], hidden: tuple[str, ...] = ()) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            page = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, text in enumerate(line):
                    page.write_string(at, column, text)
            if name in hidden:
                page.hide()
    return path


def check(path: Path, source: Source | str = "penalty", **how):
    source = dataset_source(source) if isinstance(source, str) else source
    return check_file(path, source, None, NIGHT, KEY, rows=True, **how)


def returned(path: Path, source: Source | str = "penalty"):
    """The answer, and the returned workbook as another program opens it."""
    out = path.with_name("returned.xlsx")
    answer = check(path, source, out=out)
    return answer, openpyxl.load_workbook(out)


def column(page, heading: str, line: int = 1) -> int:
    """The number of the column with this heading."""
    return [cell.value for cell in page[line]].index(heading) + 1


def texts(page) -> list[list[str | None]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def colour(cell) -> str:
    return cell.fill.fgColor.rgb


def test_the_senders_own_sheets_come_back_whole_and_in_their_order(tmp_path):
    table = [["示例市处罚表"], [], [*HEADING, "内部标注"], [*four()[0], "甲"], [], [*four()[1], "=1+1"], ["合计", "2"]]
    sheets = {"封面": [["填报单位", "示例局"], ["", "x"]], "处罚": table, "底稿": [["草稿", " 两端空格 "]]}
    path = write_book(tmp_path / "报送.xlsx", sheets, hidden=("底稿",))
    _, book = returned(path)
    assert book.sheetnames == ["封面", "处罚", "底稿", SUMMARY]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "visible", "hidden", "visible"]
    before = openpyxl.load_workbook(path)
    for name in sheets:
        for row in before[name].iter_rows():
            for cell in row:
                assert book[name].cell(cell.row, cell.column).value == (cell.value or None)
    assert book.active.title == "处罚"
    assert (book["处罚"].freeze_panes, book["处罚"].auto_filter.ref.split(":")[0]) == ("A4", "A3")


def test_a_row_is_coloured_and_explained_and_an_accepted_one_marked(tmp_path):
    lines = [HEADING, *four()]
    lines[4][CONTENT] = "含<b>标记</b>"
    answer, book = returned(write_csv(tmp_path / "a.csv", lines, "gb18030"))
    page = book["数据"]
    reason, mark = column(page, REASON), column(page, MARK)
    assert (reason, mark) == (len(HEADING) + 1, len(HEADING) + 2)
    assert [bool(page.cell(line, mark).value) for line in range(2, 6)] == [True, False, True, True]
    assert page.cell(2, mark).value == page.cell(4, mark).value and len(page.cell(2, mark).value) == 12
    said = page.cell(3, reason).value
    assert said.startswith("〔处罚决定日期〕") and "2019-02-30" in said and page.cell(2, reason).value is None
    assert page.cell(4, reason).value.startswith("重复行") and page.cell(5, reason).value.startswith("提醒：")
    assert colour(page.cell(3, DECIDED + 1)) == BAD and colour(page.cell(3, 1)) == OPEN
    assert colour(page.cell(5, CONTENT + 1)) == ODD and colour(page.cell(4, 1)) == GREY
    assert colour(page.cell(2, 1)) == "00000000"
    assert answer.receipt == {"received": 4, "accepted": 2, "duplicate": 1, "quarantined": 1, "ignored": 0}


def test_numbers_of_lines_above_the_heading_do_not_shift_the_marks(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["示例市处罚表"], ["制表：示例局"], HEADING, *four()])
    page = returned(path)[1]["数据"]
    assert [line for line in range(1, 8) if page.cell(line, column(page, MARK, 3)).value] == [3, 4, 6, 7]
    assert [
        line for line in range(4, 8) if (page.cell(line, column(page, REASON, 3)).value or "").startswith("〔")
    ] == [5]


def test_nothing_comes_alive_and_nothing_is_changed(tmp_path):
    odd = [
        "=1+1",
        "@SUM(A1)",
        "+1",
        "<r><t>x</t></r>",
        "a_x0041_b",
        "a\x01b",
        "x\r\ny",
        " 两端 ",
        "0012",
        "&amp;<",
        "1e5",
    ]
    lines = [[*HEADING, *(f"另列{i}" for i in range(len(odd)))], [*four()[0], *odd]]
    path = write_csv(tmp_path / "a.csv", lines)
    _, book = returned(path)
    row = book["数据"][2]
    assert {cell.data_type for cell in row if cell.value is not None} == {"s"}
    assert {cell.number_format for cell in row if cell.value is not None} == {"@"}
    assert {group.number_format for group in book["数据"].column_dimensions.values()} == {"@"}
    assert [cell.quotePrefix for cell in row[len(HEADING) : len(HEADING) + 4]] == [1, 1, 1, 0]
    folder = tmp_path / "again"
    folder.mkdir()
    sheet = read(tmp_path / "returned.xlsx", folder).sheets[0]
    again = list(copying.lines(sheet))[1][2:]
    assert list(again[len(HEADING) : len(HEADING) + len(odd)]) == odd


def fix(page, line: int = 3) -> None:
    page.cell(line, DECIDED + 1).value = "2019-01-08"


def test_handed_in_again_only_the_open_rows_count(tmp_path):
    """After sorting, moving columns and saving in another program."""
    path = write_book(tmp_path / "报送.xlsx", {"处罚": [["示例市处罚表"], HEADING, *four(), ["合计", "4"]]})
    _, book = returned(path)
    lines = texts(book["处罚"])
    lines[3][DECIDED] = "2019-01-08"
    moved = [[line[i] for i in reversed(range(len(line)))] for line in lines[1:6]]
    page = book["处罚"]
    for at, line in enumerate([moved[0], *reversed(moved[1:])], start=2):
        for i, text in enumerate(line, start=1):
            page.cell(at, i).value = text
    book.save(tmp_path / "again.xlsx")
    answer = check(tmp_path / "again.xlsx")
    assert answer.receipt | {"ignored": 0} == {
        "received": 1, "accepted": 1, "duplicate": 0, "quarantined": 0, "ignored": 0,
    }  # fmt: skip
    assert answer.accepted[0]["decided_on"] == "2019-01-08" and answer.exit == 0
    assert answer.receipt["ignored"] >= 3 + 2 and answer.columns["unknown"] == []


def test_handed_in_again_as_csv_only_the_open_rows_count(tmp_path):
    _, book = returned(write_csv(tmp_path / "a.csv", [HEADING, *four()]))
    fix(book["数据"])
    again = write_csv(tmp_path / "b.csv", [[cell or "" for cell in line] for line in texts(book["数据"])])
    receipt = check(again).receipt
    assert receipt == {"received": 1, "accepted": 1, "duplicate": 0, "quarantined": 0, "ignored": 3}


def test_a_marked_row_that_was_edited_counts_again(tmp_path):
    _, book = returned(write_csv(tmp_path / "a.csv", [HEADING, *four()]))
    page = book["数据"]
    page.cell(5, DECIDED + 1).value = "2019-01-09"
    book.save(tmp_path / "b.xlsx")
    answer = check(tmp_path / "b.xlsx")
    assert (answer.receipt["received"], answer.receipt["accepted"]) == (2, 1)
    assert [row["decided_on"] for row in answer.accepted] == ["2019-01-09"]


def test_a_second_return_has_the_columns_and_the_summary_once(tmp_path):
    first, book = returned(write_csv(tmp_path / "a.csv", [HEADING, *four()]))
    marks = [page.value for page in book["数据"]["AI"]]
    out = tmp_path / "second.xlsx"
    second = check(tmp_path / "returned.xlsx", out=out)
    again = openpyxl.load_workbook(out)
    assert again.sheetnames == ["数据", SUMMARY]
    assert texts(again["数据"]) == texts(book["数据"]) and marks[1]
    assert (second.receipt["received"], second.receipt["quarantined"]) == (1, 1)
    assert again[SUMMARY]["A1"].value == f"{SUMMARY}：returned.xlsx"
    assert first.problems == second.problems


def test_a_serial_number_that_was_a_day_comes_back_as_that_day(tmp_path):
    """As text it would be no day, or another one: the sheets of 1904 count from another."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet("处罚")
        for at, line in enumerate([HEADING, *four()]):
            for i, text in enumerate(line):
                page.write_string(at, i, text)
        page.write_number(1, DECIDED, 42010)
    _, back = returned(path)
    assert back["处罚"].cell(2, DECIDED + 1).value == "2019-01-07"
    assert any("1个单元格原为日期的序列号" in (row[0] or "") for row in texts(back[SUMMARY]))
    assert check(tmp_path / "returned.xlsx").receipt["received"] == 1


def test_records_become_a_sheet_with_a_heading(tmp_path):
    rows = [dict(zip(HEADING, line, strict=True)) for line in four()]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    _, book = returned(path)
    page = book["数据"]
    assert [cell.value for cell in page[1]] == [*HEADING, REASON, MARK]
    assert [bool(page.cell(line, column(page, MARK)).value) for line in range(2, 6)] == [True, False, True, True]
    fix(page)
    book.save(tmp_path / "b.xlsx")
    assert check(tmp_path / "b.xlsx").receipt["received"] == 1


def test_a_sheet_of_two_datasets_has_the_verdicts_of_both(tmp_path):
    lists = [red_list(n=1), black_list(n=2), red_list(n=3, party_name=None), black_list(n=4, listed_on="2019-02-30")]
    names = ("red_list", "black_list")
    fields = {f.name: f for name in names for f in contracts()[name].fields}
    heading = [f.title for f in fields.values()]
    lines = [[*heading, "红黑名单"]]
    lines += [[*cells(row, fields.values()), "红名单" if i % 2 == 0 else "黑名单"] for i, row in enumerate(lists)]
    source = Source("lists", "名单", "x", names, "delta", FileFeed(".", "*"))
    answer, book = returned(write_csv(tmp_path / "a.csv", lines), source)
    page = book["数据"]
    assert answer.receipt["quarantined"] == 2 and answer.receipt["accepted"] == 2
    assert [bool(page.cell(line, column(page, MARK)).value) for line in range(2, 6)] == [True, True, False, False]
    assert {entry["dataset"]: entry["rows"] for entry in answer.sheets} == {"red_list": 2, "black_list": 2}


def test_a_rejected_file_comes_back_with_its_cells_and_the_reason(tmp_path):
    path = write_csv(tmp_path / "a.csv", [[h for h in HEADING if h != "处罚决定日期"], *four()])
    answer, book = returned(path)
    assert answer.outcome == "rejected" and book.sheetnames == ["数据", SUMMARY]
    assert book["数据"]["A2"].value == four()[0][0] and REASON not in texts(book["数据"])[0]
    said = [row[0] for row in texts(book[SUMMARY])]
    assert said[1] == f"结论：文件不能接收。{answer.reason}" and book.active.title == SUMMARY


def test_of_a_file_that_is_none_only_the_summary_comes(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing more")
    answer, book = returned(path)
    assert answer.outcome == "rejected" and book.sheetnames == [SUMMARY]
    assert answer.reason in book[SUMMARY]["A2"].value


def test_the_summary_counts_by_rule_and_says_what_to_do(tmp_path):
    lines = [[*HEADING, "内部标注"], *([*line, ""] for line in four()), [*cells(penalty(n=9, decided_on="x")), ""]]
    _, book = returned(write_csv(tmp_path / "a.csv", lines))
    said = texts(book[SUMMARY])
    assert "收到5行，可入库2行，重复1行，退回2行；另有0行" in said[2][0]
    assert any("未识别的列" in (row[0] or "") and "内部标注" in row[0] for row in said)
    (problem,) = [row for row in said if row[1] == "R04"]
    assert problem[:1] + problem[2:5] == ["退回", "日期错误", "“处罚决定日期”", "2行"] and "YYYY-MM-DD" in problem[5]


def test_no_line_of_the_summary_looks_like_a_heading(tmp_path):
    """Though the headings of every wrong column stand in it."""
    lines = [HEADING, *(cells(penalty(n=i)) for i in range(1, 4)), ["！"] * len(HEADING)]
    returned(write_csv(tmp_path / "a.csv", lines))
    folder = tmp_path / "again"
    folder.mkdir()
    summary = read(tmp_path / "returned.xlsx", folder).sheets[-1]
    assert summary.name == SUMMARY and summary.rows > 15
    assert find_tables(summary, contracts().values(), None) is None


def test_a_text_longer_than_a_cell_is_cut_said_and_never_accepted(tmp_path):
    """Also where the column has no limit of its own, as in one that is not known."""
    rows = [penalty(n=1, content="长" * (LONGEST + 1)), penalty(n=2)]
    lines = [[*HEADING, "内部标注"], [*cells(rows[0]), ""], [*cells(rows[1]), "𠮷" * LONGEST]]
    _, book = returned(write_csv(tmp_path / "a.csv", lines))
    page = book["数据"]
    assert page.cell(2, CONTENT + 1).value == "长" * (LONGEST - 1) + "\ufffd"
    assert all("已截断" in page.cell(line, column(page, REASON)).value for line in (2, 3))
    assert any("2个单元格超过32767字" in (row[0] or "") for row in texts(book[SUMMARY]))
    assert fitted("𠮷" * LONGEST) == "𠮷" * (LONGEST // 2) + "\ufffd" and fitted("字" * LONGEST) == "字" * LONGEST


def test_cells_beyond_a_text_tables_width_are_not_lost_in_silence(tmp_path):
    lines = [HEADING, *(cells(penalty(n=i)) for i in range(120)), [*cells(penalty(n=200)), "多", "余"]]
    _, book = returned(write_csv(tmp_path / "a.csv", lines))
    page = book["数据"]
    assert f"本行有{len(HEADING) + 2}个单元格" in page.cell(122, column(page, REASON)).value


def test_more_lines_than_a_worksheet_holds_go_on_in_another(tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "MOST_ROWS", 5)
    lines = [["示例市处罚表"], HEADING, *(cells(penalty(n=i)) for i in range(1, 9))]
    lines[-1][DECIDED] = "2019-02-30"
    _, book = returned(write_csv(tmp_path / "a.csv", lines))
    assert book.sheetnames == ["数据", "数据 (2)", "数据 (3)", SUMMARY]
    numbers = [row[NUMBER] for name in book.sheetnames[:3] for row in texts(book[name])[2:]]
    assert numbers == [f"示例许字〔2019〕{i}号" for i in range(1, 9)]
    assert all(texts(book[name])[1] == [*HEADING, REASON, MARK] for name in book.sheetnames[:3])
    answer = check(tmp_path / "returned.xlsx")
    assert (answer.receipt["received"], answer.receipt["quarantined"]) == (1, 1)


def test_it_is_the_owners_alone_whole_and_the_same_every_time(tmp_path):
    path = write_csv(tmp_path / "a.csv", [HEADING, *four()])
    out = tmp_path / "b.xlsx"
    out.write_text("an older one, open to all")
    check(path, out=out)
    first = out.read_bytes()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    check(path, out=out)
    assert out.read_bytes() == first
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "b.xlsx"]
    with pytest.raises(OSError, match="No such file"):
        check(path, out=tmp_path / "nowhere" / "b.xlsx")


def test_names_of_sheets_are_as_near_as_can_be():
    assert sheet_name("处罚/[2019]:a", []) == "处罚__2019__a"
    assert sheet_name("Data", ["data"]) == "Data (2)"
    assert sheet_name("'处罚'", []) == "处罚" and sheet_name("\x00\n", []) == "__" and sheet_name("''", []) == "数据"
    assert sheet_name("history", []) == "history (2)"
    long = "包裹/" + "很" * 40 + "/黑名单"
    assert sheet_name(long, []) == long.replace("/", "_")[-31:]
    assert len(sheet_name("𠮷" * 40, []).encode("utf-16-le")) <= 62
