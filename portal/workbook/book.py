"""The whole workbook: the sender's sheets in their order, then a summary; written aside and put in place at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from portal.workbook.cells import Looks
from portal.workbook.judged import Judged
from portal.workbook.sheets import copy_sheet
from portal.workbook.summary import Summary, is_summary, write_summary
from transforms.read import Reading, Sheet
from transforms.table import Table

MADE = datetime(2019, 1, 1)  # the same delivery gives the same bytes


def write_return(
    out: Path, name: str, reading: Reading | None, judged: Sequence[Judged], remarks: Sequence[str], reason: str | None
) -> None:
    """Write the workbook that goes back for the file `name`; only its owner may read it.

    `reading` is what could be read of it, if anything; `judged` the verdicts by dataset, none where the file is
    rejected; then `reason` says why. OSError when `out` cannot be written; then nothing of it is left.
    """
    aside = out.with_name(f".{out.name}.part")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with ExitStack() as undo, os.fdopen(descriptor, "wb") as file:
        undo.callback(aside.unlink, missing_ok=True)
        with TemporaryDirectory(prefix="credit-return-") as folder:
            options = {"constant_memory": True, "tmpdir": folder}
            with xlsxwriter.Workbook(file, options) as book:
                book.set_properties({"created": MADE})
                fill(book, reading.sheets if reading else (), judged, Summary(name, judged, remarks, reason))
        file.flush()
        os.fsync(file.fileno())
        os.replace(aside, out)


def fill(book: xlsxwriter.Workbook, sheets: Sequence[Sheet], judged: Sequence[Judged], summary: Summary) -> None:
    """Every sheet, but a summary of an earlier return, then the summary; the first table that is no hidden one is shown."""
    looks, front = Looks(book), None
    for sheet in sheets:
        if is_summary(sheet):
            continue
        tables = tables_on(sheet, judged)
        copied = copy_sheet(book, looks, sheet, tables[0][0] if tables else None, [file for _, file in tables])
        summary.note(sheet, copied.names, copied.cut, copied.days)
        if tables and not sheet.hidden:
            front = front or copied.names[0]
    last = write_summary(book, looks, summary)
    shown = book.sheetnames[front or last]
    shown.activate()
    shown.set_first_sheet()


def tables_on(sheet: Sheet, judged: Sequence[Judged]) -> list[tuple[Table, Path]]:
    """The tables that were found on a sheet, with their verdicts."""
    return [
        (table, file)
        for each in judged
        for table, file in zip(each.tables, each.verdicts, strict=True)
        if table.sheet.file == sheet.file
    ]
