"""XML workbooks of 2003: places, types, merged and hidden parts, encodings, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.read import ReadError, Reading, Sheet

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def book(*sheets: str, before: str = "", encoding: str = "UTF-8", after: str = "") -> bytes:
    """A workbook whose worksheets hold the given XML of rows."""
    body = "".join(
        f'<Worksheet ss:Name="表{place}"><Table>{rows}</Table>{after}</Worksheet>'
        for place, rows in enumerate(sheets, 1)
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>'
    return f'{head}<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">{before}{body}</Workbook>'.encode(encoding)


def row(*cells: str, more: str = "") -> str:
    return f"<Row{more}>{''.join(cells)}</Row>"


def cell(content: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{content}</Data></Cell>'


def test_places_and_types(read_bytes: Read, rows: Rows) -> None:
    data = book(
        row(cell("名称"), cell("甲", more=' ss:Index="3"'))
        + row(
            cell("1.50", "Number"),
            cell("4.2020219990101101E+17", "Number"),
            cell("2018-11-23T00:00:00.000", "DateTime"),
            cell("2018-11-23T08:30:00.000", "DateTime"),
            cell("1", "Boolean"),
            cell("#N/A", "Error"),
            cell("007"),
            '<Cell ss:Formula="=1"/>',
            more=' ss:Index="4"',
        ),
        row(cell("乙")),
    )
    reading = read_bytes(data, "a.xls")
    first, second = reading.sheets
    assert (reading.format, reading.encoding, first.name, first.numbered, first.date_system) == (
        "spreadsheetml",
        "utf-8",
        "表1",
        "sheet",
        "1900",
    )
    assert rows(first) == [
        (1, 8, ["名称", None, "甲", *[None] * 5]),
        (2, 8, [None] * 8),
        (3, 8, [None] * 8),
        (4, 8, ["1.5", "4.20202199901011E+17", "2018-11-23", "2018-11-23 08:30:00", "TRUE", "#N/A", "007", "#公式未计算!"]),
    ]  # fmt: skip
    assert rows(second) == [(1, 1, ["乙"])]
    assert "1个公式没有保存计算结果（H4）" in reading.notes[1]


def test_texts_as_they_stand(read_bytes: Read, rows: Rows) -> None:
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">a<B>b</B><Font>c</Font></ss:Data></Cell>'
    noted = '<Cell><Data ss:Type="String">甲</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>'
    (sheet,) = read_bytes(book(row(rich, noted, cell("x&#10;y &lt;&amp;"), cell("<![CDATA[<b>]]>"))), "a.xls").sheets
    assert rows(sheet)[0][2] == ["abc", "甲", "x\ny <&", "<b>"]


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK", "GB18030", "UTF-16"])
def test_encodings(read_bytes: Read, rows: Rows, encoding: str) -> None:
    (sheet,) = read_bytes(book(row(cell("黄石市镕"), cell("示例有限公司")), encoding=encoding), "a.xls").sheets
    assert rows(sheet)[0][2] == ["黄石市镕", "示例有限公司"]


def test_merged_and_hidden_parts(read_bytes: Read, rows: Rows) -> None:
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    data = book(
        '<Column ss:Index="2" ss:Hidden="1"/>'
        + row(cell("标题", more=' ss:MergeAcross="2"'))
        + row(cell("名称"), cell("代码", more=' ss:MergeAcross="1"'))
        + row(cell("局", more=' ss:MergeDown="1"'), cell("1"), cell("x"), more=' ss:Hidden="1"')
        + row(cell("2", more=' ss:Index="2"')),
        before="<ExcelWorkbook><Date1904/></ExcelWorkbook>",
        after=hidden,
    )
    reading = read_bytes(data, "a.xls")
    (sheet,) = reading.sheets
    assert (sheet.hidden, sheet.date_system) == (True, "1904")
    assert [cells for _, _, cells in rows(sheet)] == [
        ["标题", None, None],
        ["名称", "代码", "代码"],
        ["局", "1", "x"],
        ["局", "2", None],
    ]
    assert reading.notes[1:] == (
        "工作表“表1”是隐藏的，已照常读取。",
        "工作表“表1”有1个隐藏行（第3行）和1个隐藏列（B列），已照常读取。",
        "工作表“表1”有合并单元格（B2:C2、A3:A4），它们的内容已计入所跨的每一行，表头则计入所跨的每一列。",
    )


def test_far_cells(read_bytes: Read, rows: Rows) -> None:
    record = row(cell("a"), cell("b"), cell("c"), cell("d"), more=' ss:Index="900000"')
    table = row(cell("名称"), cell("x", more=' ss:Index="16384"')) + row(cell(".")) + record
    reading = read_bytes(book(table + row(cell("."), more=' ss:Index="1048576"')), "a.xls")
    assert [(no, cells) for no, _, cells in rows(reading.sheets[0])] == [
        (1, ["名称", None, None, None]),
        (2, [".", None, None, None]),
        (900_000, ["a", "b", "c", "d"]),
    ]
    assert "2个零散单元格（XFD1、A1048576）" in reading.notes[1]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (book(row(cell("a")))[:-30], "内容不完整"),
        (book(row(cell("a")) + row(cell("b"), more=' ss:Index="1"')), "互相矛盾"),
        (book(row(cell("a"), cell("b", more=' ss:Index="1"'))), "互相矛盾"),
        (book(row(cell("a"), more=' ss:Index="-1"')), "互相矛盾"),
        (book(row(cell("a"), more=' ss:Index="99999999999999999999"')), "互相矛盾"),
        (book(), "没有工作表"),
        (book(row(*[cell("a")] * 501)), "501列，超过500列的限制（columns=500）"),
        (book(row(cell("x" * 1_000_001))), "A1 超过1000000字节的限制（cell_bytes=1000000）"),
        (
            book(row(cell("&x;"))).replace(b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1),
            "DOCTYPE",
        ),
    ],
)
def test_refused(read_bytes: Read, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.xls")
    assert sentence in caught.value.reason
