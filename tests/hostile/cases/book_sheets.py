"""Several sheets, hidden parts, and sheets whose extent is a lie: everything is loaded or reported, nothing skipped."""

from __future__ import annotations

from collections.abc import Mapping

import xlwt

from tests.hostile.case import Case
from tests.hostile.cases._books import (
    SHEET,
    Xml,
    book_parts,
    hand_xlsx,
    packed,
    rows_xml,
    sheet_xml,
    xls_of,
    xlsx,
    xlsx_of,
)
from tests.hostile.cases._table import Grid, Make, Table, bad, case, copy_of, good, refused

FIRST = Table("penalty", (good(), good(), bad("R04", decided_on="2019-02-29"), good()))
# The records of the lines 1 to 3 are those of the first sheet's; these go on from there.
SECOND = Table(
    "penalty", tuple(copy_of(n, line) for n, line in enumerate((good(), bad("R01", doc_no=None), good()), 5))
)
COVER = [["行政处罚报送封面"], ["报送单位：示例市示例局"], ["报送日期：2019-03-01"], [], ["本工作簿共两张表"]]


def sheets(id: str, tables: Mapping[str, Table], make: Make, file: str = "处罚.xlsx", **more) -> Case:
    """A case of one table per sheet, each from its first row on."""
    accepted = [row for name, t in tables.items() for row in t.accepted(range(2, 2 + len(t.lines)), name)]
    quarantined = [row for name, t in tables.items() for row in t.quarantined(range(2, 2 + len(t.lines)), name)]
    return Case(id, file, make, accepted=tuple(accepted), quarantined=tuple(quarantined), **more)


def sheet_parts(tables: Mapping[str, Table]) -> dict[str, str]:
    """The tables as parts of a workbook made by hand."""
    return {name: sheet_xml(rows_xml(table.grid)) for name, table in tables.items()}


def grids(tables: Mapping[str, Table]) -> dict[str, Grid]:
    return {name: table.grid for name, table in tables.items()}


def hidden(*names: str, very: bool = False):
    """Hides these sheets."""

    def finish(book, made) -> None:
        for name in names:
            made[name].very_hidden() if very else made[name].hide()

    return finish


def hidden_rows(book, made) -> None:
    """Hides the rows 3 and 4, one of them by a filter."""
    made[SHEET].autofilter(0, 0, 4, 3)
    made[SHEET].set_row(2, None, None, {"hidden": True})
    made[SHEET].set_row(3, None, None, {"hidden": True})


def hidden_columns(book, made) -> None:
    """Hides the columns B to D and the one of the document number."""
    place = FIRST.column("doc_no")
    made[SHEET].set_column(1, 3, None, None, {"hidden": True})
    made[SHEET].set_column(place, place, None, None, {"hidden": True})


def hidden_in_xls(book: xlwt.Workbook, made) -> None:
    made["隐藏"].visibility = 1


def with_chart(book, made) -> None:
    """A chart sheet in front of the data."""
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": [SHEET, 1, 0, 2, 0]})
    book.add_chartsheet("图表").set_chart(chart)


def lying(dimension: str) -> Make:
    return hand_xlsx(FIRST.grid, f'<dimension ref="{dimension}"/>')


def stray(address: str) -> Make:
    """The table and one cell far away from it."""
    row = int("".join(filter(str.isdigit, address)))
    cell = f'<c r="{address}" t="inlineStr"><is><t>.</t></is></c>'
    if row == 1:
        rows = rows_xml(FIRST.grid).replace("</row>", cell + "</row>", 1)
    else:
        rows = rows_xml(FIRST.grid) + f'<row r="{row}">{cell}</row>'
    return packed(book_parts({SHEET: sheet_xml(rows)}))


def styled_emptiness(rows: int) -> Make:
    """Rows with styled cells that hold nothing, below the table."""
    below = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="D{n}" s="0"/></row>' for n in range(6, 6 + rows))
    return packed(book_parts({SHEET: sheet_xml(rows_xml(FIRST.grid) + below)}))


def wide(columns: int) -> Make:
    """The table and columns beyond it up to this width, each with a heading and nothing else."""
    more = [f"附加{n}" for n in range(columns - len(FIRST.fields))]
    return xlsx([FIRST.heading + more, *FIRST.body])


def deep_cell(size: int) -> Make:
    """A cell of this many bytes in 备注."""
    place = FIRST.column("remark")
    lines = [list(line) for line in FIRST.grid]
    lines[2][place] = "x" * size
    return hand_xlsx(lines)


def headed(*more: object) -> Make:
    """The table and further columns of these headings, empty below."""
    return hand_xlsx([FIRST.heading + list(more), *FIRST.body])


