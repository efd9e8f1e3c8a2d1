"""Text cells of an xlsx workbook: nothing comes alive, nothing is lost in silence, everything has a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
LONGEST = 32_767  # UTF-16 units of a cell
LOST = "\ufffd"  # where text was cut: a row with such a cell is never accepted
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
ALIVE = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet may take for a formula
ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
LOOKS: Mapping[str, dict[str, Any]] = {
    "plain": {},
    "heading": {"bold": True, "bg_color": "#E7E6E6", "border": 1},
    "open": {"bg_color": "#FDECEA"},  # a row that was returned
    "bad": {"bg_color": "#F28B82"},  # the cells why
    "odd": {"bg_color": "#FFE699"},  # a cell that is remarked upon, its row being accepted
    "duplicate": {"font_color": "#8C8C8C", "bg_color": "#EDEDED"},
    "own": {"font_color": "#666666"},  # what we add ourselves
}


class TextSheet(Worksheet):
    """A worksheet of plain text, written row by row: a third faster than the general one, and without rich text.

    The general one takes a text that begins and ends like the markup of rich text for markup.
    """

    def write_text(self, row: int, column: int, text: str, look: Format) -> None:
        """A text cell; it must fit."""
        self._write_string(row, column, text, look)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if cell.__class__.__name__ != "String":
            super()._write_cell(row, col, cell)
            return
        text = cell.string
        if ESCAPED.search(text):
            text = self._escape_data(self._escape_control_characters(text))
        place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
        self.fh.write(f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')


class Looks:
    """The formats of a workbook by name; text that could come alive gets a variant that a spreadsheet keeps quoted."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._plain = {name: book.add_format({"num_format": "@"} | look) for name, look in LOOKS.items()}
        self._quoted = {
            name: book.add_format({"num_format": "@", "quote_prefix": True} | look) for name, look in LOOKS.items()
        }

    def of(self, name: str, text: str | None = None) -> Format:
        """The format of that name for this text."""
        return (self._quoted if text and text.startswith(ALIVE) else self._plain)[name]


def fitted(text: str) -> str:
    """The text as a cell can hold it: what is too long is cut, and ends with a sign of that."""
    if 2 * len(text) <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + LOST


def sheet_name(wanted: str | None, taken: Iterable[str]) -> str:
    """A name that a workbook allows, as near as can be to the one wanted, other than those taken."""
    kept = {name.lower() for name in taken}
    plain = "".join(c if c.isprintable() else "_" for c in wanted or "数据").translate(FORBIDDEN)
    plain = shortened(plain.strip("' ") or "数据", LONGEST_NAME)
    name, number = plain, 1
    while name.lower() in kept or name.lower() == "history":  # the one name that spreadsheets keep for themselves
        number += 1
        name = shortened(plain, LONGEST_NAME - len(f" ({number})")) + f" ({number})"
    return name


def shortened(name: str, most: int) -> str:
    """The end of a name, where the sheet stands after its file, in so many UTF-16 units."""
    units = name.encode("utf-16-le")
    return units[max(0, len(units) - 2 * most) :].decode("utf-16-le", "ignore").strip("' ")


def shown_width(text: str) -> int:
    """About how many columns of a terminal, or characters of a cell, the text is wide."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
