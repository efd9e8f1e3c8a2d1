"""Merged cells: one value that the sender sees beside several rows or under several headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from transforms.read.sheets.addresses import address

_HEADING_WITHIN = 40  # rows in which a heading is looked for
_HEADING_HEIGHT = 5  # lines of the tallest heading


@dataclass(frozen=True, order=True)
class Span:
    """A merged range, all ends included, counted from zero."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


class Spans:
    """Gives the value of merged ranges to the cells that the sender sees under it, block after block.

    Downwards to every row that holds something of its own; to the right only in headings. A range over the whole
    width is a title or a note and stays one cell.
    """

    def __init__(self, ranges: Iterable[Span], width: int) -> None:
        inner = [span for span in ranges if not (span.left == 0 and span.right >= width - 1 > 0)]
        self._waiting = sorted(inner, reverse=True)
        self._width = width
        self._heading = -1
        self._open: list[tuple[Span, Any]] = []
        self._given: dict[Span, None] = {}

    def fill(self, first: int, rows: list[list[Any]]) -> None:
        """Fills a block whose first row is `first`; blocks come in order, each row as wide as the sheet."""
        if first == 0 and self._waiting:
            self._heading = _heading_end(rows, self._waiting, self._width)
        end = first + len(rows)
        while self._waiting and self._waiting[-1].top < end:
            span = self._waiting.pop()
            if span.left < self._width and not _is_blank(value := rows[span.top - first][span.left]):
                self._open.append((span, value))
        for span, value in self._open:
            if self._give(span, value, first, rows):
                self._given[span] = None
        self._open = [(span, value) for span, value in self._open if span.bottom >= end]

    @property
    def given(self) -> list[Span]:
        """The ranges that gave a value to some cell."""
        return list(self._given)

    def _give(self, span: Span, value: Any, first: int, rows: list[list[Any]]) -> bool:
        given = False
        for number in range(max(span.top, first), min(span.bottom + 1, first + len(rows))):
            cells = rows[number - first]
            own = sum(not _is_blank(cell) for cell in cells)
            right = span.right if number <= self._heading and own > 1 else span.left
            for column in range(span.left, min(right + 1, self._width)) if own else ():
                if _is_blank(cells[column]):
                    cells[column] = value
                    given = True
        return given


def _heading_end(rows: list[list[Any]], spans: list[Span], width: int) -> int:
    """The last row of the heading: the first row of which half is filled, down to the end of what is merged in it."""
    for number, cells in enumerate(rows[:_HEADING_WITHIN]):
        own = sum(not _is_blank(cell) for cell in cells)
        here = [span for span in spans if span.top == number]
        if own > 1 and 2 * (own + sum(span.right - span.left for span in here)) >= width:
            return max((span.bottom for span in here if span.bottom < number + _HEADING_HEIGHT), default=number)
    return -1


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
