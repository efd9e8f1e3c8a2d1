"""The records of an xls: error cells, which its parser shows as empty, hidden rows and columns, the date system."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from transforms.read.reading import ReadError
from transforms.read.workbook.compound import Broken, Compound
from transforms.read.workbook.facts import Book, DateSystem, Facts
from transforms.read.workbook.far_records import BLANK, far_cells

ENCRYPTED = "文件已加密，无法读取；请取消密码后重新保存再报送。"
_STREAMS = ("Workbook", "Book")
_PACKAGE = "EncryptedPackage"
_MACROS = "工作簿带有宏，宏没有读取，也不会运行。"
_FOREIGN = (("WordDocument", "Word 文档"), ("PowerPoint Document", "PowerPoint 文档"), ("VisioDocument", "Visio 图"))
_FORMULA, _EOF, _DATEMODE, _PASSWORD, _COLUMN, _SHEET, _ERROR, _ROW = 0x06, 0x0A, 0x22, 0x2F, 0x7D, 0x85, 0x205, 0x208
_BEGINS = (0x09, 0x209, 0x409, 0x809)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# An error cell, a formula whose result is one, a hidden row, a hidden column. What only looks like one does no harm.
_ODD = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rb"\x05\x02\x08\x00.{7}\x01",
        rb"\x06\x00.{8}\x02.{5}\xff\xff",
        rb"\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]",
        rb"\x7d\x00[\x0a-\x0c]\x00.{8}[\x01\x03\x05\x07]",
    )
]


def open_biff(path: Path) -> Book:
    """The book with what its records tell. Raises `ReadError`, and `Broken` for a container that cannot be read."""
    container = _container(path)
    if _PACKAGE in container.names:
        raise ReadError(ENCRYPTED)
    for name, title in _FOREIGN:
        if name in container.names:
            raise ReadError(f"文件是{title}，不是可以读取的表格；请另存为 xlsx 工作簿或 CSV 后再报送。")
    name = next((name for name in _STREAMS if name in container.names), "")
    stream = container.stream(name)
    if stream is None:
        raise Broken
    offsets, system = _globals(stream)
    far = [far_cells(stream, _records(stream, offset)) for offset in offsets]
    is_odd = any(far) or any(pattern.search(stream) for pattern in _ODD)
    sheets = {place: _facts(stream, offset, far[place]) for place, offset in enumerate(offsets) if is_odd}
    blank = {at: BLANK for cells in far for at in cells}
    source = BytesIO(container.with_bytes(name, blank)) if blank else path
    remarks = (_MACROS,) if "_VBA_PROJECT_CUR" in container.names else ()
    return Book("xls", source, system, sheets, remarks)


def _container(path: Path) -> Compound:
    """The container; one that is broken may still show that it was encrypted."""
    try:
        return Compound(path)
    except Broken:
        if _PACKAGE.encode("utf-16-le") in path.read_bytes():
            raise ReadError(ENCRYPTED) from None
        raise


def _globals(stream: bytes) -> tuple[list[int], DateSystem]:
    """Where each sheet begins, and the date system."""
    offsets: list[int] = []
    system: DateSystem = "1900"
    for kind, at, size in _records(stream, 0):
        if kind == _PASSWORD:
            raise ReadError(ENCRYPTED)
        if kind == _DATEMODE and size >= 2 and stream[at] == 1:
            system = "1904"
        if kind == _SHEET and size >= 4:
            offsets.append(struct.unpack_from("<I", stream, at)[0])
    return offsets, system


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and its size of the records up to the end of this part; parts within are left out.

    Raises `Broken` where the stream ends before its part does.
    """
    at, depth, header = start, 0, struct.Struct("<HH")
    while at + 4 <= len(stream):
        kind, size = header.unpack_from(stream, at)
        if kind in _BEGINS:
            depth += 1
        elif kind == _EOF:
            depth -= 1
        elif depth == 1:
            yield kind, at + 4, size
        if depth <= 0:
            return
        at += 4 + size
    raise Broken


def _facts(stream: bytes, start: int, far: Mapping[int, str]) -> Facts:
    cells: dict[tuple[int, int], str] = {}
    rows: list[int] = []
    columns: list[int] = []
    for kind, at, size in _records(stream, start):
        if at - 4 in far:
            continue
        if kind == _ERROR and size == 8 and stream[at + 7] == 1:
            cells[struct.unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 6], "#VALUE!")
        elif kind == _FORMULA and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
            cells[struct.unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 8], "#VALUE!")
        elif kind == _ROW and size >= 16 and stream[at + 12] & 0x20:
            rows.append(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLUMN and size >= 10 and stream[at + 8] & 1:
            first, last = struct.unpack_from("<HH", stream, at)
            columns += range(first, min(last, 255) + 1)
    return Facts(cells, tuple(rows), tuple(columns), tuple(far.values()))
