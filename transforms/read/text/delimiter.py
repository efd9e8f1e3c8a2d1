"""Which delimiter a text table has, and how many cells its records usually have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from transforms.read.text.marks import Malformed
from transforms.read.text.records import cut

_DELIMITERS = (",", ";", "\t", "，")
_RARE = ("|", "；")  # found in cells as well: only where they make at least so many cells
_RARE_CELLS = 3
_FIRST_RECORDS = 100  # those that decide the delimiter and the width
_FIRST_BYTES = 1 << 17  # for the delimiters that come to nothing
_NAMED = re.compile(rb"\"?sep=([^\w\"\r\n]|\xef\xbc[\x80-\xbf])\"?[\r\n]")


@dataclass(frozen=True)
class Shape:
    """The first records cut by a delimiter: their `usual` number of cells, how many have it, the first that has it.

    `width` is the largest number of cells that any of them has.
    """

    delimiter: str
    usual: int
    count: int
    at: int
    width: int = 1

    @property
    def rank(self) -> tuple[int, int]:
        """The smallest is best: the usual number of cells appears early, that is on the heading line; then more cells."""
        return self.at, -self.count * self.usual


def shape_of(first: bytes) -> Shape:
    """The shape by the delimiter whose usual number of cells appears earliest.

    Cells may hold other delimiters (a comma in an amount, a full-width one in a sentence), headings do not. A title
    may too, but a delimiter that shapes far fewer records than another one is out. Excel's first line `sep=;` decides.
    """
    if (named := _NAMED.match(first)) and (shape := _shape(first[named.end() :], named[1].decode())):
        return _widened(first, shape)
    shapes = [shape for one in (*_DELIMITERS, *_RARE) if (shape := _shape(first[:_FIRST_BYTES], one))]
    most = max((shape.count for shape in shapes), default=0)
    clear = [s for s in shapes if 2 * s.count > most and (s.delimiter in _DELIMITERS or s.usual >= _RARE_CELLS)]
    best = min(clear, key=lambda shape: shape.rank, default=Shape(",", 1, 0, 0))
    return _widened(first, best)


def _shape(first: bytes, delimiter: str) -> Shape | None:
    """None if no record has two cells."""
    fields = _fields(first, delimiter)
    counts = np.bincount(fields, minlength=3)
    usual = 2 + int((counts * np.arange(len(counts)))[2:].argmax())
    if not counts[usual]:
        return None
    return Shape(delimiter, usual, int(counts[usual]), int(np.argmax(fields == usual)))


def _widened(first: bytes, shape: Shape) -> Shape:
    """The shape with the width of all of `first`, the line that names the delimiter included."""
    return replace(shape, width=int(_fields(first, shape.delimiter).max(initial=1)))


def _fields(first: bytes, delimiter: str) -> np.ndarray:
    """How many cells the first records have: up to one with faulty quotes, or else with quotes taken for characters."""
    try:
        fields = cut(first + b"\n", delimiter.encode()).fields
        told = len(fields) > 0
    except Malformed as error:
        fields = cut(first[: error.start], delimiter.encode()).fields
        told = fields.max(initial=1) > 1
    if not told:
        fields = cut(first.replace(b'"', b" ") + b"\n", delimiter.encode()).fields
    return fields[:_FIRST_RECORDS]
