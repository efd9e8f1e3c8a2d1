"""Lines that say how many rows there are, such as 共 120 条: a file that has another number was cut or doubled."""

from __future__ import annotations

import re

from transforms.read import ReadError
from transforms.sheet import first_rows, last_rows
from transforms.table import Table
from transforms.text import fold

LAST = 20  # lines at the end in which such a line is looked for
LITTLE = 4  # filled cells of such a line at most; rows have more
SAYS = re.compile(
    r"(?:共|合计|总计|总数)(?:计|有)?[:|]?([0-9]{1,9})(?:条|户|件|家|份|笔|个)(?:记录|数据|信息|\W|\Z)"
    r"|(?:总记录数|记录总数|记录数|总条数|总行数)[:|]{0,2}([0-9]{1,9})(?![0-9.])"
)
OF_A_PAGE = "本页"


def check_declared(table: Table, rows: int, all_rows: int) -> None:
    """ReadError when the sheet declares a number of rows that neither it nor the file has.

    Not for divided sheets, nor for workbooks given back, where some rows count no more.
    """
    said = set() if table.divided or table.mark else declared(table)
    if said and not said & {rows, all_rows}:
        where = f"工作表“{table.sheet.name}”" if table.sheet.name else "文件"
        raise ReadError(
            f"{where}写明共有{max(said)}条记录，实际读到{rows}条，数据不完整或有多余的行；请重新导出全部数据，或更正所写的条数后重报。"
        )


def declared(table: Table) -> set[int]:
    """The numbers of rows that lines above the heading and at the end declare."""
    if table.sheet.headings is not None:
        return set()
    above = [(no, cells) for no, cells in first_rows(table.sheet, table.heading_row) if no < table.heading_row]
    below = [
        (no, cells) for no, cells in last_rows(table.sheet, LAST) if no > table.heading_row and len(cells) <= LITTLE
    ]
    return {number for _, cells in above + below for number in numbers("|".join(map(fold, cells.values())))}


def numbers(line: str) -> set[int]:
    """What one folded line declares of the whole."""
    if OF_A_PAGE in line:
        return set()
    return {int(found) for match in SAYS.finditer(line.replace(",", "")) for found in match.groups() if found}
