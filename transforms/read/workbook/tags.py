"""A worksheet's XML in pieces, and the tags in it, whatever prefix they are written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from transforms.read.sheets.addresses import column_of

_PIECE = 1 << 20
_ADDRESS = re.compile(rb"""\br=["']([A-Za-z]{1,4})(\d{1,9})["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")


class Tags:
    """The regular expressions for sheets that write their tags with this prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.opening = b"<" + prefix
        self.row = re.compile(rb"<%srow\b([^>]*)>" % p)
        self.cell = re.compile(rb"<%sc\b([^>]*?)(?:/>|>(.*?)</%sc>)" % (p, p), re.DOTALL)
        self.column = re.compile(rb"<%scol\b([^>]*)>" % p)
        self.value = re.compile(rb"<%sv\s*>(.*?)</%sv>|<%sis\b" % (p, p, p), re.DOTALL)
        self.formula = re.compile(rb"<%sf\b" % p)
        self.odd = re.compile(
            rb"""t=["']e["']|</%sf>\s*<%sv>0<|(?:</%sf>|<%sf\b[^>]*/>)\s*(?:<%sv\s*/>|<%sv>\s*</%sv>)?\s*</%sc>"""
            % ((p,) * 8)
        )
        self.no_index = re.compile(rb"""t="s"[^>]*><%sv>(?!\d+<|</)""" % p)


@lru_cache
def tags(prefix: bytes) -> Tags:
    """Compiled once for each prefix; most sheets have none."""
    return Tags(prefix)


def pieces(stream: IO[bytes]) -> Iterator[tuple[Tags, bytes]]:
    """The sheet in pieces that begin with a row, but for the first, and hold whole rows."""
    rest = bytearray(stream.read(_PIECE))
    prefix = re.search(rb"<((?:\w+:)?)worksheet\b", rest)
    spelling = tags(prefix[1] if prefix else b"")
    start = spelling.opening + b"row"
    while more := stream.read(_PIECE):
        searched = max(len(rest) - len(start), 0)
        rest += more
        if (cut := rest.rfind(start, searched)) > 0:
            yield spelling, bytes(rest[:cut])
            rest = rest[cut:]
    yield spelling, bytes(rest)


@dataclass(frozen=True)
class Cell:
    """A cell's XML: its place (row from one, column from zero), its type, its value or empty."""

    row: int
    column: int
    kind: bytes
    value: bytes
    is_formula: bool


def cells(spelling: Tags, row: bytes, number: int) -> Iterator[Cell]:
    """The cells of a row in their order; those without an address follow the one before them."""
    column = -1
    for found in spelling.cell.finditer(row):
        cell = _cell(spelling, found, number, column + 1)
        column = cell.column
        yield cell


def cell_at(spelling: Tags, piece: bytes, place: int, row: int, number: int) -> Cell | None:
    """The cell around a place in a piece of XML; `row` is where the content of its row begins."""
    start = piece.rfind(spelling.opening + b"c", row, place)
    found = spelling.cell.match(piece, start) if start >= 0 else None
    if found and _ADDRESS.search(found[1]):
        return _cell(spelling, found, number, 0)
    end = found.end() if found else place
    before = list(cells(spelling, piece[row:end], number))
    return before[-1] if before else None


def _cell(spelling: Tags, found: re.Match[bytes], number: int, column: int) -> Cell:
    attributes, content = found[1], found[2] or b""
    where, kind = _ADDRESS.search(attributes), _KIND.search(attributes)
    value = spelling.value.search(content)
    return Cell(
        int(where[2]) if where else number,
        column_of(where[1].decode()) if where else column,
        kind[1] if kind else b"n",
        value[1] if value and value[1] is not None else content if value else b"",
        bool(spelling.formula.search(content)),
    )
