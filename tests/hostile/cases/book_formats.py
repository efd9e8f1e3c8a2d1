"""Workbooks in every container, under right and wrong names, and containers that hold no table that can be read."""

from __future__ import annotations

from pathlib import Path

import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.hostile.base import csv_bytes, holds
from tests.hostile.case import Case
from tests.hostile.cases._books import (
    DATE_STYLES,
    HEAD,
    MAIN,
    SHEET,
    XLSM,
    Xml,
    address,
    book_parts,
    cell_xml,
    compound,
    csv_file,
    hand_xlsx,
    html,
    packed,
    rows_xml,
    sheet_xml,
    spreadsheetml,
    xls,
    xlsx,
    zipped,
)
from tests.hostile.cases._table import Grid, Make, Table, bad, case, good, refused

# One row in the middle is wrong, so that a lost or shifted row shows.
TABLE = Table("penalty", (good(), good(), bad("R04", decided_on="2018-02-30"), good(), good()))
GRID = TABLE.grid


def in_sheet(id: str, file: str, make, table: Table = TABLE, **more) -> Case:
    """The table in a workbook with one sheet."""
    return case(id, file, make, table, sheet=SHEET, **more)


def shared_strings(grid: Grid) -> Make:
    """Texts in the shared table, as office programs write them; some in runs, some with readings above them."""
    texts = [str(cell) for line in grid for cell in line if cell is not None]
    items = "".join(f"<si>{run_xml(text, n)}</si>" for n, text in enumerate(texts))
    shared = f'{HEAD}<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'
    places = iter(range(len(texts)))
    cells = [
        [None if cell is None else Xml(f'<c r="{{r}}" t="s"><v>{next(places)}</v></c>') for cell in line]
        for line in grid
    ]
    return packed(book_parts({SHEET: sheet_xml(rows_xml(cells))}, shared=shared))


def run_xml(text: str, n: int) -> str:
    """A shared text: plain, in two runs, or with a reading that is no part of it."""
    half = len(text) // 2
    kept = '<t xml:space="preserve">'
    runs = f"<r>{kept}{text[:half]}</t></r><r><rPr><b/></rPr>{kept}{text[half:]}</t></r>"
    reading = f'<t>{text}</t><rPh sb="0" eb="1"><t>dubious</t></rPh><phoneticPr fontId="1"/>'
    return (f"<t>{text}</t>", runs, reading)[n % 3]


def macro_book(grid: Grid) -> Make:
    """A workbook with a macro project, which is no more than noise here."""
    parts = book_parts({SHEET: sheet_xml(rows_xml(grid))}, type=XLSM)
    project = compound({"VBA": b"Sub Auto_Open()"})
    return packed(parts | {"xl/vbaProject.bin": project})


def without_addresses(grid: Grid) -> Make:
    """Rows and cells that do not say where they stand, which the format allows: every cell is written."""
    lines = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell or ""}</t></is></c>' for cell in line) + "</row>"
        for line in grid
    )
    return packed(book_parts({SHEET: sheet_xml(lines)}))


def typed_days(grid: Grid) -> Make:
    """Days as ISO cells (`t="d"`)."""
    place = TABLE.column("decided_on")
    cells = [grid[0]] + [
        [Xml(f'<c r="{{r}}" t="d"><v>{cell}T00:00:00</v></c>') if x == place else cell for x, cell in enumerate(line)]
        for line in grid[1:]
    ]
    return hand_xlsx(cells, styles=DATE_STYLES)


def external_link(grid: Grid) -> Make:
    """A workbook that draws from another file and from a database elsewhere."""
    parts = book_parts(
        {SHEET: sheet_xml(rows_xml(grid))}, workbook="<externalReferences><externalReference/></externalReferences>"
    )
    link = f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    database = '<connection id="1" name="x" type="1"><dbPr connection="DSN=x"/></connection>'
    connection = f'{HEAD}<connections xmlns="{MAIN}">{database}</connections>'
    return packed(parts | {"xl/externalLinks/externalLink1.xml": link, "xl/connections.xml": connection})


def spelled_addresses(grid: Grid) -> str:
    """The rows from the last to the first, each naming its place."""
    lines = [
        f'<row r="{y + 1}">{"".join(cell_xml(cell, address(y, x)) for x, cell in enumerate(line))}</row>'
        for y, line in enumerate(grid)
    ]
    return "".join(reversed(lines))


def password_xls(path: Path) -> None:
    """A BIFF workbook whose stream says right after its start that it is encrypted."""
    book = xlwt.Workbook()
    book.add_sheet(SHEET).write(0, 0, "x")
    stream = book.get_biff_data()
    start = 4 + int.from_bytes(stream[2:4], "little")
    locked = stream[:start] + b"\x2f\x00\x06\x00\x00\x00\x12\x34\x56\x78" + stream[start:]
    with path.open("wb") as file:
        XlsDoc().save(file, locked)


