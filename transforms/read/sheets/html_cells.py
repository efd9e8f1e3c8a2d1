"""The grid that a web page's rows and cells make, with what spans several of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.read.reading import Limits, ReadError
from transforms.read.sheets.remarks import too_wide
from transforms.read.sheets.spans import Span
from transforms.read.workbook.cell_text import number_text

_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(" {2,}")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
_EDGES = " \n\xa0"
_SHOWN_NUMBER = re.compile(r"[-+]?(?!0\d)[\d,]*\.?\d+(E[-+]?\d+)?", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(\d{1,9})")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(E[-+]?\d{1,3})?", re.IGNORECASE)
_HEADING = 5  # columns that make a single row a heading
_MOST_ACROSS, _MOST_DOWN = 1_000, 65_534  # what browsers allow


@dataclass
class Cell:
    """A cell while it is read. `number` is the exact value that Excel writes beside the shown one."""

    across: int
    down: int
    number: str
    text: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> Cell:
        """The cell with what its tag says."""
        across = _span(attributes.get("colspan", ""), _MOST_ACROSS)
        return cls(across, _span(attributes.get("rowspan", ""), _MOST_DOWN), attributes.get("x:num", "").strip())

    def shown(self) -> str:
        """Its text as the page shows it: white space is one space, `<br>` a line break."""
        text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", "".join(self.text))).strip(_EDGES)
        if self.number and _SHOWN_NUMBER.fullmatch(text) and _NUMBER.fullmatch(self.number):
            return _exact(self.number)
        return text


@dataclass
class Table:
    """A table while it is read: `rows` of texts, `spans` by places in them, `hidden_rows` from zero."""

    limits: Limits
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    _row: list[str] | None = None
    _cell: Cell | None = None
    _taken: dict[int, int] = field(default_factory=dict)  # columns that cells from above reach into, for how many rows

    @property
    def has_text(self) -> bool:
        """Whether any cell holds something."""
        return any(map(any, self.rows)) or bool(self._cell and self._cell.shown())

    @property
    def is_data(self) -> bool:
        """Whether it is a table and no frame for buttons: two filled rows and columns, or a heading."""
        return self.columns > 1 and (sum(map(any, self.rows)) > 1 or self.columns >= _HEADING)

    @property
    def columns(self) -> int:
        """How many columns hold something."""
        return len({place for row in self.rows for place, text in enumerate(row) if text})

    def start_row(self, is_hidden: bool) -> None:
        """A row begins; one that is open ends."""
        self.end_row()
        self._row = []
        if is_hidden:
            self.hidden_rows.append(len(self.rows))

    def start_cell(self, cell: Cell) -> None:
        """A cell begins; one that is open ends."""
        self.end_cell()
        if self._row is None:
            self._row = []
        self._cell = cell

    def take(self, text: str, is_break: bool = False) -> None:
        """Text or a line break of the open cell; what stands between cells is nothing."""
        if self._cell:
            self._cell.text.append(text if is_break else _SPACE.sub(" ", text))

    def end_cell(self) -> None:
        """The open cell, if there is one, gets its place: the next column that no cell from above reaches into."""
        if self._cell is None or self._row is None:
            return
        cell, self._cell = self._cell, None
        row, top = self._row, len(self.rows)
        while self._taken.get(len(row)):
            row.append("")
        left, right = len(row), len(row) + cell.across - 1
        if left >= self.limits.columns:
            raise ReadError(too_wide(None, left + 1, self.limits))
        row += [cell.shown(), *[""] * (cell.across - 1)]
        if cell.across > 1 or cell.down > 1:
            self.spans.append(Span(top, left, top + cell.down - 1, right))
        if cell.down > 1:
            self._taken |= dict.fromkeys(range(left, right + 1), cell.down)

    def end_row(self) -> None:
        """The open row, if there is one, is done."""
        self.end_cell()
        if self._row is not None:
            self.rows.append(self._row)
            self._row = None
            self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}


def _span(text: str, most: int) -> int:
    said = _WHOLE.match(text) if text else None
    return min(max(int(said[1]), 1), most) if said else 1


def _exact(number: str) -> str:
    """The number as it is written, unless it has an exponent or its last digits are the zeros of lost ones."""
    whole = number.lstrip("+-").partition(".")[0]
    is_rounded = len(whole) > 15 and not whole[15:].strip("0")
    return number_text(float(number)) if is_rounded or "e" in number.lower() else number
