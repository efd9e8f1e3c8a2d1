"""Writers of the formats a department sends: each takes what it shall write and gives what writes it to a path."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from tests.hostile.base import csv_bytes, holds
from tests.hostile.cases._table import Cell, Grid, Make

SHEET = "数据"
MADE = datetime(2019, 3, 15)  # the same case gives the same bytes
DOS_DATE = (2019, 3, 15, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Xml:
    """A cell as XML; `{r}` stands for its address."""

    text: str


def csv_file(grid: Grid) -> Make:
    """A UTF-8 CSV."""
    return holds(csv_bytes([["" if cell is None else str(cell) for cell in line] for line in grid]))


# -- xlsx by a library ------------------------------------------------------------------------------------------------


def xlsx(grid: Grid) -> Make:
    """A workbook of one sheet."""
    return xlsx_of({SHEET: grid})


def xlsx_of(sheets: Mapping[str, Grid], finish=None, **options) -> Make:
    """A workbook of these sheets; `finish(book, sheets by name)` may add what a grid cannot say."""

    def make(path: Path) -> None:
        with xlsxwriter.Workbook(path, {"strings_to_urls": False, **options}) as book:
            book.set_properties({"created": MADE})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            made = {name: book.add_worksheet(name) for name in sheets}
            for name, grid in sheets.items():
                fill(made[name], grid, day)
            if finish:
                finish(book, made)

    return make


def fill(sheet, grid: Grid, day, top: int = 0, left: int = 0) -> None:
    """Write the cells: texts as texts, numbers as numbers, days with a date format."""
    for y, line in enumerate(grid, top):
        for x, cell in enumerate(line, left):
            if isinstance(cell, str):
                sheet.write_string(y, x, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(y, x, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(y, x, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(y, x, cell, day)
            elif cell is not None:
                raise TypeError(f"no cell of a workbook: {cell!r}")


# -- xls by a library -------------------------------------------------------------------------------------------------


def xls(grid: Grid) -> Make:
    """A BIFF8 workbook of one sheet."""
    return xls_of({SHEET: grid})


def xls_of(sheets: Mapping[str, Grid], finish=None, *, dates_1904: bool = False) -> Make:
    """A BIFF8 workbook of these sheets; `finish(book, sheets by name)` may add what a grid cannot say."""

    def make(path: Path) -> None:
        book = xlwt.Workbook(encoding="utf-8")
        book.dates_1904 = dates_1904
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        made = {name: book.add_sheet(name, cell_overwrite_ok=True) for name in sheets}
        for name, grid in sheets.items():
            for y, line in enumerate(grid):
                for x, cell in enumerate(line):
                    if cell is not None:
                        made[name].write(y, x, cell, *([day] if isinstance(cell, date) else []))
        if finish:
            finish(book, made)
        book.save(str(path))

    return make


# -- xlsx by hand -----------------------------------------------------------------------------------------------------


def address(y: int, x: int) -> str:
    """The address of a zero-based cell as a spreadsheet writes it."""
    letters, x = "", x + 1
    while x:
        x, letter = divmod(x - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{y + 1}"


def cell_xml(cell: Cell, r: str) -> str:
    """One cell of a sheet; texts stand in it, numbers have no format."""
    if cell is None:
        return ""
    if isinstance(cell, Xml):
        return cell.text.replace("{r}", r)
    if isinstance(cell, int | float):
        return f'<c r="{r}"><v>{cell!r}</v></c>'
    return f'<c r="{r}" t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def rows_xml(grid: Grid, top: int = 0) -> str:
    """The rows of a sheet."""
    lines = []
    for y, line in enumerate(grid, top):
        cells = "".join(cell_xml(cell, address(y, x)) for x, cell in enumerate(line))
        lines.append(f'<row r="{y + 1}">{cells}</row>')
    return "".join(lines)


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part around its rows."""
    data = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{data}</worksheet>'


def book_parts(
    sheets: Mapping[str, str],
    workbook: str = "",
    shared: str = "",
    styles: str = "",
    states: Mapping[str, str] | None = None,
    type: str = TYPE + ".sheet",
) -> dict[str, str | bytes]:
    """The parts of a workbook whose sheets are given as XML; `workbook` stands before the list of sheets."""
    states = states or {}
    listed, related, typed = "", "", ""
    for n, name in enumerate(sheets, 1):
        state = f' state="{states[name]}"' if name in states else ""
        listed += f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{n}"{state} r:id="rId{n}"/>'
        related += f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        typed += f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
    for part, text in (("sharedStrings", shared), ("styles", styles)):
        if text:
            related += f'<Relationship Id="{part}" Type="{RELATIONS}/{part}" Target="{part}.xml"/>'
            typed += f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{part}+xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        ' ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{type}.main+xml"/>{typed}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    if styles:
        parts["xl/styles.xml"] = styles
    return parts | {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}


