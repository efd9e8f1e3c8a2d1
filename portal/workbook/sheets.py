"""A sheet as its sender had it, line by line, with the verdicts of the check beside and on it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import xlsxwriter

from expectations.headings import folded_heading
from portal.workbook.cells import MOST_ROWS, Looks, TextSheet, fitted, sheet_name, shown_width
from transforms.match import MARK, REASON
from transforms.read import Sheet
from transforms.sheet import batches, first_rows
from transforms.table import Table

SAMPLE = 100  # rows by which a column's width is chosen
NARROWEST, WIDEST, REASON_WIDTH, MARK_WIDTH = 8, 40, 60, 14
LOST_CELLS = "本行有{}个单元格，超出表头的部分没有带回，请对照原文件。"
CUT = "单元格内容超过32767字，表格放不下，已截断（末尾为替代符），请对照原文件。"


class Verdict(NamedTuple):
    """What the check says of one line: see `Judged`."""

    line: int
    outcome: str
    mark: str | None
    reason: str | None
    bad: list[int] | None
    odd: list[int] | None
    days: list[tuple[int, str | None]] | None


LOOK_OF = {"accepted": "plain", "duplicate": "duplicate", "quarantined": "open"}
NO_VERDICT = Verdict(-1, "accepted", None, None, None, None, None)


class Copied(NamedTuple):
    """How the sheet went into the workbook: under which names, how many cells were cut, how many serials became days."""

    names: list[str]
    cut: int
    days: int


def copy_sheet(
    book: xlsxwriter.Workbook, looks: Looks, sheet: Sheet, table: Table | None, verdicts: Sequence[Path]
) -> Copied:
    """Every line of the sheet in its place. Of a sheet with a table, the columns REASON and MARK stand at its right."""
    copy = Copy(book, looks, sheet, table)
    pending = heapq.merge(*map(read_verdicts, verdicts), key=itemgetter(0))
    verdict = next(pending, None)
    if sheet.headings is not None:
        copy.write(0, list(sheet.headings), NO_VERDICT)
    for row_no, fields, *cells in lines(sheet):
        if verdict and verdict.line == row_no:
            copy.write(row_no, cells, verdict, fields)
            verdict = next(pending, None)
        else:
            copy.write(row_no, cells, None, fields)
    copy.finish()
    return Copied(copy.names, copy.cut, copy.days)


def read_verdicts(file: Path) -> Iterator[Verdict]:
    """The verdicts of one table, in the order of its lines."""
    with pa.memory_map(str(file)) as stream, pa.ipc.open_stream(stream) as reader:
        for batch in reader:
            yield from map(Verdict._make, zip(*(column.to_pylist() for column in batch.columns), strict=True))


def lines(sheet: Sheet) -> Iterator[tuple]:
    """row_no, fields and the cells of every line."""
    for batch in batches(sheet):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class Copy:
    """One sheet on its way into the workbook; where it is longer than a worksheet can be, it goes on in another."""

    def __init__(self, book: xlsxwriter.Workbook, looks: Looks, sheet: Sheet, table: Table | None) -> None:
        self.book, self.looks, self.sheet, self.table = book, looks, sheet, table
        self.names: list[str] = []
        self.cut = self.days = 0
        self.first = 0 if sheet.headings is not None else 1  # the number of the line that stands at the top
        self.head: list[tuple[int, list[str | None]]] = []  # the lines up to the heading
        self.own = own_columns(table) if table else {}
        self.widths = widths(sheet)
        self.open_page(0)

    def open_page(self, earlier: int) -> None:
        """A worksheet for the lines from here on; the heading stands on every one."""
        name = sheet_name(self.sheet.name, self.book.sheetnames)
        self.page = self.book.add_worksheet(name, TextSheet)
        self.names.append(name)
        self.earlier, self.at = earlier, 0
        for row_no, cells in self.head if earlier else ():
            self.at = row_no - self.first
            self.write_cells(cells, "heading" if self.is_heading(row_no) else "plain")
            self.name_own_columns(row_no)

    def write(self, row_no: int, cells: list[str | None], verdict: Verdict | None, fields: int = 0) -> None:
        """One line; without a verdict its own reason and mark stay as they are."""
        if row_no - self.first - self.earlier >= MOST_ROWS:
            self.finish()
            self.open_page(row_no - self.first - len(self.head))
        self.at = row_no - self.first - self.earlier
        above = self.table is not None and row_no <= self.table.heading_row
        if above:
            self.head.append((row_no, cells))
        look = "heading" if self.is_heading(row_no) else LOOK_OF[(verdict or NO_VERDICT).outcome]
        if verdict is None or above:
            self.write_cells(cells, look)
            self.name_own_columns(row_no)
        else:
            self.write_judged(cells, verdict, look, fields)

    def write_judged(self, cells: list[str | None], verdict: Verdict, look: str, fields: int) -> None:
        """A row with its verdict: the cells coloured, why in REASON, what it says in MARK."""
        marked = dict.fromkeys(verdict.odd or (), "odd") | dict.fromkeys(verdict.bad or (), "bad")
        own = set(self.own.values())
        before = self.cut
        plain = [None if i in own else cell for i, cell in enumerate(cells)]
        for i, day in verdict.days or ():
            if day and is_serial(cells[i]) and not is_serial(day):
                plain[i] = day
                self.days += 1
        self.write_cells(plain, look, marked)
        reason = [verdict.reason] if verdict.reason else []
        reason += [CUT] if self.cut > before else []
        reason += [LOST_CELLS.format(fields)] if fields > self.sheet.width and self.sheet.headings is None else []
        self.write_own(REASON, " ".join(reason), "own")
        self.write_own(MARK, verdict.mark, "own")

    def write_cells(self, cells: list[str | None], look: str, marked: dict[int, str] | None = None) -> None:
        """The cells of one line."""
        page, at, looks, blank = self.page, self.at, self.looks, look not in ("plain", "heading")
        for column, text in enumerate(cells):
            name = marked.get(column, look) if marked else look
            if text:
                kept = fitted(text)
                self.cut += kept is not text
                page.write_text(at, column, kept, looks.of(name, kept))
            elif blank or name != look:
                page.write_blank(at, column, None, looks.of(name))

    def write_own(self, heading: str, text: str | None, look: str) -> None:
        """A cell of one of our columns."""
        if text:
            self.page.write_text(self.at, self.own[heading], fitted(text), self.looks.of(look, text))

    def name_own_columns(self, row_no: int) -> None:
        """The headings of our columns, where they do not stand already."""
        if self.is_heading(row_no):
            for heading in self.own:
                self.write_own(heading, heading, "heading")

    def is_heading(self, row_no: int) -> bool:
        """Whether the line is the table's heading."""
        return self.table is not None and row_no == self.table.heading_row

    def finish(self) -> None:
        """Widths, a heading that stays in sight and filters, once all lines of the worksheet are there."""
        text = self.looks.of("plain")
        for column, width in self.widths.items():
            self.page.set_column(column, column, width, text)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        if self.table and self.own:
            heading, last = max(0, self.table.heading_row - self.first), max(self.own.values())
            self.page.set_column(self.own[REASON], self.own[REASON], REASON_WIDTH, text)
            self.page.set_column(self.own[MARK], self.own[MARK], MARK_WIDTH, text)
            self.page.freeze_panes(heading + 1, 0)
            self.page.autofilter(heading, 0, max(heading, self.at), last)
        if self.sheet.hidden:
            self.page.hide()


