"""One worksheet's cells as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineSheet

from transforms.read.cell_text import cell_text, is_imprecise
from transforms.read.columns import ColumnWriter, longest
from transforms.read.reading import Limits, ReadError, Sheet

_ROWS = 5_000
_LISTED = 100  # cells named as imprecise; more say nothing new

Errors = Mapping[tuple[int, int], str]
Block = list[pa.Array]


def read_sheet(sheet: CalamineSheet, hidden: bool, errors: Errors, file: Path, limits: Limits) -> Sheet:
    """The sheet from its first row on, without the empty columns at the right and the empty rows at the end.

    `errors` are the error cells by zero-based (row, column), which the parser shows as empty.
    """
    _check_columns(sheet, limits)
    blocks: list[Block] = []
    imprecise: list[str] = []
    for first, values in _row_blocks(sheet, errors):
        columns = list(zip(*values, strict=True))
        blocks.append(_without_empty_columns([_column(column) for column in columns]))
        _check_cells(blocks[-1], first, sheet.name, limits.cell_bytes)
        imprecise += _imprecise(columns, first)
    _drop_empty_end(blocks)
    width = max(map(len, blocks), default=0)
    rows = _write(blocks, file, width)
    return Sheet(sheet.name, hidden, None, rows, width, file, "sheet", tuple(imprecise[:_LISTED]))


def address(row: int, column: int) -> str:
    """A cell's address as a spreadsheet writes it, from zero-based row and column: 6 and 3 are `D7`."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _row_blocks(sheet: CalamineSheet, errors: Errors) -> Iterator[tuple[int, list[list[Any]]]]:
    """Rows in blocks, each with the zero-based index of its first row; error cells are put in."""
    rows = iter(sheet.iter_rows())
    first = 0
    while block := list(islice(rows, _ROWS)):
        for (row, column), text in errors.items():
            if first <= row < first + len(block):
                block[row - first][column] = text
        yield first, block
        first += len(block)


def _column(values: tuple[object, ...]) -> pa.Array:
    plain = set(map(type, values)) == {str}
    return pa.array([value or None for value in values] if plain else list(map(cell_text, values)), pa.string())


def _imprecise(columns: list[tuple[object, ...]], first: int) -> list[str]:
    return [
        address(first + row, index)
        for index, values in enumerate(columns)
        if {float, int} & set(map(type, values))
        for row, value in enumerate(values)
        if is_imprecise(value)
    ]


def _without_empty_columns(block: Block) -> Block:
    filled = [index for index, column in enumerate(block) if column.null_count < len(column)]
    return block[: filled[-1] + 1] if filled else []


def _drop_empty_end(blocks: list[Block]) -> None:
    """Takes away blocks without any cell at the end, and the empty rows of the last one that has cells."""
    while blocks and not blocks[-1]:
        blocks.pop()
    if blocks:
        last = max(
            np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)).max(initial=-1) for column in blocks[-1]
        )
        blocks[-1] = [column.slice(0, int(last) + 1) for column in blocks[-1]]


def _write(blocks: list[Block], file: Path, width: int) -> int:
    rows = 0
    with ColumnWriter(file, width) as writer:
        for block in blocks:
            size = len(block[0]) if block else _ROWS
            numbers = np.arange(rows + 1, rows + size + 1, dtype=np.int64)
            cells = [*block, *[pa.nulls(size, pa.string())] * (width - len(block))]
            writer.write(numbers, np.full(size, width, np.int32), cells)
            rows += size
    return rows


def _check_columns(sheet: CalamineSheet, limits: Limits) -> None:
    if sheet.end is not None and sheet.end[1] >= limits.columns:
        raise ReadError(
            f"工作表“{sheet.name}”有{sheet.end[1] + 1}列，超过{limits.columns}列的限制（columns={limits.columns}）；"
            "请删除表格右侧多余的内容，只保留需要报送的列。"
        )


def _check_cells(block: Block, first: int, name: str, most: int) -> None:
    for index, column in enumerate(block):
        row, size = longest(column)
        if size > most:
            raise ReadError(
                f"工作表“{name}”的单元格 {address(first + row, index)} 超过{most}字节的限制（cell_bytes={most}）；"
                "请检查该单元格的内容。"
            )
