"""The limits of one file: at the limit it loads, one beyond it is rejected and the limit is named."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tests.hostile.base import Base, csv_bytes, csv_text, holds
from tests.hostile.case import Case

B = Base()
COLUMNS, CELL, MEMBERS = 500, 1_000_000, 10_000
MB = 1 << 20


def columns(count: int) -> list[list[str]]:
    """The table with further columns, `count` in all."""
    more = count - len(B.headings)
    return [[*line, *(f"另列{i}" if n == 0 else str(i) for i in range(more))] for n, line in enumerate(B.table)]


def cell(size: int) -> list[list[str]]:
    """The table with a column that is not stored and has one cell of that many bytes."""
    return [[*line, text] for line, text in zip(B.table, ("另列", "", "x" * size, "", ""), strict=True)]


def records(table: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(table[0], line, strict=True)) for line in table[1:]]


def as_json(table: list[list[str]]) -> bytes:
    return json.dumps(records(table), ensure_ascii=False).encode()


def as_lines(table: list[list[str]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records(table)).encode()


def as_xml(table: list[list[str]]) -> bytes:
    """Headings that are no element names stay out of the way: the brackets of the official ones are left out."""
    plain = ["".join(c for c in heading.partition("(")[0] if c not in "、") for heading in table[0]]
    rows = ("".join(f"<{h}>{c}</{h}>" for h, c in zip(plain, line, strict=True)) for line in table[1:])
    return f"<?xml version='1.0' encoding='UTF-8'?><rows>{''.join(f'<row>{row}</row>' for row in rows)}</rows>".encode()


def as_workbook(table: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2019, 1, 1)})
        sheet = book.add_worksheet("处罚")
        for n, line in enumerate(table):
            for column, text in enumerate(line):
                sheet.write_string(n, column, text)
    return out.getvalue()


def members(count: int) -> bytes:
    """A workbook with so many members, most of them nobody's."""
    out = io.BytesIO(as_workbook(B.table))
    with zipfile.ZipFile(out, "a") as archive:
        for n in range(count - len(archive.namelist())):
            archive.writestr(zipfile.ZipInfo(f"x/{n}", (2019, 1, 1, 0, 0, 0)), b"")
    return out.getvalue()


