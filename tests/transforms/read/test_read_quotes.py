"""What quotes mean: all that Python's csv module writes is read back, and faulty quotes cost a line or the file."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.read.sheets import rows_of
from tests.transforms.read.test_read_text_table import CELL, read_text
from transforms.read import Limits, ReadError, Reading
from transforms.read.child import read_here
from transforms.read.text.cutter import Cutter
from transforms.read.text.text_table import DOUBTFUL

HEADING = ["名称", "文号", "内容"]
FAULTY = "有1条记录的英文双引号没有闭合或用法不对，分不清其中各列；单元格内的双引号应写成两个。"
CUT_OFF = "最后一条记录的引号没有闭合，文件可能不完整；请核对记录条数。"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(list(",;\t，|；")),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_what_python_writes_is_read(table: list[list[str]], quoting: int, delimiter: str, encoding: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows([HEADING, *table])
    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(Path(folder), stream.getvalue().encode(encoding))
        found = rows_of(reading.sheets[0])
    expected = [[cell or None for cell in row] for row in [HEADING, *table]]
    assert found == [(number, 3, row) for number, row in enumerate(expected, 1)]
    assert reading.notes == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='a,"\n\r甲', max_size=30))
def test_no_record_is_lost_or_made_up(text: str) -> None:
    text = "名称,文号,内容\n甲,乙,丙\n" + text
    try:
        lawful = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        lawful = None
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = rows_of(read_text(Path(folder), text.encode()).sheets[0])
        except ReadError:
            assert lawful is None
            return
    if lawful is not None:
        assert [[c or None for c in cells[: len(row)]] for (_, _, cells), row in zip(found, lawful, strict=True)] == [
            [cell or None for cell in row[: len(found[0][2])]] for row in lawful
        ]
    else:
        assert any(fields == DOUBTFUL for _, fields, _ in found)
        assert 2 < len(found) <= len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            [b'"', b",", b"\n", b"\r", "名称".encode(), b"\xff", b"\0", b"sep=;\n", b"\x1a", "名".encode("gbk")]
        ),
        max_size=25,
    ).map(b"".join)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "landed").write_bytes(data)
        try:
            reading = read_here(Path(folder) / "landed", Path(folder), "file", Limits())
        except ReadError as error:
            assert error.reason.endswith("。")
            return
        assert isinstance(reading, Reading)
        for sheet in reading.sheets:
            assert [row_no for row_no, _, _ in rows_of(sheet)] == list(range(1, sheet.rows + 1))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('甲,"一"二,x', ["甲", "一二", "x"]),
        ('甲,"一"二,"x"', ["甲", "一二", "x"]),
        ('"甲"乙,"1,2",x', ["甲乙", "1,2", "x"]),
        ('甲",1,x', ['甲"', "1", "x"]),
    ],
)
def test_a_line_with_faulty_quotes_is_doubtful_by_itself(tmp_path: Path, line: str, cells: list[str]) -> None:
    reading = read_text(tmp_path, f'名称,文号,内容\n{line}\r\n乙,"2\n3",y\n丙,4,z'.encode())
    found = rows_of(reading.sheets[0])
    assert found[1] == (2, DOUBTFUL, cells)
    assert found[2:] == [(3, 3, ["乙", "2\n3", "y"]), (4, 3, ["丙", "4", "z"])]
    assert reading.notes == (FAULTY,)


@pytest.mark.parametrize("size", [1, 7, 50])
def test_blocks_end_anywhere(size: int) -> None:
    text = '名称,文号,内容\n甲,"一"二,x\r\n乙,"2\r\n3",y\r\n丙,"4"5,z\r戊,6,"z'.encode()
    cutter = Cutter(",", 3, Limits())
    blocks = (text[at : at + size] for at in range(0, len(text), size))
    records = [part for part in cutter.records(blocks) if len(part.fields)]
    assert [count for part in records for count in part.fields.tolist()] == [3] * 5
    assert (cutter.done, cutter.faulty, cutter.cut_off) == (5, 3, True)
    assert b"".join(part.data.tobytes() for part in records) == "名称文号内容甲一二x乙2\r\n3y丙45z戊6z".encode()


@pytest.mark.parametrize("last", ['丙,"4', '丙,"4\n', '"丙","4","z', '丙,4,"', '丙,"4"5'])
def test_a_quote_left_open_in_the_last_line_costs_that_line(tmp_path: Path, last: str) -> None:
    reading = read_text(tmp_path, f"名称,文号,内容\n甲,1,x\n{last}".encode())
    found = rows_of(reading.sheets[0])
    assert found[1] == (2, 3, ["甲", "1", "x"])
    assert [fields for _, fields, _ in found] == [3, 3, DOUBTFUL]
    assert reading.notes == (FAULTY, CUT_OFF)


@pytest.mark.parametrize(
    "text",
    [
        '名称,文号,内容\n甲,"1,x\n乙,2,y\n',  # never closed
        '名称,文号,内容\n甲,1,"x\n乙,2,"y"\n丙,3,z\n',  # closed by the next opening one
        '名称,文号,内容\n甲,"一"二\n乙,2,y\n',  # not as many cells as usual
        '名称,文号,内容\n甲,"第一行\n第二"行",x\n丙,3,z\n',
    ],
)
def test_where_a_record_ends_is_not_guessed(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="^第2条记录的引号没有闭合或用法不对，从那里起分不清"):
        read_text(tmp_path, text.encode())


def test_very_many_faulty_lines_are_refused(tmp_path: Path) -> None:
    text = "名称,内容\n" + '甲,"一"二\n' * 100
    assert read_text(tmp_path, text.encode()).sheets[0].rows == 101
    with pytest.raises(ReadError, match="第102条记录的引号"):
        read_text(tmp_path, (text + '甲,"一"二\n乙,2\n').encode())