def is_serial(cell: str | None) -> bool:
    """Whether the cell is a bare number of five digits before the point."""
    whole = (cell or "").partition(".")[0]
    return len(whole) == 5 and whole.isdecimal()


def own_columns(table: Table) -> dict[str, int]:
    """Where REASON and MARK stand: where they stood already, else at the right of everything."""
    sheet = table.sheet
    if sheet.headings is not None:
        above = {f"c{i}": heading for i, heading in enumerate(sheet.headings)}
    else:
        above = {c: text for _, cells in first_rows(sheet, table.heading_row)[-2:] for c, text in cells.items()}
    there = {folded_heading(text): int(column[1:]) for column, text in above.items()}
    columns, free = {}, sheet.width
    for heading in (REASON, MARK):
        columns[heading] = there.get(folded_heading(heading), free)
        free += columns[heading] == free
    return columns


def widths(sheet: Sheet) -> dict[int, int]:
    """A width for every column, by its first cells."""
    found: dict[int, int] = {}
    for i, heading in enumerate(sheet.headings or ()):
        found[i] = shown_width(heading[:WIDEST]) + 2
    for _, cells in first_rows(sheet, SAMPLE):
        for column, text in cells.items() if len(cells) > 1 else ():
            index = int(column[1:])
            found[index] = max(found.get(index, 0), shown_width(text[:WIDEST]) + 2)
    return {column: min(max(found.get(column, 0), NARROWEST), WIDEST) for column in range(sheet.width)}