def zipped(parts: Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]) -> bytes:
    """A zip of these members in their order, packed, with one fixed date."""
    members = parts.items() if isinstance(parts, Mapping) else parts
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, DOS_DATE), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def hand_xlsx(grid: Grid, before: str = "", after: str = "", **book) -> Make:
    """A workbook of one sheet made by hand; its cells may be XML."""
    return packed(book_parts({SHEET: sheet_xml(rows_xml(grid), before, after)}, **book))


def packed(parts: Mapping[str, str | bytes]) -> Make:
    """A workbook of these parts."""
    return holds(zipped(parts))


DATE_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def formatted(serial: int | float | str) -> Xml:
    """A number with a date format; the workbook must have DATE_STYLES."""
    return Xml(f'<c r="{{r}}" s="1"><v>{serial}</v></c>')


# -- what else stands under .xls --------------------------------------------------------------------------------------


def spreadsheetml(sheets: Mapping[str, Grid], encoding: str = "UTF-8", before: str = "") -> Make:
    """An XML workbook of 2003; numbers and days are typed cells, an `Xml` is a whole cell."""
    head = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    )
    body = "".join(
        f'<Worksheet ss:Name="{escape(name)}"><Table>{"".join(map(spreadsheetml_row, grid))}</Table></Worksheet>'
        for name, grid in sheets.items()
    )
    return holds((head + body + "</Workbook>").encode(encoding))


def spreadsheetml_row(line: Sequence[Cell]) -> str:
    """One row; an empty cell is left out and the next one says its place."""
    cells, gap = [], False
    for x, cell in enumerate(line, 1):
        if cell is not None:
            place = f' ss:Index="{x}"' if gap else ""
            cells.append(cell.text.replace("{place}", place) if isinstance(cell, Xml) else typed_cell(cell, place))
        gap = cell is None
    return f"<Row>{''.join(cells)}</Row>"


def typed_cell(cell: Cell, place: str) -> str:
    """A cell with its type."""
    if isinstance(cell, date):
        kind, text = "DateTime", f"{cell.isoformat()}T00:00:00.000"
    else:
        kind, text = ("Number", repr(cell)) if isinstance(cell, int | float) else ("String", escape(str(cell)))
    return f'<Cell{place}><Data ss:Type="{kind}">{text}</Data></Cell>'


def html(grid: Grid, charset: str = "utf-8", head: str = "", table: str = "<table border=1>") -> Make:
    """A page with one table, as old systems export it; an `Xml` is a whole cell."""
    lines = "".join(f"<tr>{''.join(map(html_cell, line))}</tr>\n" for line in grid)
    page = (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type"'
        f' content="text/html; charset={charset}">{head}</head><body>{table}\n{lines}</table></body></html>'
    )
    return holds(page.encode(charset))


def html_cell(cell: Cell) -> str:
    """A cell of a page; line breaks are tags."""
    if isinstance(cell, Xml):
        return cell.text
    return f"<td>{escape('' if cell is None else str(cell)).replace(chr(10), '<br>')}</td>"


# -- containers -------------------------------------------------------------------------------------------------------


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 container with these streams, each filled up to whole sectors and to 4,096 bytes at least."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    data = [stream.ljust(max(4096, -(-len(stream) // sector) * sector), b"\0") for stream in streams.values()]
    fat, starts = [0xFFFFFFFD, end], []  # sector 0 is the table itself, sector 1 the directory
    for stream in data:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + len(stream) // sector), end]
    entries = [entry("Root Entry", 5, free, 1, end, 0)]
    for n, (name, start, stream) in enumerate(zip(streams, starts, data, strict=True), 1):
        entries.append(entry(name, 2, n + 1 if n < len(data) else free, free, start, len(stream)))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0)
    )
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    if len(table) > sector or len(entries) > 4:
        raise ValueError("one sector of the table and one of the directory must do")
    return header + table + b"".join(entries).ljust(sector, b"\0") + b"".join(data)


def entry(name: str, kind: int, next: int, child: int, start: int, size: int) -> bytes:
    """A directory entry of a container."""
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, next, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
