"""xls: what its parser does not tell is read from the records, whatever container they stand in."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from transforms.read import ReadError, Reading, Sheet
from transforms.read.sheets.addresses import address
from transforms.read.workbook.compound import Broken, Compound

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_stream(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose stream was changed before it was put into its container."""
    book = xlwt.Workbook()
    book.add_sheet("许可").write(0, 0, "名称")
    stream = io.BytesIO()
    XlsDoc().save(stream, change(book.get_biff_data()))
    return stream.getvalue()


def entry(name: str) -> bytes:
    """How a directory of the container begins to describe a stream: its name and the length of that."""
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2)


def after_start(record: bytes) -> Callable[[bytes], bytes]:
    """Puts a record behind the first one."""

    def change(stream: bytes) -> bytes:
        start = 4 + struct.unpack_from("<H", stream, 2)[0]
        return stream[:start] + record + stream[start:]

    return change


def test_errors_and_formulas(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    book.add_sheet("封面").write(0, 0, "x")
    sheet = book.add_sheet("许可")
    for column, code in enumerate((0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A)):
        sheet.row(1).set_cell_error(column, code)
    sheet.write(2, 8, True)
    (_, read) = read_bytes(saved(book), "a.xls").sheets
    errors = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
    assert [cells for _, _, cells in rows(read)] == [[None] * 9, [*errors, None, None], [None] * 8 + ["TRUE"]]


def test_a_formula_whose_result_is_an_error(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    sheet.write(0, 0, "名称")
    sheet.write(1, 0, xlwt.Formula("1/0"))
    data = saved(book)
    empty, error = struct.pack("<Q", 0xFFFF000000000003), b"\x02\0\x07\0\0\0\xff\xff"
    assert data.count(empty) == 1
    assert rows(read_bytes(data.replace(empty, error), "a.xls").sheets[0])[1][2] == ["#DIV/0!"]


def test_hidden_rows_and_columns(read_bytes: Read) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    for row in range(4):
        sheet.write(row, 0, "x")
        sheet.write(row, 3, "y")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    other = book.add_sheet("藏")
    other.write(0, 0, "x")
    other.visibility = 2
    assert read_bytes(saved(book), "a.xls").notes == (
        "工作表“许可”有1个隐藏行（第3行）和1个隐藏列（B列），已照常读取。",
        "工作表“藏”是隐藏的，已照常读取。",
    )


def test_merged_cells(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    for column, heading in enumerate(("名称", "机关")):
        sheet.write(0, column, heading)
    sheet.write_merge(1, 3, 1, 1, "局")
    for row in range(1, 4):
        sheet.write(row, 0, f"r{row}")
    reading = read_bytes(saved(book), "a.xls")
    assert [cells[1] for _, _, cells in rows(reading.sheets[0])] == ["机关", "局", "局", "局"]
    assert "B2:B4" in reading.notes[0]


@pytest.mark.parametrize(("row", "column"), [(65_535, 255), (65_535, 0), (40_000, 200), (20_000, 3)])
def test_a_stray_cell_far_below_is_left_out_and_named(read_bytes: Read, rows: Rows, row: int, column: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    sheet.write(0, 0, "名称")
    sheet.write(1, 0, "甲")
    sheet.write(row, column, ".")
    reading = read_bytes(saved(book), "a.xls")
    assert rows(reading.sheets[0]) == [(1, 1, ["名称"]), (2, 1, ["甲"])]
    assert f"1个零散单元格（{address(row, column)}）" in reading.notes[0]


def test_a_stray_error_far_below_is_left_out_too(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    sheet.write(0, 0, "名称")
    sheet.row(65_535).set_cell_error(255, 0x2A)
    reading = read_bytes(saved(book), "a.xls")
    assert rows(reading.sheets[0]) == [(1, 1, ["名称"])]
    assert "（IV65536）" in reading.notes[0]


def test_a_record_far_below_keeps_its_number(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    sheet.write(0, 0, "名称")
    for column in range(4):
        sheet.write(60_000, column, "x")
    (read,) = read_bytes(saved(book), "a.xls").sheets
    assert [(row, cells) for row, _, cells in rows(read) if any(cells)] == [
        (1, ["名称", None, None, None]),
        (60_001, ["x"] * 4),
    ]


def test_days_by_both_systems(read_bytes: Read, rows: Rows) -> None:
    for from_1904, system in ((False, "1900"), (True, "1904")):
        book = xlwt.Workbook()
        book.dates_1904 = from_1904
        sheet = book.add_sheet("许可")
        sheet.write(0, 0, date(2018, 11, 23), DAY)
        (read,) = read_bytes(saved(book), "a.xls").sheets
        assert (read.date_system, rows(read)[0][2]) == (system, ["2018-11-23"])


def test_long_numbers_and_texts_like_numbers(read_bytes: Read, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("许可")
    for column, value in enumerate((420202199901011234, "007", 0.1 + 0.2, "1E5", "None")):
        sheet.write(0, column, value)
    (read,) = read_bytes(saved(book), "a.xls").sheets
    assert rows(read)[0][2] == ["4.20202199901011E+17", "007", "0.3", "1E5", "None"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (with_stream(after_start(b"\x2f\0\x06\0\0\0\x12\x34\x56\x78")), "已加密"),
        (with_stream(lambda stream: stream[:2] + b"\xff" + stream[3:]), "不是完整的 Excel 工作簿"),
        (with_stream(lambda stream: stream[:300]), "不是完整的 Excel 工作簿"),
        (with_stream(bytes).replace("Workbook".encode("utf-16-le"), "Woodbook".encode("utf-16-le")), "不是完整的"),
        (with_stream(bytes).replace(entry("Workbook"), entry("WordDocument")), "Word 文档"),
    ],
)
def test_refused(read_bytes: Read, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.xls")
    assert sentence in caught.value.reason


@pytest.mark.parametrize("size", [600, 5_000, 40_000, 8_000_000])
def test_streams_of_any_size_come_out_of_their_container(tmp_path, size: int) -> None:
    """The largest needs an allocation table that the header cannot name alone."""
    content = bytes(range(256)) * (size // 256)
    with (tmp_path / "a").open("wb") as file:
        XlsDoc().save(file, content)
    assert (Compound(tmp_path / "a").stream("Workbook") or b"")[: len(content)] == content


def test_a_chain_of_sectors_in_a_circle_is_broken(tmp_path) -> None:
    data = bytearray(with_stream(bytes))
    table = data.index(struct.pack("<III", 1, 2, 3))
    data[table : table + 4] = struct.pack("<I", 0)
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Broken):
        Compound(tmp_path / "a").stream("Workbook")
