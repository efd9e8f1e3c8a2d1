"""Excel workbooks: every sheet with cells, hidden ones too, rows numbered as the spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine as calamine

from transforms.read.reading import Limits, ReadError, Reading
from transforms.read.sheets.remarks import called, hidden_sheet_remarks
from transforms.read.workbook.biff import ENCRYPTED, open_biff
from transforms.read.workbook.compound import Broken
from transforms.read.workbook.facts import Book
from transforms.read.workbook.package import open_package
from transforms.read.workbook.sheet_xml import Corrupt
from transforms.read.workbook.worksheet import read_sheet

_UNREADABLE = "文件不是完整的 Excel 工作簿，无法打开，可能已损坏；请用表格软件打开确认，另存为 xlsx 后再报送。"


def read_workbook(path: Path, out: Path, limits: Limits) -> Reading:
    """The worksheets in their order. What was hidden, merged, left out or not computed stands in the notes."""
    with _readable():
        book = _open(path, limits)
        parser = _parser(book)
    sheets, notes = [], list(book.remarks)
    for place, meta in enumerate(parser.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            notes.append(f"{called(meta.name)}不是表格（图表或宏），没有读取。")
            continue
        with _readable():
            cells = parser.get_sheet_by_index(place)
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheet, remarks = read_sheet(book, place, cells, hidden, out / f"sheet-{place}.arrow", limits)
        notes += [*hidden_sheet_remarks(meta.name, hidden and sheet.rows > 0), *remarks]
        sheets.append(sheet)
    if not sheets:
        raise ReadError("工作簿里没有表格工作表；请把数据放在普通工作表里再报送。")
    return Reading(book.kind, None, tuple(sheets), tuple(notes))


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever the parser says of a file that it cannot read becomes our own sentence."""
    try:
        yield
    except calamine.PasswordError:
        raise ReadError(ENCRYPTED) from None
    except (calamine.CalamineError, Broken, Corrupt, OSError, ValueError, KeyError):
        raise ReadError(_UNREADABLE) from None
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # a panic of the parser, which is no Exception
            raise
        raise ReadError(_UNREADABLE) from None


def _open(path: Path, limits: Limits) -> Book:
    """An xlsx is a zip; the other container holds xls and encrypted workbooks."""
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    return open_package(path, limits) if is_zip else open_biff(path)


def _parser(book: Book) -> calamine.CalamineWorkbook:
    if isinstance(book.source, Path):
        with book.source.open("rb") as file:
            return calamine.CalamineWorkbook.from_filelike(file)
    return calamine.CalamineWorkbook.from_filelike(book.source)
