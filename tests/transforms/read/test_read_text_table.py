"""CSV: every encoding, delimiter and line end gives the same cells and record numbers."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.read.sheets import rows_of
from transforms.read import Limits, ReadError, Reading
from transforms.read.text.text_table import read_text_table

ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "gb18030": "gb18030", "utf-16": "utf-16"}
HEADING = ["名称", "文号", "内容"]
CELL = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\x1a"), max_size=8)


def read_text(folder: Path, data: bytes, limits: Limits | None = None) -> Reading:
    (folder / "landed").write_bytes(data)
    return read_text_table(folder / "landed", folder, limits or Limits())


def quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in (delimiter, '"', "\r", "\n")) else cell


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    st.sampled_from(sorted(ENCODINGS)),
    st.sampled_from([",", ";", "\t", "，", "|", "；"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_round_trip(table: list[list[str]], encoding: str, delimiter: str, line_end: str, last_end: bool) -> None:
    lines = [delimiter.join(quoted(cell, delimiter) for cell in row) for row in [HEADING, *table]]
    text = line_end.join(lines) + (line_end if last_end else "")
    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(Path(folder), text.encode(encoding))
        found = rows_of(reading.sheets[0])
    expected = [[cell or None for cell in row] for row in [HEADING, *table]]
    assert [cells for _, _, cells in found] == expected
    assert [row_no for row_no, _, _ in found] == list(range(1, len(expected) + 1))
    assert reading.encoding == ENCODINGS[encoding]


def test_a_record_with_line_breaks_counts_once_and_a_blank_line_counts(tmp_path: Path) -> None:
    text = '公示表\n名称,内容\n甲,"第一行\n第二行"\n\n乙,\n'
    (sheet,) = read_text(tmp_path, text.encode()).sheets
    assert rows_of(sheet) == [
        (1, 1, ["公示表", None]),
        (2, 2, ["名称", "内容"]),
        (3, 2, ["甲", "第一行\n第二行"]),
        (4, 0, [None, None]),
        (5, 2, ["乙", None]),
    ]
    assert (sheet.rows, sheet.width, sheet.numbered, sheet.headings) == (5, 2, "record", None)


def test_ragged_records_say_how_many_fields_they_had(tmp_path: Path) -> None:
    lines = ["a,b,c", "1,2", *["1,2,3"] * 120, "1,2,3,4,5", '"",,']
    (sheet,) = read_text(tmp_path, "\n".join(lines).encode()).sheets
    found = rows_of(sheet)
    assert sheet.width == 3
    assert found[1] == (2, 2, ["1", "2", None])
    assert found[-2] == (123, 5, ["1", "2", "3"])
    assert found[-1] == (124, 3, [None, None, None])


def test_an_overlong_record_near_the_top_widens_the_sheet(tmp_path: Path) -> None:
    (sheet,) = read_text(tmp_path, b"a,b\n1,2,3\n").sheets
    assert rows_of(sheet) == [(1, 2, ["a", "b", None]), (2, 3, ["1", "2", "3"])]


def test_numbers_hold_at_100_000_records_with_line_breaks_and_ragged_ones(tmp_path: Path) -> None:
    chance = random.Random(3)
    kinds = [chance.choices(["plain", "broken", "short", "long", "blank"], [90, 4, 2, 2, 2])[0] for _ in range(100_000)]
    text = {
        "plain": "{0},甲公司,准予许可，有效期内年检\r\n",
        "broken": '{0},"甲\r\n""公司""","a,b"\r\n',
        "short": "{0},甲\r\n",
        "long": "{0},甲,乙,丙,丁\r\n",
        "blank": "\r\n",
    }
    data = "序号,名称,内容\r\n" + "".join(text[kind].format(number) for number, kind in enumerate(kinds, 2))
    (sheet,) = read_text(tmp_path, data.encode("gb18030")).sheets
    found = rows_of(sheet)[1:]
    fields = {"plain": 3, "broken": 3, "short": 2, "long": 5, "blank": 0}
    assert [row_no for row_no, _, _ in found] == list(range(2, 100_002))
    assert [count for _, count, _ in found] == [fields[kind] for kind in kinds]
    assert all(cells[0] == (None if count == 0 else str(row_no)) for row_no, count, cells in found)
    assert {cells[1] for _, _, cells in found} == {"甲公司", '甲\r\n"公司"', "甲", None}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("名称;金额\n甲;1,5\n乙;2,5\n", ["名称", "金额"]),
        ("名称,内容\n甲,一，二，三，四，五\n乙,一，二，三，四，五\n", ["名称", "内容"]),
        ("黄石市，公示表\n名称\t文号\n甲\t1\n", ["黄石市，公示表", None]),
        ("名称，文号\n甲，1\n", ["名称", "文号"]),
        ("名称\n甲\n", ["名称"]),
        ("名称|文号|日期\n甲|1|2\n", ["名称", "文号", "日期"]),
        ("名称,文号\n甲|乙,1\n丙|丁,2\n戊|己,3\n", ["名称", "文号"]),
        ("内容\n罚款|没收\n罚款|警告\n", ["内容"]),
        ('名称;"内容"x;文号\n甲;乙;1\n丙;丁;2\n', ["名称", "内容x", "文号"]),
    ],
)
def test_the_heading_line_decides_the_delimiter(tmp_path: Path, text: str, cells: list[str | None]) -> None:
    (sheet,) = read_text(tmp_path, text.encode()).sheets
    assert rows_of(sheet)[0][2] == cells


