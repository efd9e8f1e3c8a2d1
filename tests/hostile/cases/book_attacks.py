"""Workbooks made to harm: bombs of zip and XML, entities from elsewhere, members that stand twice or reach outside.

Nothing of a workbook is ever unpacked to a path, so members with names that reach outside harm nobody.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.hostile.base import holds
from tests.hostile.case import Case
from tests.hostile.cases._books import (
    DOS_DATE,
    HEAD,
    MAIN,
    SHEET,
    Xml,
    book_parts,
    hand_xlsx,
    html,
    packed,
    rows_xml,
    sheet_xml,
    spreadsheetml,
    zipped,
)
from tests.hostile.cases._table import Grid, Make, Table, bad, case, good, refused

TABLE = Table("penalty", (good(), bad("R01", doc_no=None), good(), good()))
GRID = TABLE.grid
MEGABYTE = b" " * 1_000_000
SECRET = "root:x:0"  # how /etc/passwd begins
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype: str, text: str) -> dict[str, str | bytes]:
    """A workbook whose sheet declares entities and uses one in a cell of the last row."""
    lines = [*GRID[:-1], [Xml(f'<c r="{{r}}" t="inlineStr"><is><t>{text}</t></is></c>'), *GRID[-1][1:]]]
    return book_parts({SHEET: sheet_xml(rows_xml(lines)).replace(HEAD, HEAD + doctype)})


def shared_outside() -> dict[str, str | bytes]:
    """A workbook whose shared texts draw on a file of this machine."""
    shared = f'{HEAD}{OUTSIDE}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>&e;</t></si></sst>'
    lines = [*GRID[:-1], [Xml('<c r="{r}" t="s"><v>0</v></c>'), *GRID[-1][1:]]]
    return book_parts({SHEET: sheet_xml(rows_xml(lines))}, shared=shared)


def with_members(*members: tuple[str, bytes]) -> Make:
    """The good workbook and further members in its archive."""
    return holds(zipped([*book_parts({SHEET: sheet_xml(rows_xml(GRID))}).items(), *members]))


def twice() -> Make:
    """A workbook that holds its sheet twice, with different rows: which one counts cannot be known."""
    parts = list(book_parts({SHEET: sheet_xml(rows_xml(GRID))}).items())
    other = ("xl/worksheets/sheet1.xml", sheet_xml(rows_xml(GRID[:2])))
    return holds(zipped([*parts, other]))


def streamed_bomb(path: Path) -> None:
    """A sheet of 600 MB of spaces between two rows, packed to under a megabyte."""
    start, end = sheet_xml(rows_xml(GRID) + "|").split("|")
    parts = book_parts({SHEET: ""})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            if not name.endswith("sheet1.xml"):
                archive.writestr(zipfile.ZipInfo(name, DOS_DATE), data, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml", DOS_DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as member:
            member.write(start.encode())
            for _ in range(600):
                member.write(MEGABYTE)
            member.write(end.encode())


def wrong_size() -> Make:
    """A workbook whose directory says that the sheet is ten bytes long."""
    data = bytearray(zipped(book_parts({SHEET: sheet_xml(rows_xml(GRID))})))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return holds(bytes(data))


def stored_plain() -> Make:
    """A workbook whose members are not packed, which is lawful."""
    packed_to = io.BytesIO()
    with zipfile.ZipFile(packed_to, "w") as archive:
        for name, data in book_parts({SHEET: sheet_xml(rows_xml(GRID))}).items():
            archive.writestr(zipfile.ZipInfo(name, DOS_DATE), data)
    return holds(packed_to.getvalue())


def with_comment() -> Make:
    """A workbook with a remark at the end of its archive."""
    packed_to = io.BytesIO(zipped(book_parts({SHEET: sheet_xml(rows_xml(GRID))})))
    with zipfile.ZipFile(packed_to, "a") as archive:
        archive.comment = "示例附注".encode()
    return holds(packed_to.getvalue())


def deep(levels: int) -> str:
    """Elements within elements."""
    return "<x>" * levels + "</x>" * levels


def in_sheet(id: str, make: Make, **more) -> Case:
    return case(id, "处罚.xlsx", lambda grid: make, TABLE, sheet=SHEET, **more)


def attack(id: str, make: Make, reason: str, file: str = "处罚.xlsx", **more) -> Case:
    """A case of a file that must be rejected and show nothing of this machine."""
    return refused(id, file, make, reason, never=(SECRET, "hahaha"), **more)


def page(grid: Grid, cell: str) -> Make:
    """A page with a cell that would do something in a browser."""
    return html([*grid[:-1], [Xml(f"<td>{cell}</td>"), *grid[-1][1:]]], head="<script>location='http://x'</script>")


SCRIPTED = Table("penalty", (*TABLE.lines[:3], good({"party_name": "示例公司"}, party_name="示例公司")))

CASES: list[Case] = [
    attack("attack-zip-bomb", streamed_bomb, "unpacked_mb=512"),
    attack("attack-zip-ratio", with_members(("xl/media/image1.bin", MEGABYTE * 40)), "ratio=100"),
    attack("attack-too-many-members", with_members(*((f"xl/media/{n}", b"x") for n in range(10_001))), "members=10000"),
    attack("attack-sheet-twice", twice(), "同名"),
    in_sheet("attack-member-outside", with_members(("../../evil.txt", b"x"))),
    in_sheet("attack-member-absolute", with_members(("/etc/evil.txt", b"x"))),
    attack("attack-billion-laughs", packed(with_doctype(BOMB, "&l9;")), ""),
    attack("attack-entity-outside", packed(with_doctype(OUTSIDE, "&e;")), ""),
    attack("attack-entity-outside-shared", packed(shared_outside()), ""),
    attack(
        "attack-spreadsheetml-laughs",
        spreadsheetml({SHEET: [*GRID, [Xml("<Cell><Data ss:Type='String'>&l9;</Data></Cell>")]]}, before=BOMB),
        "",
        "处罚.xls",
    ),
    attack(
        "attack-spreadsheetml-outside",
        spreadsheetml({SHEET: [*GRID, [Xml("<Cell><Data ss:Type='String'>&e;</Data></Cell>")]]}, before=OUTSIDE),
        "",
        "处罚.xls",
    ),
    attack("attack-sheet-cut-short", packed(book_parts({SHEET: sheet_xml(rows_xml(GRID))[:-200]})), ""),
    attack("attack-size-that-lies", wrong_size(), ""),
    in_sheet("attack-deep-elements", hand_xlsx(GRID, after=deep(20_000))),
    in_sheet("attack-plain-members", stored_plain()),
    in_sheet("attack-archive-with-comment", with_comment()),
    case(
        "attack-page-with-scripts",
        "处罚.xls",
        lambda grid: page(grid, "示例公司<script>alert(1)</script>"),
        SCRIPTED,
        never=("alert",),
    ),
]
