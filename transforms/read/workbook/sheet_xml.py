"""One pass over a worksheet's XML for what the parser does not tell, in pieces, cheap where nothing is odd."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import IO

import numpy as np

from transforms.read.reading import Limits, ReadError
from transforms.read.sheets.addresses import address, names_from
from transforms.read.sheets.remarks import too_wide
from transforms.read.workbook.facts import UNCOMPUTED, Gap
from transforms.read.workbook.tags import Cell, Tags, cell_at, cells, pieces

_MOST_COLUMNS = 16_384
FAR = 10_000  # empty rows in one stretch that no table has
STRAYS = 20  # cells far to the right that may be left out; more of them are a table too wide


class Corrupt(Exception):
    """The sheet contradicts itself: nobody can say what stands where."""


@dataclass
class Scan:
    """What was found, in the sheet's own numbers: `cells` and columns count from zero, rows from one."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    filled: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    far: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Stretches of empty rows between filled ones, or above them, that are too long for a table."""
        rows = np.unique(np.array([0, *self.filled], np.int64))
        return tuple(
            Gap(int(rows[at + 1]), int(rows[at + 1] - rows[at] - 1)) for at in np.flatnonzero(np.diff(rows) > FAR)
        )


def scan(stream: IO[bytes], name: str, is_stale: bool, limits: Limits) -> Scan:
    """`is_stale` says that zeros of formulas are no results. Raises `Corrupt`, and `ReadError` for too many columns."""
    found = Scan()
    far = re.compile(b' r="(?:%s)[0-9]' % names_from(limits.columns).encode())
    number = 0
    for at, (spelling, piece) in enumerate(pieces(stream)):
        if at == 0:
            found.hidden_columns = _hidden_columns(spelling, piece)
        rows = list(spelling.row.finditer(piece))
        numbers = _numbers(rows, number)
        number = numbers[-1] if numbers else number
        _take_rows(found, spelling, piece, rows, numbers)
        if b't="s"' in piece and spelling.no_index.search(piece):
            raise Corrupt
        if b't="e"' in piece or b"t='e'" in piece or spelling.opening + b"f" in piece:
            _take_odd(found, spelling, piece, rows, numbers, is_stale)
        if far.search(piece):
            _take_far(found, spelling, piece, rows, numbers, name, limits)
    if len(found.filled) != len(set(found.filled)):
        raise Corrupt
    return found


def _numbers(rows: list[re.Match[bytes]], last: int) -> list[int]:
    numbers = []
    for row in rows:
        said = re.search(rb"""\br=["'](\d{1,9})["']""", row[1])
        last = int(said[1]) if said else last + 1
        numbers.append(last)
    return numbers


def _take_rows(found: Scan, spelling: Tags, piece: bytes, rows: list[re.Match[bytes]], numbers: list[int]) -> None:
    value, text = spelling.opening + b"v", spelling.opening + b"is"
    for at, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        end = rows[at + 1].start() if at + 1 < len(rows) else len(piece)
        if piece.find(value, row.end(), end) > 0 or piece.find(text, row.end(), end) > 0:
            found.filled.append(number)
        if b"hidden=" in row[1] and _is_hidden(row[1]):
            found.hidden_rows.append(number - 1)


def _take_odd(
    found: Scan, spelling: Tags, piece: bytes, rows: list[re.Match[bytes]], numbers: list[int], is_stale: bool
) -> None:
    """Takes error cells and formulas without a result."""
    starts = [row.start() for row in rows]
    for hit in spelling.odd.finditer(piece):
        row = bisect_right(starts, hit.start()) - 1
        if row >= 0 and (cell := cell_at(spelling, piece, hit.start(), rows[row].end(), numbers[row])):
            text = _text_of(cell, is_stale)
            if text:
                found.cells[cell.row - 1, cell.column] = text


def _take_far(
    found: Scan,
    spelling: Tags,
    piece: bytes,
    rows: list[re.Match[bytes]],
    numbers: list[int],
    name: str,
    limits: Limits,
) -> None:
    """Takes the addresses of cells beyond the columns that may be; a row full of them is a table too wide."""
    for at, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        end = rows[at + 1].start() if at + 1 < len(rows) else len(piece)
        filled = [cell for cell in cells(spelling, piece[row.end() : end], number) if cell.value or cell.is_formula]
        beyond = [cell for cell in filled if cell.column >= limits.columns]
        if len(filled) > limits.columns or len(found.far) + len(beyond) > STRAYS:
            raise ReadError(too_wide(name, max(cell.column for cell in filled) + 1, limits))
        found.far += [address(cell.row - 1, cell.column) for cell in beyond]


def _text_of(cell: Cell, is_stale: bool) -> str | None:
    """What stands in an error cell or a formula without a result; nothing for a cell that the parser reads."""
    if cell.kind == b"e":
        return cell.value.decode(errors="replace").strip() or "#VALUE!"
    if not cell.is_formula or cell.kind in (b"str", b"inlineStr"):
        return None
    value = cell.value.strip()
    return UNCOMPUTED if not value or (is_stale and value == b"0") else None


def _hidden_columns(spelling: Tags, piece: bytes) -> list[int]:
    hidden: list[int] = []
    for column in spelling.column.findall(piece):
        ends = [re.search(rb"""\b%s=["'](\d{1,6})["']""" % side, column) for side in (b"min", b"max")]
        first, last = (int(end[1]) if end else 0 for end in ends)
        if first and _is_hidden(column):
            hidden += range(first - 1, min(last, _MOST_COLUMNS))
    return hidden


def _is_hidden(attributes: bytes) -> bool:
    return re.search(rb"""\bhidden=["'](?:1|true|on)["']""", attributes) is not None
