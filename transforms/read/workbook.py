"""Excel workbooks: every sheet with cells, hidden ones too, rows numbered as the spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine as calamine

from transforms.read.archive import Archive, check_archive
from transforms.read.reading import Limits, ReadError, Reading
from transforms.read.unread_cells import MARKS, Unread, unread_cells
from transforms.read.worksheet import read_sheet

_SHOWN = 5
_ENCRYPTED = "文件已加密，无法读取；请取消密码后重新保存再报送。"
_UNREADABLE = "文件不是完整的 Excel 工作簿，无法打开，可能已损坏；请用表格软件打开确认，另存为 xlsx 后再报送。"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path, out: Path, limits: Limits) -> Reading:
    """The worksheets in their order. Sheets that are no tables, and formulas without a result, stand in the notes."""
    archive = _archive(path, limits)
    with _readable():
        unread = unread_cells(path, archive.marked) if archive else {}
        with path.open("rb") as file:
            book = calamine.CalamineWorkbook.from_filelike(file)
    sheets, notes = [], []
    for place, meta in enumerate(book.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            notes.append(f"工作表“{meta.name}”不是表格（图表或宏），没有读取。")
            continue
        with _readable():
            sheet = book.get_sheet_by_index(place)
        cells = unread.get(place, Unread())
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(read_sheet(sheet, hidden, cells.errors, out / f"sheet-{place}.arrow", limits))
        if cells.formulas:
            notes.append(_formula_note(meta.name, cells.formulas))
    if not sheets:
        raise ReadError("工作簿里没有表格工作表；请把数据放在普通工作表里再报送。")
    return Reading(archive.kind if archive else "xls", None, tuple(sheets), tuple(notes))


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever the parser says of a file that it cannot read becomes our own sentence."""
    try:
        yield
    except calamine.PasswordError:
        raise ReadError(_ENCRYPTED) from None
    except (calamine.CalamineError, OSError, ValueError, KeyError):
        raise ReadError(_UNREADABLE) from None
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # a panic of the parser, which is no Exception
            raise
        raise ReadError(_UNREADABLE) from None


def _archive(path: Path, limits: Limits) -> Archive | None:
    """The checked archive of an xlsx; nothing for the other container, which holds xls and encrypted workbooks."""
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            return check_archive(path, limits, MARKS)
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        raise ReadError(_ENCRYPTED)
    return None


def _formula_note(name: str, formulas: tuple[str, ...]) -> str:
    shown = "、".join(formulas[:_SHOWN]) + ("等" if len(formulas) > _SHOWN else "")
    return (
        f"工作表“{name}”有{len(formulas)}个公式没有保存计算结果（{shown}），按空值读取；"
        "请用表格软件打开后保存，或粘贴为数值再报送。"
    )