def backslashes(grid: Grid) -> Make:
    """Members named with backslashes, as some report servers write them."""
    parts = book_parts({SHEET: sheet_xml(rows_xml(grid))})
    return packed({name.replace("/", "\\") if name.startswith("xl") else name: data for name, data in parts.items()})


def made(make: Make, change) -> Make:
    """What `make` writes, changed."""

    def spoiled(path: Path) -> None:
        make(path)
        path.write_bytes(change(path.read_bytes()))

    return spoiled


LOGIN = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>统一登录</title></head><body><form action='/login'>"
    "<table><tr><td>用户名</td><td><input name='u'></td></tr></table><button>登录</button></form></body></html>"
)
ENCRYPTED = compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(6000)})
MHTML = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_x"\r\n\r\n----=_x\r\n'
    b"Content-Type: text/html\r\n\r\n<html></html>\r\n"
)

CASES: list[Case] = [
    in_sheet("book-xls", "处罚2018.11.23.xls", xls),
    in_sheet("book-xlsx", "处罚.xlsx", xlsx),
    in_sheet("book-xlsx-shared-runs-readings", "处罚.xlsx", shared_strings, never=("dubious",)),
    in_sheet("book-xlsm-macro", "处罚.xlsm", macro_book, says=("宏",), never=("Auto_Open",)),
    in_sheet("book-xlsx-named-xls", "处罚.xls", xlsx, says=("xlsx",)),
    in_sheet("book-xls-named-xlsx", "处罚.xlsx", xls, says=("xls",)),
    in_sheet("book-xlsx-named-csv", "处罚.csv", xlsx, says=("xlsx",)),
    case("book-csv-named-xlsx", "处罚.xlsx", csv_file, TABLE, says=("csv",)),
    case("book-csv-named-xls", "处罚.xls", csv_file, TABLE, says=("csv",)),
    case(
        "book-tsv-gbk-named-xls",
        "导出.xls",
        lambda grid: holds(csv_bytes([[c or "" for c in line] for line in grid], "gb18030", "\t")),
        TABLE,
    ),
    in_sheet("book-spreadsheetml-named-xls", "处罚.xls", lambda grid: spreadsheetml({SHEET: grid})),
    in_sheet("book-spreadsheetml-gb18030", "处罚.xls", lambda grid: spreadsheetml({SHEET: grid}, "GB18030")),
    in_sheet("book-spreadsheetml-utf16", "处罚.xml", lambda grid: spreadsheetml({SHEET: grid}, "UTF-16")),
    case("book-html-named-xls", "处罚.xls", html, TABLE),
    case("book-html-gb2312-named-xls", "处罚.xls", lambda grid: html(grid, "gb2312"), TABLE),
    in_sheet("book-cells-without-addresses", "处罚.xlsx", without_addresses),
    in_sheet("book-typed-days", "处罚.xlsx", typed_days),
    in_sheet("book-external-links", "处罚.xlsx", external_link),
    in_sheet(
        "book-rows-out-of-order",
        "处罚.xlsx",
        lambda grid: packed(book_parts({SHEET: sheet_xml(spelled_addresses(grid))})),
    ),
    refused("book-members-with-backslashes", "处罚.xlsx", backslashes(GRID), "反斜杠"),
    refused("book-encrypted-xlsx", "处罚.xlsx", holds(ENCRYPTED), "加密"),
    refused("book-encrypted-xls", "处罚.xls", password_xls, "加密"),
    refused("book-login-page-named-xls", "处罚.xls", holds(LOGIN.encode()), "网页"),
    refused("book-mhtml-named-xls", "处罚.xls", holds(MHTML), ""),
    refused("book-truncated-xlsx", "处罚.xlsx", made(xlsx(GRID), lambda data: data[: len(data) * 2 // 3]), "损坏"),
    refused("book-truncated-xls", "处罚.xls", made(xls(GRID), lambda data: data[: len(data) // 2]), ""),
    refused(
        "book-flipped-byte",
        "处罚.xlsx",
        made(xlsx(GRID), lambda data: data[:300] + bytes([data[300] ^ 255]) + data[301:]),
        "",
    ),
    refused("book-empty-zip", "处罚.xlsx", holds(zipped({})), ""),
    refused("book-without-sheets", "处罚.xlsx", packed(book_parts({})), ""),
    refused(
        "book-word-document", "处罚.xlsx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), ""
    ),
    refused("book-empty-file", "处罚.xls", holds(b""), "空"),
]
