"""Sheets that a column divides between datasets: red and black lists told apart by 红名单 / 黑名单."""

from __future__ import annotations

from cities.source import Source
from expectations.codes import code_table
from transforms.sheet import first_rows
from transforms.stage.canonical import literal
from transforms.table import Table
from transforms.text import fold

HEADINGS = ("类型", "名单类型", "名单性质", "名单类别", "红黑名单", "红黑名单类型")
LOOKED_AT = 200  # rows in which the words are looked for


def is_split(table: Table, source: Source | None) -> bool:
    """Whether the source divides the sheet between datasets."""
    return bool(table.contract.split_by and source and len(source.datasets) > 1)


def colour_cell(table: Table) -> str | None:
    """The cell column that says 红名单 or 黑名单, if one does."""
    words = set(code_table("list_colour").exact(None))
    if table.sheet.headings is not None:
        headings = {f"c{i}": heading for i, heading in enumerate(table.sheet.headings)}
    else:
        headings = dict(first_rows(table.sheet, table.heading_row)).get(table.heading_row, {})
    likely = [column for column, heading in headings.items() if fold(heading) in HEADINGS]
    for row_no, cells in first_rows(table.sheet, table.heading_row + LOOKED_AT):
        for column in likely:
            if row_no > table.heading_row and fold(cells.get(column, "")) in words:
                return column
    return None


def colour_of_sheet(table: Table) -> str | None:
    """The list that the sheet's name names, if it names just one."""
    name = fold(table.sheet.name or "")
    named = {value for word, value in code_table("list_colour").exact(None).items() if fold(word) in name}
    return named.pop() if len(named) == 1 else None


def colour(table: Table, source: Source | None) -> str:
    """For contracts told apart by a column: which of them the row names.

    Where rows are divided by it, `?` for a row that names none; elsewhere such a row names nothing, and that is lawful.
    Where no column says it, the sheet's own name may.
    """
    if not table.contract.split_by:
        return ""
    column, divided = colour_cell(table), is_split(table, source)
    otherwise = "'?'" if divided else "null"
    if column is None:
        by_name = colour_of_sheet(table) if divided else None
        return f", {literal(by_name) if by_name else otherwise}::varchar as colour"
    known = code_table("list_colour").exact(None)
    whens = " ".join(f"when {literal(fold(s))} then {literal(v)}" for s, v in known.items())
    return f", case x_fold({column}) {whens} else {otherwise} end as colour"


def split_filter(table: Table, source: Source | None) -> str:
    """Rows of this dataset only; a row that names no list stays with the source's first dataset, to be refused."""
    if not is_split(table, source) or source is None:
        return ""
    name = table.contract.name
    nobody = " or colour = '?'" if source.datasets[0] == name else ""
    return f" where colour = {literal(name)}{nobody}"
