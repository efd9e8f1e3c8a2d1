"""Good rows to spoil: synthetic decisions and list entries under their official headings, and what loads of them.

`Base("penalty")` has `headings`, `lines` (texts, one list per row) and `truth(n, row=…)`, the accepted row of line n.
`csv_bytes` writes them as text. Firms, codes and numbers are made and never were anyone's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cities.demo.generator.codes import credit_code, org_code, reg_no
from expectations.contract import contracts
from expectations.template import heading_in
from tests.expectations.rows import row

FIRMS = "甲乙丙丁戊己庚辛壬癸"
# The columns of an everyday file: few, because what a check costs is the number of its columns.
EVERYDAY = (
    "party_name", "party_category", "credit_code", "tax_no", "legal_rep_name", "doc_no", "category", "content",
    "fine_wan", "decided_on", "authority", "state", "remark",
)  # fmt: skip
# Fields by which a loaded row is told from another, as far as a dataset has them.
TOLD_BY = ("doc_no", "party_name", "credit_code", "decided_on", "listed_on", "content", "reason", "fine_wan")


class Base:
    """Good rows of a dataset: `rows` by field, `lines` by column.

    Decisions have an everyday file's columns, or, `wide`, all of a layout (the first when none is named).
    """

    def __init__(self, dataset: str = "penalty", rows: int = 4, layout: str | None = None, wide: bool = False) -> None:
        contract = contracts()[dataset]
        few = EVERYDAY if contract.layouts and not wide else ()
        self.fields = [
            f.name for f in contract.fields_in(layout or contract.layout_names[0]) if f.name in few or not few
        ]
        self.headings = [heading_in(contract, contract.field(name), layout) for name in self.fields]
        self.rows = [good(dataset, n) for n in range(1, rows + 1)]

    @property
    def lines(self) -> list[list[str]]:
        """The rows as texts in the order of the headings; an empty cell is an empty text."""
        return [[one.get(name) or "" for name in self.fields] for one in self.rows]

    @property
    def table(self) -> list[list[str]]:
        """Headings and rows."""
        return [self.headings, *self.lines]

    def spoiled(self, n: int, **cells: str) -> list[list[str]]:
        """Headings and rows, some cells of line n (from 0) put in place of the good ones."""
        table = self.table
        for field, cell in cells.items():
            table[n + 1][self.at(field)] = cell
        return table

    def at(self, field: str) -> int:
        """The index of a field's column."""
        return self.fields.index(field)

    def truth(self, n: int, row: int | None = None, sheet: str | None = None, **fields: Any) -> dict[str, Any]:
        """The accepted row of line n (from 0); its row number is that of a table with one heading line."""
        told = {name: self.rows[n][name] for name in TOLD_BY if name in self.rows[n]}
        return {"row": n + 2 if row is None else row, "sheet": sheet} | told | fields

    def truths(self, *but: int, first: int = 2, sheet: str | None = None) -> tuple[dict[str, Any], ...]:
        """The accepted rows of all lines, those of index `but` left out; the first line is row `first`."""
        return tuple(self.truth(n, first + n, sheet) for n in range(len(self.rows)) if n not in but)


def good(dataset: str, n: int) -> dict[str, str | None]:
    """The n-th good row: a firm of its own, with a document number of its own."""
    firm = {
        "party_name": f"示例{FIRMS[n % 10]}{n}号有限公司",
        "credit_code": credit_code("91", "429700", 100 + n),
        "org_code": org_code(100 + n),
        "reg_no": reg_no("429700", 100 + n),
    }
    deed = {
        "content": f"示例内容第{n}项",
        "reason": f"示例事由第{n}项",
        "fine_wan": f"{n}.5",
        "decided_on": f"2019-01-{6 + n % 20:02d}",
        "listed_on": f"2019-01-{6 + n % 20:02d}",
    }
    blank = row(dataset, n)
    return blank | {name: value for name, value in (firm | deed).items() if name in blank}


def csv_text(table: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """Lines of cells as delimited text, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


def csv_bytes(
    table: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n"
) -> bytes:
    """Lines of cells as the bytes of a text table."""
    return csv_text(table, delimiter, end).encode(encoding)


def holds(content: bytes | str) -> Callable[[Path], None]:
    """A maker that writes this content."""
    data = content.encode() if isinstance(content, str) else content

    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def pages(files: dict[str, bytes]) -> Callable[[Path], None]:
    """A maker of a folder with these files."""

    def make(path: Path) -> None:
        path.mkdir()
        for name, data in files.items():
            (path / name).write_bytes(data)

    return make
