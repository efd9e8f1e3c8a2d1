"""Cells of an xls that stand far below its table: made blank for the parser, which keeps a sheet as one rectangle."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from transforms.read.sheets.addresses import address
from transforms.read.sheets.grid import LONE
from transforms.read.workbook.sheet_xml import FAR

BLANK = struct.pack("<H", 0x201)
_EXTENT = 0x200
_CELLS = {0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E, 0xBD}  # those that hold something, one or several
_BEARABLE = 8_000_000  # cells of a rectangle

Record = tuple[int, int, int]


def far_cells(stream: bytes, records: Iterable[Record]) -> dict[int, str]:
    """The cells to be made blank: where their records begin in the stream, and their addresses.

    They are looked for only where the sheet says that it is very large.
    """
    cells: list[tuple[int, int, int]] = []
    for kind, at, size in records:
        if kind == _EXTENT and size >= 12 and not _is_large(stream, at):
            return {}
        if kind in _CELLS and size >= 4:
            cells.append((*struct.unpack_from("<HH", stream, at), at - 4))
    cells.sort()
    first = next((at for at in range(1, len(cells)) if cells[at][0] - cells[at - 1][0] > FAR), len(cells))
    beyond = cells[first:]
    return {at: address(row, column) for row, column, at in beyond} if len(beyond) <= LONE else {}


def _is_large(stream: bytes, at: int) -> bool:
    _, last_row, _, last_column = struct.unpack_from("<IIHH", stream, at)
    return last_row * last_column > _BEARABLE
