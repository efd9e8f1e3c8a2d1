"""Workbooks: sheets, row numbers, cells as text, and what must not be parsed."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
import xlwt

from transforms.read import Limits, ReadError, Reading, Sheet
from transforms.read.workbook.cell_text import cell_text

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]


def xlsx(**sheets: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for where, value in cells.items():
            sheet[where] = value
    return saved(book)


def saved(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more member."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(name, content)
    return stream.getvalue()


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20181123.0, "20181123"),
        (0.2, "0.2"),
        (1e-7, "0.0000001"),
        (0.1 + 0.2, "0.3"),
        (-1234.5, "-1234.5"),
        (999999999999999.0, "999999999999999"),
        (1e15, "1E+15"),
        (420202199901011234.0, "4.20202199901011E+17"),
        (-1e20, "-1E+20"),
        (1234567890.12, "1234567890.12"),
        (1 / 3, "0.333333333333333"),
        (123456789012345.6, "123456789012346"),
        (-0.0, "0"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("007", "007"),
        (" 甲 ", " 甲 "),
        ("", None),
        (date(2018, 11, 23), "2018-11-23"),
        (datetime(2018, 11, 23), "2018-11-23"),
        (datetime(2018, 11, 23, 8, 30), "2018-11-23 08:30:00"),
        (datetime(2018, 11, 22, 23, 59, 59, 999_999), "2018-11-23"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),
        (date(1900, 1, 1), "1"),
        (date(1900, 2, 28), "59/60"),
        (date(1900, 3, 1), "1900-03-01"),
        (datetime(1899, 12, 31, 8, 30), "08:30:00"),
        (time(3, 4), "03:04:00"),
        (timedelta(days=2, seconds=1), "48:00:01"),
    ],
)
def test_a_cell_as_text(value: object, text: str | None) -> None:
    assert cell_text(value) == text


def test_rows_are_numbered_as_shown_and_empty_edges_fall_away(read_bytes: Read, rows: Rows) -> None:
    cells = {"B3": "标题", "A4": "名称", "B4": "金额", "A6": "甲", "B6": 1.5, "F9": ""}
    (sheet,) = read_bytes(xlsx(许可=cells), "a.xlsx").sheets
    assert (sheet.name, sheet.hidden, sheet.rows, sheet.width, sheet.numbered) == ("许可", False, 6, 2, "sheet")
    assert rows(sheet) == [
        (1, 2, [None, None]),
        (2, 2, [None, None]),
        (3, 2, [None, "标题"]),
        (4, 2, ["名称", "金额"]),
        (5, 2, [None, None]),
        (6, 2, ["甲", "1.5"]),
    ]


def test_all_sheets_in_order_with_hidden_ones_marked(read_bytes: Read, rows: Rows) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(许可={"A1": "a"}, 处罚={"A2": "b"}, 空={}, 藏={"A1": "c"})))
    book["处罚"].sheet_state = "hidden"
    book["藏"].sheet_state = "veryHidden"
    reading = read_bytes(saved(book), "a.xlsx")
    found = [(sheet.name, sheet.hidden, sheet.rows, sheet.width) for sheet in reading.sheets]
    assert found == [("许可", False, 1, 1), ("处罚", True, 2, 1), ("空", False, 0, 0), ("藏", True, 1, 1)]
    assert rows(reading.sheets[1]) == [(1, 1, [None]), (2, 1, ["b"])]
    assert (reading.format, reading.encoding) == ("xlsx", None)
    assert reading.notes == ("工作表“处罚”是隐藏的，已照常读取。", "工作表“藏”是隐藏的，已照常读取。")


def test_a_long_number_where_an_identifier_belongs_shows_its_loss(read_bytes: Read, rows: Rows) -> None:
    cells = {"A1": "号", "A2": 420202199901011234, "A3": 20181123, "A4": "420202199901011234"}
    (sheet,) = read_bytes(xlsx(a=cells), "a.xlsx").sheets
    assert [row[2] for row in rows(sheet)] == [["号"], ["4.20202199901011E+17"], ["20181123"], ["420202199901011234"]]


def test_error_cells_keep_their_text_and_formulas_without_result_are_noted(read_bytes: Read, rows: Rows) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("封面").write(0, 0, "说明")
        sheet = book.add_worksheet("许可")
        sheet.write_row(0, 0, ["名称", "a", "b", "c", "d"])
        sheet.write(1, 0, "甲")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 2, '=A2&"x"', None, "甲x")
        sheet.write_formula(1, 3, "=1+1", None, "")
        sheet.write_formula(6_000, 4, "=NA()", None, "#N/A")
    reading = read_bytes(stream.getvalue(), "a.xlsx")
    found = rows(reading.sheets[1])
    assert found[1] == (2, 5, ["甲", "#DIV/0!", "甲x", "#公式未计算!", None])
    assert found[6_000] == (6_001, 5, [None, None, None, None, "#N/A"])
    assert len(reading.notes) == 1
    assert "“许可”有1个公式没有保存计算结果（D2）" in reading.notes[0]


def test_biff(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    first, second = book.add_sheet("许可"), book.add_sheet("处罚")
    first.write(1, 0, "名称")
    first.write(2, 0, 420202.0)
    first.write(2, 1, date(2018, 11, 23), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    first.write(2, 2, True)
    second.write(0, 0, "乙")
    reading = read_bytes(saved(book), "a.xls")
    assert reading.format == "xls"
    assert [sheet.name for sheet in reading.sheets] == ["许可", "处罚"]
    assert rows(reading.sheets[0]) == [
        (1, 3, [None, None, None]),
        (2, 3, ["名称", None, None]),
        (3, 3, ["420202", "2018-11-23", "TRUE"]),
    ]


@pytest.mark.parametrize("size", range(520, 5_600, 260))
def test_a_biff_file_cut_anywhere_is_read_or_refused(read_bytes: Read, size: int) -> None:
    book = xlwt.Workbook()
    book.add_sheet("许可").write(0, 0, "名称")
    data = saved(book)
    assert len(data) == 5_632
    try:
        assert read_bytes(data[:size], "a.xls").sheets[0].name == "许可"
    except ReadError as error:
        assert "不是完整的 Excel 工作簿" in error.reason


def test_more_rows_than_a_block(read_bytes: Read, rows: Rows) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("许可")
        for row in range(12_000):
            sheet.write(row, 0, f"第{row + 1}行")
        sheet.write(11_999, 2, "宽")
    (read,) = read_bytes(stream.getvalue(), "a.xlsx").sheets
    found = rows(read)
    assert [(row_no, cells[0]) for row_no, _, cells in found] == [(row, f"第{row}行") for row in range(1, 12_001)]
    assert found[-1] == (12_000, 3, ["第12000行", None, "宽"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped(word__document_xml="x").replace(b"document_xml", b"document.xml"), "Word 文档"),
        (zipped(xl__workbook_bin="x").replace(b"workbook_bin", b"workbook.bin"), "xlsb 工作簿"),
        (zipped(content_xml="x").replace(b"content_xml", b"content.xml"), "OpenDocument 文件"),
        (zipped(xl__workbook_xml="x").replace(b"workbook_xml", b"workbook.xml"), "不是完整的 Excel 工作簿"),
        (xlsx(a={"A1": "x"})[:-900], "损坏或不完整"),
        (saved(openpyxl.Workbook())[:60], "损坏或不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048, "不是完整的 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "文件已加密"),
        (with_member(xlsx(a={"A1": "x"}), "xl/media/a.bin", b"\0" * 20_000_000), "ratio=100"),
        (with_member(xlsx(a={"A1": "x"}), "xl/workbook.xml", b"<a/>"), "同名成员"),
    ],
)
def test_refused(read_bytes: Read, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.xlsx")
    assert sentence in caught.value.reason


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(members=3), "members=3"),
        (Limits(unpacked_mb=0), "unpacked_mb=0"),
        (Limits(columns=1), "columns=1"),
        (Limits(cell_bytes=5), "单元格 B2 超过5字节的限制（cell_bytes=5）"),
    ],
)
def test_limits_are_settings(read_bytes: Read, limits: Limits, sentence: str) -> None:
    data = xlsx(a={"A1": "x", "A2": "y", "B2": "黄石"})
    assert read_bytes(data, "a.xlsx").sheets[0].width == 2
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.xlsx", limits=limits)
    assert sentence in caught.value.reason
