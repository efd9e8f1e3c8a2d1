"""Rows of several datasets on one sheet: told apart by a column of words, or by the sheet's own name."""

from __future__ import annotations

from expectations.codes import code_table
from expectations.contract import Split
from transforms.read import Sheet
from transforms.sheet import first_rows
from transforms.text import fold

LOOKED_AT = 200  # rows in which the words are looked for


def words(split: Split) -> dict[str, str]:
    """Folded word → dataset."""
    return {fold(word): dataset for word, dataset in code_table(split.codes).exact(None).items()}


def kind_cell(sheet: Sheet, heading_row: int, headings: dict[str, str], split: Split) -> str | None:
    """The cell column that says of which dataset a row is; `headings` are those of the sheet by cell column."""
    known = words(split)
    likely = [column for column, heading in headings.items() if fold(heading) in split.headings]
    for row_no, cells in first_rows(sheet, heading_row + LOOKED_AT) if likely else ():
        for column in likely:
            if row_no > heading_row and fold(cells.get(column, "")) in known:
                return column
    return None


def kind_by_name(sheet: Sheet, split: Split) -> str | None:
    """The dataset that the sheet's name names, if it names just one."""
    name = fold(sheet.name or "")
    named = {dataset for word, dataset in words(split).items() if word in name}
    return named.pop() if len(named) == 1 else None
