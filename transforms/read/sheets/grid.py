"""Rows of one sheet gathered as text columns, and written when its width is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from transforms.read.columns import ColumnWriter, longest
from transforms.read.reading import Limits, ReadError, Sheet
from transforms.read.sheets.addresses import address
from transforms.read.sheets.remarks import called
from transforms.read.sheets.spans import Span, Spans

BLOCK = 5_000  # rows
LONE = 3  # cells far below a table that make no record
Block = tuple[np.ndarray, list[pa.Array]]


class Grid:
    """Takes blocks of columns in their order; `save` writes them without empty columns and rows at the edges."""

    def __init__(self, name: str | None, limits: Limits) -> None:
        self._blocks: list[Block] = []
        self._name = name
        self._most = limits.cell_bytes
        self.far: list[str] = []

    def add(self, numbers: np.ndarray, columns: list[pa.Array]) -> None:
        """`numbers` (int64) are the row numbers as the sender sees them. Raises `ReadError` for a huge cell."""
        for index, column in enumerate(columns):
            row, size = longest(column)
            if size > self._most:
                raise ReadError(
                    f"{called(self._name)}的单元格 {address(int(numbers[row]) - 1, index)} 超过{self._most}字节的限制"
                    f"（cell_bytes={self._most}）；请检查该单元格的内容。"
                )
        filled = [index for index, column in enumerate(columns) if column.null_count < len(column)]
        self._blocks.append((numbers, columns[: filled[-1] + 1] if filled else []))

    def save(self, file: Path) -> tuple[int, int]:
        """The number of rows and of columns; `far` are then the addresses of cells left out."""
        self._close_gaps()
        self._drop_empty_end()
        width = max((len(columns) for _, columns in self._blocks), default=0)
        with ColumnWriter(file, width) as writer:
            for numbers, columns in self._blocks:
                beyond = [pa.nulls(len(numbers), pa.string())] * (width - len(columns))
                writer.write(numbers, np.full(len(numbers), width, np.int32), [*columns, *beyond])
        return writer.rows, width

    def _close_gaps(self) -> None:
        """Takes out very long stretches of empty rows, and cells beyond them that are too few for a record."""
        kept: list[Block] = []
        empty: list[Block] = []
        for block in self._blocks:
            numbers, columns = block
            is_far = len(empty) > 1
            if not columns:
                empty.append(block)
            elif is_far and sum(len(column) - column.null_count for column in columns) <= LONE:
                self.far += [
                    address(int(numbers[row]) - 1, index)
                    for index, column in enumerate(columns)
                    for row in np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
                ]
            else:
                kept += [block] if is_far else [*empty, block]
                empty = []
        self._blocks = kept

    def _drop_empty_end(self) -> None:
        if self._blocks:
            numbers, columns = self._blocks[-1]
            end = 1 + max(_last(column) for column in columns)
            self._blocks[-1] = numbers[:end], [column.slice(0, end) for column in columns]


def save_rows(
    sheet: Sheet, numbers: list[int], rows: list[list[str]], ranges: Iterable[Span], limits: Limits
) -> tuple[Sheet, Spans]:
    """`sheet` with its cells written into its file, and the merged ranges that gave values.

    `rows` are of any lengths and empty cells are `""`; `ranges` count rows by their place in the list.
    """
    width = max(map(len, rows), default=0)
    spans = Spans(ranges, width)
    grid = Grid(sheet.name, limits)
    for first in range(0, len(rows), BLOCK):
        block = [row + [""] * (width - len(row)) for row in rows[first : first + BLOCK]]
        spans.fill(first, block)
        columns = [pa.array([cell or None for cell in column], pa.string()) for column in zip(*block, strict=True)]
        grid.add(np.array(numbers[first : first + BLOCK], np.int64), columns)
    written, width = grid.save(sheet.file)
    return replace(sheet, rows=written, width=width), spans


def _last(column: pa.Array) -> int:
    return int(np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)).max(initial=-1))
