"""A returned workbook handed in again: marked rows are done with, open ones count, also sorted, moved, resaved."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from flows.check_file import check_file, dataset_source
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xls, xlsx
from tests.hostile.cases._table import Grid, Make, Table, bad, good
from tests.hostile.run import KEY, NIGHT

DAY = "2019-01-07"
SENT = Table("penalty", (good(), bad("R04", decided_on="2019-02-29"), good(), bad("R01", doc_no=None), good()))
MARKED = 3  # rows that were good the first time
Change = Callable[[Grid], Grid]


def returned(make: Make, file: str) -> Grid:
    """The sender's sheet as it comes back from the check, with its reasons and marks."""
    with tempfile.TemporaryDirectory() as folder:
        sent, back = Path(folder) / file, Path(folder) / "退回.xlsx"
        make(sent)
        check_file(sent, dataset_source("penalty"), None, NIGHT, KEY, out=back)
        book = openpyxl.load_workbook(back, read_only=True)
        sheet = next(sheet for sheet in book if any("退回原因" in row for row in sheet.values))
        lines = [list(row) for row in sheet.values]
        book.close()
    return lines


def again(
    change: Change, save: Callable[[Grid], Make] = xlsx, sent: Make | None = None, file: str = "处罚.xlsx"
) -> Make:
    """What the department hands in after this change, saved by another program."""

    def make(path: Path) -> None:
        save(change(returned(sent or xlsx(SENT.grid), file)))(path)

    return make


def fixed(grid: Grid) -> Grid:
    """Both open rows put right."""
    lines = [list(line) for line in grid]
    lines[2][SENT.column("decided_on")] = DAY
    lines[4][SENT.column("doc_no")] = "示例许字〔2019〕4号"
    return lines


def sorted_and_moved(grid: Grid) -> Grid:
    """The rows put right, sorted from the last to the first, the columns from right to left."""
    heading, *lines = fixed(grid)
    return [line[::-1] for line in [heading, *lines[::-1]]]


def edited(grid: Grid) -> Grid:
    """The rows put right, and another text in the first row, which was marked as good."""
    lines = fixed(grid)
    lines[1][SENT.column("content")] = "更正后的内容"
    return lines


def without_marks(grid: Grid) -> Grid:
    """The rows put right; the department has deleted the two columns that were not its own."""
    return [line[: len(SENT.heading)] for line in fixed(grid)]


def open_rows(*numbers: int, **cells: object) -> tuple[dict, ...]:
    """The rows of these lines as they load once they are right."""
    right = {2: {"decided_on": DAY}, 4: {"doc_no": "示例许字〔2019〕4号"}, 1: cells}
    full = Table("penalty", tuple(good(**right.get(n, {})) for n in range(1, 6)))  # type: ignore[arg-type]
    return tuple(row for row in full.accepted(range(2, 7), SHEET) if row["row"] - 1 in numbers)


def at(rows: tuple[dict, ...], *places: int, sheet: str | None = SHEET) -> tuple[dict, ...]:
    """The rows under other numbers."""
    return tuple(row | {"row": place, "sheet": sheet} for row, place in zip(rows, places, strict=True))


OPEN = open_rows(2, 4)

CASES: list[Case] = [
    Case(
        "returned-untouched",
        "处罚.xlsx",
        again(lambda grid: grid),
        quarantined=((3, "R04", SHEET), (5, "R01", SHEET)),
        ignored=MARKED,
    ),
    Case("returned-fixed", "处罚.xlsx", again(fixed), accepted=OPEN, ignored=MARKED),
    Case("returned-sorted-and-moved", "处罚.xlsx", again(sorted_and_moved), accepted=at(OPEN, 5, 3), ignored=MARKED),
    Case("returned-saved-as-xls", "处罚.xls", again(fixed, xls), accepted=OPEN, ignored=MARKED),
    Case(
        "returned-saved-as-csv", "处罚.csv", again(fixed, csv_file), accepted=at(OPEN, 3, 5, sheet=None), ignored=MARKED
    ),
    Case(
        "returned-marked-row-edited",
        "处罚.xlsx",
        again(edited),
        accepted=open_rows(1, 2, 4, content="更正后的内容"),
        ignored=MARKED - 1,
    ),
    Case("returned-without-marks", "处罚.xlsx", again(without_marks), accepted=open_rows(1, 2, 3, 4, 5)),
    Case(
        "returned-from-csv",
        "处罚.xlsx",
        again(fixed, xlsx, csv_file(SENT.grid), "处罚.csv"),
        accepted=OPEN,
        ignored=MARKED,
    ),
]