TWO = {"一月": FIRST, "二月": SECOND}
HIDDEN = {"一月": FIRST, "隐藏": SECOND}
MARKUP = {"<b>&'1": FIRST, "=1+1": SECOND}
CORRECTED = {"一月": FIRST, "更正": Table("penalty", (copy_of(7, good()),))}
LAYOUTS = {"2018版": FIRST, "2015版": Table("penalty", (copy_of(11, good()), copy_of(12, good())), "2015")}
BROKEN = [["甲"] + SECOND.heading[1:12], *SECOND.body]
NAMELESS = [["甲"] + SECOND.heading[1:], *SECOND.body]
LONG = Table("penalty", (good(), good(remark="x" * 9_999), *FIRST.lines[2:]))


def on_one(id: str, make, table: Table = FIRST, **more) -> Case:
    """A case of a workbook with one table; `make` takes its grid."""
    return case(id, "处罚.xlsx", make, table, sheet=SHEET, **more)


CASES: list[Case] = [
    sheets("sheets-two-of-one-dataset", TWO, xlsx_of(grids(TWO))),
    sheets("sheets-two-of-one-dataset-xls", TWO, xls_of(grids(TWO)), "处罚.xls"),
    sheets("sheets-hidden", HIDDEN, xlsx_of(grids(HIDDEN), hidden("隐藏")), says=("隐藏",)),
    sheets("sheets-very-hidden", HIDDEN, xlsx_of(grids(HIDDEN), hidden("隐藏", very=True)), says=("隐藏",)),
    sheets("sheets-hidden-xls", HIDDEN, xls_of(grids(HIDDEN), hidden_in_xls), "处罚.xls", says=("隐藏",)),
    on_one("sheets-hidden-rows", lambda grid: xlsx_of({SHEET: grid}, hidden_rows), says=("隐藏",)),
    on_one("sheets-hidden-columns", lambda grid: xlsx_of({SHEET: grid}, hidden_columns), says=("隐藏",)),
    on_one("sheets-chart", lambda grid: xlsx_of({SHEET: grid}, with_chart), says=("图表",)),
    on_one("sheets-cover", lambda grid: xlsx_of({"封面": COVER, SHEET: grid}), ignored=4),
    on_one("sheets-empty-beside", lambda grid: xlsx_of({SHEET: grid, "Sheet2": [], "Sheet3": []})),
    sheets(
        "sheets-same-record-on-two",
        CORRECTED,
        xlsx_of(grids(CORRECTED) | {"重复": [FIRST.heading, FIRST.body[0]]}),
        duplicate=1,
    ),
    Case(
        "sheets-conflict-between-two",
        "处罚.xlsx",
        xlsx_of({"一月": FIRST.grid, "二月": Table("penalty", (good(content="另一种内容"),)).grid}),
        accepted=tuple(FIRST.accepted(range(2, 6), "一月")[1:]),
        quarantined=((2, "R14", "一月"), (4, "R04", "一月"), (2, "R14", "二月")),
    ),
    sheets("sheets-two-layouts", LAYOUTS, xlsx_of(grids(LAYOUTS))),
    sheets("sheets-names-with-markup", MARKUP, packed(book_parts(sheet_parts(MARKUP)))),
    refused("sheets-one-with-broken-heading", "处罚.xlsx", xlsx_of({"一月": FIRST.grid, "二月": BROKEN}), "二月"),
    refused("sheets-one-without-names", "处罚.xlsx", xlsx_of({"一月": FIRST.grid, "二月": NAMELESS}), "二月"),
    refused("sheets-only-covers", "处罚.xlsx", xlsx_of({"封面": COVER, "说明": COVER}), "表头"),
    on_one("extent-too-small", lambda grid: lying("A1:A1")),
    on_one("extent-too-large", lambda grid: lying("A1:XFD1048576")),
    on_one("extent-nonsense", lambda grid: lying("Q9:B2")),
    on_one("extent-stray-last-cell", lambda grid: stray("XFD1048576"), says=("XFD1048576",)),
    on_one("extent-stray-last-row", lambda grid: stray("A1048576"), says=("A1048576",)),
    on_one("extent-stray-last-column", lambda grid: stray("XFD1"), says=("XFD1",)),
    on_one("extent-styled-emptiness", lambda grid: styled_emptiness(60_000)),
    on_one("extent-500-columns", lambda grid: wide(500)),
    refused("extent-501-columns", "处罚.xlsx", wide(501), "columns=500"),
    on_one("extent-cell-of-9999", lambda grid: deep_cell(9_999), LONG),
    refused("extent-cell-of-a-megabyte-and-one", "处罚.xlsx", deep_cell(1_000_001), "cell_bytes=1000000"),
    on_one("headings-like-formulas", lambda grid: headed('=HYPERLINK("http://x")', "+1", "@SUM(A1)"), says=("未识别",)),
    on_one(
        "headings-of-errors-and-formulas",
        lambda grid: headed(Xml('<c r="{r}" t="e"><v>#REF!</v></c>'), Xml('<c r="{r}"><f>A1</f></c>')),
    ),
]
