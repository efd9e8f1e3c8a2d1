"""A worksheet of an XML workbook while it is read, and its cells as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from transforms.read.reading import Limits, ReadError, Sheet
from transforms.read.sheets.addresses import address
from transforms.read.sheets.grid import LONE, save_rows
from transforms.read.sheets.remarks import (
    far_remarks,
    formula_remarks,
    hidden_remarks,
    hidden_sheet_remarks,
    merged_remarks,
    too_wide,
)
from transforms.read.sheets.spans import Span
from transforms.read.workbook.cell_text import instant_text, number_text
from transforms.read.workbook.facts import UNCOMPUTED, DateSystem
from transforms.read.workbook.sheet_xml import FAR, STRAYS

CONTRADICTION = "XML 工作簿的行号或列号互相矛盾，不能判断内容的位置；请用表格软件打开后另存为 xlsx 再报送。"
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]{1,3})?")


@dataclass
class Cell:
    """A cell with its place (column from zero), how far it is merged, and its data if it has any."""

    column: int
    across: int
    down: int
    is_formula: bool
    kind: str = ""
    data: list[str] | None = None

    def text(self) -> str:
        """What the sender sees."""
        if self.data is None:
            return UNCOMPUTED
        text = "".join(self.data)
        plain = text.strip()
        if self.kind == "Number" and _NUMBER.fullmatch(plain):
            return number_text(float(plain))
        if self.kind == "Boolean":
            return {"1": "TRUE", "0": "FALSE"}.get(plain, text)
        return _instant(plain) or text if self.kind == "DateTime" else text


@dataclass
class Table:
    """Gathers rows. `row`, `cell` and `column` are the numbers of what came last; rows not written are empty.

    `rows` and `numbers` go together, and merged ranges count rows by their place in these lists.
    """

    name: str
    limits: Limits
    hidden: bool = False
    row: int = 0
    cell: int = 0
    column: int = 0
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    far: list[str] = field(default_factory=list)

    def start_row(self, number: int, is_hidden: bool) -> None:
        """Raises `ReadError` unless the row stands below the last one."""
        if number <= self.row:
            raise ReadError(CONTRADICTION)
        if is_hidden:
            self.hidden_rows.append(number - 1)
        self.row, self.cell = number, 0

    def start_cell(self, number: int, across: int) -> None:
        """Raises `ReadError` unless the cell stands to the right of the last one."""
        if number <= self.cell:
            raise ReadError(CONTRADICTION)
        self.cell = number + across

    def take(self, cells: Sequence[Cell]) -> None:
        """Takes the cells of the row, with the empty rows before it unless these are too many for a table."""
        last = self.numbers[-1] if self.numbers else 0
        is_far = self.row - last > FAR
        if is_far and len(cells) <= LONE:
            self._leave_out(cells)
        elif cells:
            blank = range(last + 1, self.row) if not is_far else ()
            self.rows += [[] for _ in blank]
            self.rows.append(self._line(cells))
            self.numbers += [*blank, self.row]

    def save(self, file: Path, date_system: DateSystem) -> tuple[Sheet, list[str]]:
        """The sheet as written, and the remarks on it."""
        sheet = Sheet(self.name, self.hidden, None, 0, 0, file, "sheet", date_system)
        sheet, spans = save_rows(sheet, self.numbers, self.rows, self.spans, self.limits)
        last = self.numbers[-1] if self.numbers else 0
        rows = [row for row in self.hidden_rows if row < last]
        columns = [column for column in self.hidden_columns if column < sheet.width]
        return sheet, [
            *hidden_sheet_remarks(self.name, self.hidden and sheet.rows > 0),
            *formula_remarks(self.name, self.uncomputed),
            *far_remarks(self.name, self.far),
            *hidden_remarks(self.name, rows, columns),
            *merged_remarks(self.name, [str(self._sent(span)) for span in spans.given]),
        ]

    def _line(self, cells: Sequence[Cell]) -> list[str]:
        line: list[str] = []
        for cell in self._near(cells):
            line += [""] * (cell.column + 1 - len(line))
            line[cell.column] = text = cell.text()
            if text == UNCOMPUTED:
                self.uncomputed.append(address(self.row - 1, cell.column))
            if cell.across or cell.down:
                top = len(self.rows)
                self.spans.append(Span(top, cell.column, top + cell.down, cell.column + cell.across))
        return line

    def _near(self, cells: Sequence[Cell]) -> list[Cell]:
        """The row's cells without a handful that stand beyond the columns that may be."""
        most = self.limits.columns
        far = [cell for cell in cells if cell.column >= most]
        if far and (len(cells) > most or len(self.far) + len(far) > STRAYS):
            raise ReadError(too_wide(self.name, cells[-1].column + 1, self.limits))
        self._leave_out(far)
        return [cell for cell in cells if cell.column < most]

    def _leave_out(self, cells: Sequence[Cell]) -> None:
        self.far += [address(self.row - 1, cell.column) for cell in cells]

    def _sent(self, span: Span) -> Span:
        top = self.numbers[span.top] - 1
        return Span(top, span.left, top + span.bottom - span.top, span.right)


def _instant(text: str) -> str | None:
    try:
        return instant_text(datetime.fromisoformat(text))
    except ValueError:
        return None