@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t", "^", "；"])
def test_the_first_line_of_excel_names_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    text = f"sep={delimiter}\r\n名称{delimiter}文号\r\n甲,乙,丙{delimiter}1;2;3\r\n"
    if delimiter in ",;":
        text = text.replace("甲,乙,丙", "甲").replace("1;2;3", "1")
    (sheet,) = read_text(tmp_path, text.encode("utf-8-sig")).sheets
    assert [fields for _, fields, _ in rows_of(sheet)] == [2, 2, 2]
    assert [cells for _, _, cells in rows_of(sheet)][1] == ["名称", "文号"]


def test_a_first_line_that_names_what_is_not_there_decides_nothing(tmp_path: Path) -> None:
    (sheet,) = read_text(tmp_path, "sep=;\n名称,文号\n甲,1\n".encode()).sheets
    assert [cells for _, _, cells in rows_of(sheet)][1:] == [["名称", "文号"], ["甲", "1"]]


@pytest.mark.parametrize("inside", ["\x0c", "\u2028", "\x85", "\0", "\x1a", "\v", "\x1c"])
def test_only_cr_and_lf_end_lines(tmp_path: Path, inside: str) -> None:
    reading = read_text(tmp_path, f"名称,内容\n甲,一{inside}二\n乙,三\n".encode())
    assert [cells for _, _, cells in rows_of(reading.sheets[0])] == [
        ["名称", "内容"],
        ["甲", f"一{inside}二"],
        ["乙", "三"],
    ]
    assert reading.notes == ()


def test_a_quote_inside_an_unquoted_cell_is_a_character(tmp_path: Path) -> None:
    (sheet,) = read_text(tmp_path, '名称,规格\n钢管,5"管\n"甲""乙""",3"\n'.encode()).sheets
    assert [cells for _, _, cells in rows_of(sheet)[1:]] == [["钢管", '5"管'], ['甲"乙"', '3"']]


def test_four_byte_characters_and_their_neighbours(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "名称\n𠮷田商店\n㐀\n".encode("gb18030"))
    assert reading.encoding == "gb18030"
    assert [cells for _, _, cells in rows_of(reading.sheets[0])] == [["名称"], ["𠮷田商店"], ["㐀"]]


def test_gbk_that_shows_only_far_down_is_read_again_from_the_start(tmp_path: Path) -> None:
    data = b"id,name\n" + b"1,plain\n" * 400_000 + "2,黄石\n".encode("gbk")
    reading = read_text(tmp_path, data)
    assert (reading.encoding, reading.sheets[0].rows) == ("gb18030", 400_002)
    assert rows_of(reading.sheets[0])[-1] == (400_002, 2, ["2", "黄石"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\n" + "," * 500 + "\n", r"第2条记录超过500列的限制（columns=500）"),
        ("a,b\n1," + "x" * 1_000_001 + "\n", r"第2条记录有单元格超过1000000字节的限制（cell_bytes=1000000）"),
        (
            'a,b\n1,"' + "x\n" * 1_500_000,
            r"第2条记录的引号没有闭合或用法不对，或有单元格超过1000000字节.*cell_bytes=1000000",
        ),
        (
            'a,b\n1,"' + "x" * 3_000_000,
            r"第2条记录的引号没有闭合或用法不对，或有单元格超过1000000字节.*cell_bytes=1000000",
        ),
        ('a,b\n1,"' + "x" * 1_000_001 + '"\n', r"第2条记录有单元格超过1000000字节的限制（cell_bytes=1000000）"),
        ("," * 3_000_000, "第1条记录超过500列的限制"),
    ],
)
def test_what_cannot_be_cut_is_refused_with_its_record(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence.replace("（", r"（")):
        read_text(tmp_path, text.encode())


def test_limits_are_settings(tmp_path: Path) -> None:
    data = b"a,b,c\n1,22,333\n"
    assert read_text(tmp_path, data, Limits(columns=3, cell_bytes=3)).sheets[0].rows == 2
    with pytest.raises(ReadError, match="columns=2"):
        read_text(tmp_path, data, Limits(columns=2))
    with pytest.raises(ReadError, match="第2条记录有单元格超过2字节的限制（cell_bytes=2）"):
        read_text(tmp_path, data, Limits(cell_bytes=2))
