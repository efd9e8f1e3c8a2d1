"""A sheet written anew without the cells that stand far from its table, so that the parser can hold it.

The parser keeps a sheet as one rectangle: a stray cell in the last row or column would fill the memory. Long stretches
of empty rows are taken out and remembered, nothing is lost by that. A far row with a few cells is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from transforms.read.sheets.addresses import address
from transforms.read.sheets.grid import LONE
from transforms.read.workbook.facts import Facts
from transforms.read.workbook.sheet_xml import Scan
from transforms.read.workbook.tags import Tags, cells, pieces


@dataclass(frozen=True)
class Mended:
    """The sheet's XML for the parser, and the addresses of the cells that are not in it."""

    xml: bytes
    left_out: tuple[str, ...]


def mended(stream: IO[bytes], found: Scan) -> Mended:
    """Leaves out `found.far` and lone far cells, and closes the gaps."""
    facts = Facts(gaps=found.gaps)
    first = facts.gaps[0].end if facts.gaps else None
    left_out, parts, number = list(found.far), [], 0
    far = frozenset(found.far)
    for spelling, piece in pieces(stream):
        head, *rows = _split(spelling, piece)
        parts.append(head)
        for row in rows:
            said = re.search(rb"""^<[^>]*?\br=["'](\d{1,9})["']""", row)
            number = int(said[1]) if said else number + 1
            row = _without(spelling, row, far) if far else row
            if first is not None and number >= first:
                row, lone = _moved(spelling, row, number, facts)
                left_out += lone
            parts.append(row)
    return Mended(b"".join(parts), tuple(left_out))


def _split(spelling: Tags, piece: bytes) -> Iterator[bytes]:
    """What precedes the rows, and each row with what follows it."""
    starts = [row.start() for row in spelling.row.finditer(piece)]
    for start, end in zip([0, *starts], [*starts, len(piece)], strict=True):
        yield piece[start:end]


def _without(spelling: Tags, row: bytes, far: frozenset[str]) -> bytes:
    def kept(cell: re.Match[bytes]) -> bytes:
        said = re.search(rb"""\br=["']([A-Z]+\d+)["']""", cell[1])
        return b"" if said and said[1].decode() in far else cell[0]

    return spelling.cell.sub(kept, row)


def _moved(spelling: Tags, row: bytes, number: int, facts: Facts) -> tuple[bytes, list[str]]:
    """A far row at its new place; its cells' addresses if they are too few for a record and left out."""
    filled = [cell for cell in cells(spelling, row, number) if cell.value or cell.is_formula]
    if 0 < len(filled) <= LONE:
        return spelling.cell.sub(b"", row), [address(cell.row - 1, cell.column) for cell in filled]
    place = str(facts.place(number - 1) + 1).encode()
    return re.sub(rb"""(<[^>]*?\br=["'][A-Z]*)\d+(?=["'])""", lambda found: found[1] + place, row), []
