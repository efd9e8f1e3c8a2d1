"""What the parser of workbooks keeps to itself, collected beside it from the file's own structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np

from transforms.read.sheets.addresses import address
from transforms.read.sheets.remarks import far_remarks, formula_remarks, hidden_remarks

UNCOMPUTED = "#公式未计算!"  # stands in the cell of a formula that was saved without its result
DateSystem = Literal["1900", "1904"]
Place = tuple[int, int]  # row and column, from zero


@dataclass(frozen=True)
class Gap:
    """Empty rows, very many, before the row `end` (from one): `rows` of them were taken out for the parser."""

    end: int
    rows: int


@dataclass(frozen=True)
class Facts:
    """Of one sheet: `cells` are error cells and formulas without a result, by place in the sheet as it was sent.

    `left_out` are addresses of cells that stand far from the table and were not read; hidden rows and columns count
    from zero.
    """

    cells: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def numbers(self, first: int, count: int) -> np.ndarray:
        """The row numbers, as the sender sees them, of the parser's rows `first` … (from zero)."""
        numbers = np.arange(first + 1, first + count + 1, dtype=np.int64)
        for gap in self.gaps:
            numbers[numbers >= gap.end - gap.rows] += gap.rows
        return numbers

    def place(self, row: int) -> int:
        """The parser's row for a row of the sheet, both from zero."""
        return row - sum(gap.rows for gap in self.gaps if row + 1 >= gap.end)

    def remarks(self, name: str, last_row: int, width: int) -> list[str]:
        """What the sender is told of the sheet; of hidden rows and columns only those within the table."""
        formulas = [address(*place) for place, text in self.cells.items() if text == UNCOMPUTED]
        rows = [row for row in self.hidden_rows if row < last_row]
        columns = [column for column in self.hidden_columns if column < width]
        return [
            *formula_remarks(name, formulas),
            *far_remarks(name, self.left_out),
            *hidden_remarks(name, rows, columns),
        ]


@dataclass(frozen=True)
class Book:
    """A workbook's container opened and checked; `source` is what the parser may read: a file or bytes."""

    kind: Literal["xls", "xlsx", "xlsm"]
    source: Path | BytesIO
    date_system: DateSystem
    sheets: Mapping[int, Facts]
    remarks: tuple[str, ...] = ()