def gz(pieces: Iterator[bytes]) -> bytes:
    """A gzip stream of the pieces, each packed once however often it comes."""
    packer: dict[bytes, bytes] = {}
    checksum, size, out = 0, 0, io.BytesIO()
    out.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xff")
    for piece in pieces:
        if piece not in packer:
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
            packer[piece] = deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)
        out.write(packer[piece])
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
    out.write(zlib.compressobj(9, zlib.DEFLATED, -15).flush())
    out.write((checksum & 0xFFFFFFFF).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little"))
    return out.getvalue()


def unpacked(megabytes: int) -> bytes:
    """A packed table of that size, honestly packed at less than the ratio that is allowed."""
    noise = random.Random("noise").randbytes(12_000).hex()
    line = (",".join(["示例内容"] * 20) + "," + noise[:2000] + "\r\n").encode()
    block = (line * (MB // len(line) + 1))[: MB - 24_000] + noise.encode()[: 24_000 - 2] + b"\r\n"
    return gz(iter([csv_bytes(B.table)] + [block] * megabytes))


def ratio(rows: int) -> bytes:
    """A packed table with a megabyte of nothing in each of its rows, in a column that is not stored."""
    base = Base(rows=rows)
    return gz(iter([csv_bytes([[*line, "x" * CELL if n else "另列"] for n, line in enumerate(base.table)])]))


def written(content: Callable[[], bytes]) -> Callable[[Path], None]:
    """A maker that makes its bytes only when asked: large ones."""
    return lambda path: holds(content())(path)


def pair(id: str, limit: str, file: str, below: Callable[[], bytes], above: Callable[[], bytes], **more) -> list[Case]:
    """Just within the limit, and one beyond."""
    return [
        Case(f"limit_{id}_kept", file, written(below), **({"accepted": B.truths()} | more)),
        Case(f"limit_{id}_passed", file, written(above), rejected=limit),
    ]


JSON_TRUTHS = {"accepted": B.truths(first=1)}
SHEET_TRUTHS = {"accepted": B.truths(sheet="处罚")}

CASES = [
    *pair(
        "columns",
        "columns=500",
        "处罚.csv",
        lambda: csv_bytes(columns(COLUMNS)),
        lambda: csv_bytes(columns(COLUMNS + 1)),
    ),
    *pair(
        "columns_of_records",
        "columns=500",
        "处罚.json",
        lambda: as_json(columns(COLUMNS)),
        lambda: as_json(columns(COLUMNS + 1)),
        **JSON_TRUTHS,
    ),
    *pair(
        "columns_of_lines",
        "columns=500",
        "处罚.ndjson",
        lambda: as_lines(columns(COLUMNS)),
        lambda: as_lines(columns(COLUMNS + 1)),
        **JSON_TRUTHS,
    ),
    *pair(
        "columns_of_workbook",
        "columns=500",
        "处罚.xlsx",
        lambda: as_workbook(columns(COLUMNS)),
        lambda: as_workbook(columns(COLUMNS + 1)),
        **SHEET_TRUTHS,
    ),
    *pair(
        "columns_of_xml",
        "columns=500",
        "处罚.xml",
        lambda: as_xml(columns(COLUMNS)),
        lambda: as_xml(columns(COLUMNS + 1)),
        **JSON_TRUTHS,
    ),
    *pair("cell", "cell_bytes=1000000", "处罚.csv", lambda: csv_bytes(cell(CELL)), lambda: csv_bytes(cell(CELL + 1))),
    *pair(
        "cell_of_records",
        "cell_bytes=1000000",
        "处罚.json",
        lambda: as_json(cell(CELL)),
        lambda: as_json(cell(CELL + 1)),
        **JSON_TRUTHS,
    ),
    *pair(
        "cell_of_xml",
        "cell_bytes=1000000",
        "处罚.xml",
        lambda: as_xml(cell(CELL)),
        lambda: as_xml(cell(CELL + 1)),
        **JSON_TRUTHS,
    ),
    *pair(
        "members", "members=10000", "处罚.xlsx", lambda: members(MEMBERS), lambda: members(MEMBERS + 1), **SHEET_TRUTHS
    ),
    *pair(
        "ratio",
        "ratio=100",
        "处罚.csv.gz",
        lambda: ratio(4),
        lambda: ratio(12),
    ),
    Case(
        "limit_unpacked_passed", "处罚.csv.gz", written(lambda: unpacked(520)), rejected="unpacked_mb=512", seconds=30
    ),
    Case(
        "limit_columns_forty_thousand",
        "处罚.csv",
        written(lambda: csv_bytes([["列"] * 40_000] * 3)),
        rejected="columns=500",
    ),
    Case("limit_columns_million_commas", "处罚.csv", holds(b"," * 20_000_000), rejected="columns=500"),
    Case("limit_line_without_end", "处罚.csv", written(lambda: b"x" * 60_000_000), rejected="cell_bytes=1000000"),
    Case(
        "limit_quote_without_end",
        "处罚.csv",
        written(lambda: csv_bytes(B.table) + b'"' + b"x,y\r\n" * 8_000_000),
        rejected="cell_bytes=1000000",
    ),
    Case(
        "limit_heading_without_end",
        "处罚.csv",
        written(lambda: ("列" * 400_000 + "," + csv_text(B.table)).encode()),
        rejected="cell_bytes=1000000",
    ),
    Case(
        "limit_many_blank_lines",
        "处罚.csv",
        written(lambda: csv_bytes(B.table) + b"\r\n" * 1_000_000),
        accepted=B.truths(),
        ignored=1_000_000,
    ),
    Case(
        "limit_many_quotes",
        "处罚.csv",
        written(lambda: csv_bytes(B.table) + b'""' * 450_000 + b"\r\n"),
        accepted=B.truths(),
        quarantined=((6, "R20"),),
    ),
]
