"""One worksheet's cells as columns of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineSheet

from transforms.read.reading import Limits, ReadError, Sheet
from transforms.read.sheets.grid import BLOCK, Grid
from transforms.read.sheets.remarks import merged_remarks, too_wide
from transforms.read.sheets.spans import Span, Spans
from transforms.read.workbook.cell_text import cell_text
from transforms.read.workbook.facts import Book, Facts

Rows = list[list[Any]]


def read_sheet(
    book: Book, place: int, sheet: CalamineSheet, hidden: bool, file: Path, limits: Limits
) -> tuple[Sheet, list[str]]:
    """The sheet from its first row on, without the empty columns at the right and the empty rows at the end.

    Also the remarks on what was hidden, merged, or not read.
    """
    facts = book.sheets.get(place, Facts())
    cells = {(facts.place(row), column): text for (row, column), text in facts.cells.items()}
    width = max([sheet.end[1] if sheet.end else -1, *(column for _, column in cells)]) + 1
    if width > limits.columns:
        raise ReadError(too_wide(sheet.name, width, limits))
    spans = Spans(_ranges(sheet, facts), width)
    grid = Grid(sheet.name, limits)
    for first, block in _blocks(sheet, cells, width):
        spans.fill(first, block)
        grid.add(facts.numbers(first, len(block)), list(map(_column, zip(*block, strict=True))))
    rows, width = grid.save(file)
    last = int(facts.numbers(rows - 1, 1)[0]) if rows else 0
    merged = [str(_sent(span, facts)) for span in spans.given]
    facts = replace(facts, left_out=(*facts.left_out, *grid.far))
    remarks = [*facts.remarks(sheet.name, last, width), *merged_remarks(sheet.name, merged)]
    return Sheet(sheet.name, hidden, None, rows, width, file, "sheet", book.date_system), remarks


def _ranges(sheet: CalamineSheet, facts: Facts) -> Iterator[Span]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield Span(facts.place(top), left, facts.place(bottom), right)


def _sent(span: Span, facts: Facts) -> Span:
    """The range in the rows of the sheet as it was sent."""
    top, bottom = (int(facts.numbers(row, 1)[0]) - 1 for row in (span.top, span.bottom))
    return Span(top, span.left, bottom, span.right)


def _blocks(sheet: CalamineSheet, cells: dict[tuple[int, int], str], width: int) -> Iterator[tuple[int, Rows]]:
    """Rows in blocks, each with the index of its first row; `cells` are put in where the parser shows nothing."""
    rows = iter(sheet.iter_rows())
    before = [""] * sheet.start[1] if sheet.start else []  # the parser begins with the first column that is filled
    first, last = 0, max((row for row, _ in cells), default=-1)
    block: Rows
    while (block := list(islice(rows, BLOCK))) or first <= last:
        block = block or [[] for _ in range(min(BLOCK, last + 1 - first))]
        if before:
            block = [before + row for row in block]
        if cells:
            _put(block, first, cells, width)
        yield first, block
        first += len(block)


def _put(block: Rows, first: int, cells: dict[tuple[int, int], str], width: int) -> None:
    for line in block:
        line += [""] * (width - len(line))
    for (row, column), text in cells.items():
        if first <= row < first + len(block):
            block[row - first][column] = text


def _column(values: tuple[object, ...]) -> pa.Array:
    if set(map(type, values)) == {str}:
        return pa.array([value or None for value in values] if "" in values else values, pa.string())
    return pa.array([(value or None) if type(value) is str else cell_text(value) for value in values], pa.string())
