"""Workbooks as no library writes them: odd XML, far cells, merged and hidden parts, two ways to count days."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.read.odd_workbook import DAY, INSTANT, TIME, number, part, row, text, workbook
from transforms.read import Limits, ReadError, Reading, Sheet
from transforms.read.child import read_here

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
Lines = list[list[str | None]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TABLE = row(1, text("A1", "名称"), text("B1", "金额")) + row(2, text("A2", "甲"), number("B2", "1.5"))
FROM_1904 = '<workbookPr date1904="1"/>'
RECALCULATE = '<calcPr fullCalcOnLoad="1"/>'


@pytest.fixture
def lines(read_bytes: Read, rows: Rows) -> Callable[[bytes], Lines]:
    """The cells of the first sheet."""

    def cells(data: bytes) -> Lines:
        return [cells for _, _, cells in rows(read_bytes(data, "a.xlsx").sheets[0])]

    return cells


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (row(None, text("", "a"), text("", "b")) + row(None, text("", "c")), [["a", "b"], ["c", None]]),
        (row(2, text("", "a"), text("C2", "b"), text("", "c")), [[None] * 4, ["a", None, "b", "c"]]),
        (row(2, text("A2", "zwei")) + row(1, text("B1", "eins")), [[None, "eins"], ["zwei", None]]),
        (row(1, text("B1", "b"), text("A1", "a")), [["a", "b"]]),
        (
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c>'
            '<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c><x:c r="C1"><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>',
            [["5", "#N/A", "#公式未计算!"]],
        ),
        ("<row r='1'><c r='A1' t='e'><v>#REF!</v></c></row>", [["#REF!"]]),
        ('<row r="1"><c t="str"><f>B1</f><v/></c><c t="e"><v>#N/A</v></c></row>', [[None, "#N/A"]]),
        (row(1, text("A1", "a&lt;c t=&quot;e&quot;&gt;&#10;b_x000D_")), [['a<c t="e">\nb\r']]),
        (row(1, text("A1", "<![CDATA[<b>&]]>"), text("B1", "&#x20BB7;")), [["<b>&", "𠮷"]]),
        (row(1, *(text(f"{at}1", word) for at, word in zip("ABCDE", ["007", "1E5", "None", "NA", " 12 "], strict=True))),
         [["007", "1E5", "None", "NA", " 12 "]]),
        (row(1, number("A1", "1", kind="b"), number("B1", "0", kind="b")), [["TRUE", "FALSE"]]),
        (row(1, number("A1", "2018-11-23", kind="d"), number("B1", "2018-11-23T08:30:00", kind="d")),
         [["2018-11-23", "2018-11-23 08:30:00"]]),
        (row(1, number("A1", "007"), number("B1", "1E5"), number("C1", "0.30000000000000004")), [["7", "100000", "0.3"]]),
        (row(1, text("A1", "a\x00b")), [["a\x00b"]]),
    ],
)  # fmt: skip
def test_odd_xml(lines: Callable[[bytes], Lines], sheet: str, expected: Lines) -> None:
    assert lines(workbook(sheet)) == expected


def test_shared_strings_without_readings_and_with_runs(lines: Callable[[bytes], Lines]) -> None:
    items = (
        "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh><phoneticPr fontId='1'/></si>"
        "<si><r><t>富</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 文 </t></r></si><si/>"
    )
    cells = [number(f"{column}1", str(place), kind="s") for place, column in enumerate("ABC")]
    assert lines(workbook(row(1, *cells, text("D1", "d")), strings=items)) == [["漢字", "富 文 ", None, "d"]]


@pytest.mark.parametrize("index", ["1", "-1", "x", "0.5"])
def test_a_shared_string_that_is_not_there(read_bytes: Read, index: str) -> None:
    with pytest.raises(ReadError, match="不是完整的 Excel 工作簿"):
        read_bytes(workbook(row(1, number("A1", index, kind="s")), strings="<si><t>甲</t></si>"), "a.xlsx")


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (row(1, text("A1", "a")) + row(1, text("B1", "b")), "不是完整的 Excel 工作簿"),
        (row(1, text("A1", "&bomb;")), "不是完整的 Excel 工作簿"),
        (row(1, number("A1", "1", kind="zz")), "不是完整的 Excel 工作簿"),
        ('<!DOCTYPE x [<!ENTITY bomb SYSTEM "file:///etc/hostname">]>' + str(part(row(1, text("A1", "&bomb;")))), "DOCTYPE"),
        (part(row(1, text("A1", "黄石"))).encode("gbk"), "不是完整的 Excel 工作簿"),  # type: ignore[union-attr]
    ],
)  # fmt: skip
def test_refused(read_bytes: Read, sheet: str | bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(workbook(sheet), "a.xlsx")
    assert sentence in caught.value.reason


def test_a_declaration_in_any_part_is_refused(read_bytes: Read) -> None:
    strings = '<!DOCTYPE sst [<!ENTITY a "b">]><sst/>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        read_bytes(workbook(TABLE, **{"xl__sharedStrings.xml": strings}), "a.xlsx")


# -- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("serial", "style", "from_1900", "from_1904"),
    [
        ("43427", DAY, "2018-11-23", "2022-11-24"),
        ("41965", DAY, "2014-11-22", "2018-11-23"),
        ("43427.5", INSTANT, "2018-11-23 12:00:00", "2022-11-24 12:00:00"),
        ("43427.99999999", INSTANT, "2018-11-24", "2022-11-25"),
        ("0.5", TIME, "12:00:00", "12:00:00"),
        ("0", DAY, "00:00:00", "00:00:00"),
        ("1", DAY, "1", "1904-01-02"),
        ("60", DAY, "59/60", "1904-03-01"),
        ("61", DAY, "1900-03-01", "1904-03-02"),
        ("-1", DAY, "00:00:00", "00:00:00"),
        ("2958466", DAY, "2958466", "2958466"),
    ],
)
def test_days_by_both_systems(
    lines: Callable[[bytes], Lines], serial: str, style: int, from_1900: str, from_1904: str
) -> None:
    sheet = row(1, number("A1", serial, style))
    assert lines(workbook(sheet)) == [[from_1900]]
    assert lines(workbook(sheet, properties=FROM_1904)) == [[from_1904]]


def test_the_date_system_is_told(read_bytes: Read, rows: Rows) -> None:
    sheet = row(1, number("A1", "43427"))
    (old,) = read_bytes(workbook(sheet, properties=FROM_1904), "a.xlsx").sheets
    (new,) = read_bytes(workbook(sheet), "a.xlsx").sheets
    assert (old.date_system, new.date_system) == ("1904", "1900")
    assert rows(new)[0][2] == ["43427"]


# -- formulas ---------------------------------------------------------------------------------------------------------


def test_formulas_without_a_result(read_bytes: Read, rows: Rows) -> None:
    sheet = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>A1</f><v></v></c>'
        '<c r="D1"><f t="shared" si="0"/><v/></c></row><row r="3"><c r="F3"><f t="array" ref="F3">A1</f><v></v></c></row>'
    )
    reading = read_bytes(workbook(sheet), "a.xlsx")
    assert [cells for _, _, cells in rows(reading.sheets[0])] == [
        ["#公式未计算!", "2", None, "#公式未计算!", None, None],
        [None] * 6,
        [None, None, None, None, None, "#公式未计算!"],
    ]
    (note,) = reading.notes
    assert "3个公式没有保存计算结果（A1、D1、F3）" in note


def test_zeros_of_a_program_that_does_not_compute_are_no_results(lines: Callable[[bytes], Lines]) -> None:
    sheet = row(1, number("A1", "0"), '<c r="B1"><f>1+1</f><v>0</v></c>', '<c r="C1"><f>1+1</f><v>2</v></c>')
    assert lines(workbook(sheet)) == [["0", "0", "2"]]
    assert lines(workbook(sheet, properties=RECALCULATE)) == [["0", "#公式未计算!", "2"]]


# -- extents ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stray", ["A1048576", "XFD1048576", "XFD1", "XFD2", "SG2", "B99999"])
def test_a_stray_cell_far_away_is_left_out_and_named(read_bytes: Read, rows: Rows, stray: str) -> None:
    where = int("".join(filter(str.isdigit, stray)))
    first, second = ([text(stray, ".")] if where == line else [] for line in (1, 2))
    sheet = row(1, text("A1", "名称"), text("B1", "金额"), *first) + row(
        2, text("A2", "甲"), number("B2", "1.5"), *second
    )
    sheet += row(where, text(stray, ".")) if where > 2 else ""
    reading = read_bytes(workbook(sheet), "a.xlsx")
    assert [(no, cells) for no, _, cells in rows(reading.sheets[0])] == [(1, ["名称", "金额"]), (2, ["甲", "1.5"])]
    (note,) = reading.notes
    assert stray in note


def test_records_below_a_great_gap_keep_their_numbers(read_bytes: Read, rows: Rows) -> None:
    far = row(900_000, *(text(f"{column}900000", column) for column in "ABCD"))
    after = row(900_001, '<c r="A900001" t="e"><v>#N/A</v></c>', *(text(f"{column}900001", column) for column in "BCD"))
    merged = '<mergeCells><mergeCell ref="B900001:B900002"/></mergeCells>'
    last = row(900_002, text("A900002", "z"), text("C900002", "y"), text("D900002", "x"), text("E900002", "w"))
    reading = read_bytes(workbook(part(TABLE + far + after + last, after=merged)), "a.xlsx")
    filled = [(no, cells) for no, _, cells in rows(reading.sheets[0]) if any(cells)]
    assert filled == [
        (1, ["名称", "金额", None, None, None]),
        (2, ["甲", "1.5", None, None, None]),
        (900_000, ["A", "B", "C", "D", None]),
        (900_001, ["#N/A", "B", "C", "D", None]),
        (900_002, ["z", "B", "y", "x", "w"]),
    ]
    assert "B900001:B900002" in reading.notes[0]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Q9:B2"])
def test_what_the_dimension_says_is_nothing(lines: Callable[[bytes], Lines], dimension: str) -> None:
    sheet = part(TABLE, before=f'<dimension ref="{dimension}"/>')
    assert lines(workbook(sheet)) == [["名称", "金额"], ["甲", "1.5"]]


def test_a_table_too_wide_is_refused(read_bytes: Read) -> None:
    wide = row(1, *(number("", "1") for _ in range(501)))
    with pytest.raises(ReadError, match="501列.*columns=500"):
        read_bytes(workbook(wide), "a.xlsx")
    many = "".join(row(line, text(f"SG{line}", "x")) for line in range(1, 22))
    with pytest.raises(ReadError, match="501列.*columns=500"):
        read_bytes(workbook(many), "a.xlsx")


def test_styles_without_content_are_nothing(read_bytes: Read) -> None:
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(3, 30_000))
    (sheet,) = read_bytes(workbook(TABLE + styled), "a.xlsx").sheets
    assert (sheet.rows, sheet.width) == (2, 2)


# -- merged and hidden ------------------------------------------------------------------------------------------------


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{where}"/>' for where in ranges) + "</mergeCells>"


def test_merged_cells_count_for_each_row_and_headings_for_each_column(read_bytes: Read, rows: Rows) -> None:
    sheet = (
        row(1, text("A1", "标题"))
        + row(2, text("A2", "名称"), text("B2", "代码"), text("D2", "机关"))
        + row(3, text("B3", "一"), text("C3", "二"))
        + row(4, text("A4", "甲"), text("B4", "1"), text("D4", "局"))
        + row(5, text("A5", "乙"), text("B5", "2"))
        + row(7, text("A7", "丙"))
        + row(8, text("A8", "注"))
    )
    after = merged("A1:D1", "A2:A3", "B2:C2", "D2:D3", "D4:D7", "B5:C5", "A8:D9")
    reading = read_bytes(workbook(part(sheet, after=after)), "a.xlsx")
    assert [cells for _, _, cells in rows(reading.sheets[0])] == [
        ["标题", None, None, None],
        ["名称", "代码", "代码", "机关"],
        ["名称", "一", "二", "机关"],
        ["甲", "1", None, "局"],
        ["乙", "2", None, "局"],
        [None, None, None, None],
        ["丙", None, None, "局"],
        ["注", None, None, None],
    ]
    (note,) = reading.notes
    assert "（A2:A3、B2:C2、D2:D3、D4:D7）" in note


def test_merged_cells_over_blocks_of_rows(read_bytes: Read, rows: Rows) -> None:
    sheet = "".join(row(n, text(f"A{n}", f"r{n}"), text(f"C{n}", "c")) for n in range(1, 12_001))
    sheet = sheet.replace('<c r="C2"', f'{text("B2", "局")}<c r="C2"')
    reading = read_bytes(workbook(part(sheet, after=merged("B2:B1048576"))), "a.xlsx")
    cells = [cells for _, _, cells in rows(reading.sheets[0])]
    assert cells[0] == ["r1", None, "c"]
    assert [line[1] for line in cells[1:]] == ["局"] * 11_999


def test_hidden_parts_are_read_and_named(read_bytes: Read, rows: Rows) -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>'
    sheet = part(TABLE.replace('<row r="2">', '<row r="2" hidden="1">') + row(5, more=' hidden="1"'), before=columns)
    reading = read_bytes(workbook(sheet, sheet, states=("visible", "veryHidden")), "a.xlsx")
    assert [row[2] for row in rows(reading.sheets[1])] == [["名称", "金额"], ["甲", "1.5"]]
    assert reading.notes == (
        "工作表“表1”有1个隐藏行（第2行）和1个隐藏列（B列），已照常读取。",
        "工作表“表2”是隐藏的，已照常读取。",
        "工作表“表2”有1个隐藏行（第2行）和1个隐藏列（B列），已照常读取。",
    )


def test_macros_and_links_are_told(read_bytes: Read) -> None:
    parts = {"xl__vbaProject.bin": b"x", "xl__externalLinks__externalLink1.xml": "<a/>", "xl__connections.xml": "<a/>"}
    reading = read_bytes(workbook(TABLE, **parts), "a.xlsm")
    assert reading.format == "xlsm"
    assert "宏没有读取" in reading.notes[0]
    assert "外部链接、数据连接" in reading.notes[1]


def test_markup_in_the_name_of_a_sheet(read_bytes: Read) -> None:
    (sheet,) = read_bytes(workbook(TABLE, names=("&lt;b&gt;&amp;&quot;=1",)), "a.xlsx").sheets
    assert sheet.name == '<b>&"=1'


# -- any content ------------------------------------------------------------------------------------------------------

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5), st.booleans())
def test_texts_come_back_as_they_were(tmp_path_factory, rows: Rows, grid: list[list[str]], shared: bool) -> None:
    """Control characters and what looks like an escape are escaped by the writer, so that nothing is lost."""
    folder = tmp_path_factory.mktemp("grid")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": not shared}) as book:
        sheet = book.add_worksheet("许可")
        for number, cells in enumerate(grid):
            for column, content in enumerate(cells):
                if content:
                    sheet.write_string(number, column, content)
    (folder / "a.xlsx").write_bytes(stream.getvalue())
    (read,) = read_here(folder / "a.xlsx", folder, "a.xlsx", Limits()).sheets
    found = {(number - 1, column): cell for number, _, cells in rows(read) for column, cell in enumerate(cells) if cell}
    assert found == {
        (number, column): content
        for number, cells in enumerate(grid)
        for column, content in enumerate(cells)
        if content
    }
