"""Workbooks as XML (Excel 2003), which old systems export under `.xls`: each worksheet, rows as it numbers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat

from transforms.read.reading import Limits, ReadError, Reading
from transforms.read.records.xml_text import blocks, encoding_of, parse
from transforms.read.sheets.spreadsheetml_table import CONTRADICTION, Cell, Table
from transforms.read.workbook.facts import DateSystem

# Where an element must stand to count: a comment has data too.
_PLACES = {"Table": "Worksheet", "Column": "Table", "Row": "Table", "Cell": "Row", "Data": "Cell"}
_HIDDEN = ("SheetHidden", "SheetVeryHidden")

Attributes = Mapping[str, str]


def read_spreadsheetml(path: Path, out: Path, limits: Limits) -> Reading:
    """Every worksheet in its order. Raises `ReadError` for XML that is broken, too wide or contradicts itself."""
    found = encoding_of(path)
    book = _Book(limits)
    parse(blocks(path, found.encoding), book.parser())
    if not book.tables:
        raise ReadError("XML 工作簿里没有工作表；请把数据放在普通工作表里再报送。")
    sheets, notes = [], list(found.notes)
    for place, table in enumerate(book.tables):
        sheet, remarks = table.save(out / f"sheet-{place}.arrow", book.date_system)
        sheets.append(sheet)
        notes += remarks
    return Reading("spreadsheetml", found.encoding.name, tuple(sheets), tuple(notes))


class _Book:
    """Takes the parser's events and gathers `tables`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._inside: list[str] = []
        self._cell: Cell | None = None
        self._cells: list[Cell] = []
        self._text: list[str] | None = None  # where text goes that counts
        self._span = 0  # rows that the description of the row stands for, beyond the first
        self.tables: list[Table] = []
        self.date_system: DateSystem = "1900"
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "Worksheet": self._start_sheet,
            "Column": self._start_column,
            "Row": self._start_row,
            "Cell": self._start_cell,
            "Data": self._start_data,
            "Visible": self._start_visible,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "Row": self._end_row,
            "Cell": self._end_cell,
            "Data": self._end_data,
            "Visible": self._end_visible,
        }

    def parser(self) -> expat.XMLParserType:
        """A parser whose events come here."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        return parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "Date1904":
            self.date_system = "1904"
        if tag in self._starts and self._counts(tag) and (self.tables or tag == "Worksheet"):
            self._starts[tag]({name.rpartition(":")[2]: value for name, value in attributes.items()})
        self._inside.append(tag)

    def _end(self, _: str) -> None:
        tag = self._inside.pop()
        if tag in self._ends and self._counts(tag) and self.tables:
            self._ends[tag]()

    def _counts(self, tag: str) -> bool:
        outer = self._inside[-1] if self._inside else ""
        return _PLACES.get(tag, outer) == outer

    def _take(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _start_sheet(self, attributes: Attributes) -> None:
        self.tables.append(Table(attributes.get("Name") or f"Sheet{len(self.tables) + 1}", self._limits))

    def _start_column(self, attributes: Attributes) -> None:
        table = self.tables[-1]
        first = _number(attributes, "Index", table.column + 1)
        table.column = first + _number(attributes, "Span", 0)
        if attributes.get("Hidden") == "1":
            table.hidden_columns += range(first - 1, min(table.column, self._limits.columns))

    def _start_row(self, attributes: Attributes) -> None:
        table = self.tables[-1]
        table.start_row(_number(attributes, "Index", table.row + 1), attributes.get("Hidden") == "1")
        self._span = _number(attributes, "Span", 0)

    def _end_row(self) -> None:
        table = self.tables[-1]
        table.take(self._cells)
        table.row += self._span
        self._cells = []

    def _start_cell(self, attributes: Attributes) -> None:
        table = self.tables[-1]
        number, across = _number(attributes, "Index", table.cell + 1), _number(attributes, "MergeAcross", 0)
        table.start_cell(number, across)
        self._cell = Cell(number - 1, across, _number(attributes, "MergeDown", 0), "Formula" in attributes)

    def _end_cell(self) -> None:
        if self._cell and (self._cell.data is not None or self._cell.is_formula):
            self._cells.append(self._cell)
        self._cell = None

    def _start_data(self, attributes: Attributes) -> None:
        if self._cell:
            self._cell.kind, self._cell.data = attributes.get("Type", "String"), []
            self._text = self._cell.data

    def _end_data(self) -> None:
        self._text = None

    def _start_visible(self, _: Attributes) -> None:
        self._text = []

    def _end_visible(self) -> None:
        self.tables[-1].hidden = "".join(self._text or ()).strip() in _HIDDEN
        self._text = None


def _number(attributes: Attributes, name: str, usual: int) -> int:
    """A whole number that an attribute says. Raises `ReadError` for anything else."""
    text = attributes.get(name)
    if text is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,7}", text.strip()):
        raise ReadError(CONTRADICTION)
    return int(text)
