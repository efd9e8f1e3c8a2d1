"""Tables of synthetic rows, each line with what must become of it, and the cases made of them.

`good(...)` must load, `bad("R05", ...)` must be quarantined under that rule, `again(...)` is a duplicate; every line is
a valid row but for the cells it names. A cell may be any value a workbook can hold; `want` says what loads where that
is not the cell's own text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from expectations.contract import Contract, Field, contracts
from expectations.template import heading_in
from tests.hostile import base
from tests.hostile.case import Case

Cell = object  # str, number, date, None, or what the writer of a format knows beyond these
Grid = list[list[Cell]]
Make = Callable[[Path], None]

PERSONAL = ("id_no", "person_no")  # loaded as pseudonyms
COPIED = "copied"  # as a cell name: the number of the line whose row this one repeats


@dataclass(frozen=True)
class Line:
    """One row of a table, by field name, and its fate; `rules` are alternatives with | between them."""

    cells: Mapping[str, Cell]
    fate: str
    rules: str = ""
    want: Mapping[str, str | None] = field(default_factory=dict)


def good(want: Mapping[str, str | None] | None = None, **cells: Cell) -> Line:
    """A row that must load; `want` where the loaded value is not the cell itself."""
    return Line(cells, "accepted", want=want or {})


def bad(rules: str, **cells: Cell) -> Line:
    """A row that must be quarantined and name one of these rules."""
    return Line(cells, "quarantined", rules)


def again(line: int, **cells: Cell) -> Line:
    """A row that says the same as an earlier line (counted from 1) and is a duplicate."""
    return Line({COPIED: line, **cells}, "duplicate")


def copy_of(line: int, base: Line, **cells: Cell) -> Line:
    """The same fate as `base`, about the record of an earlier line."""
    return Line({COPIED: line, **base.cells, **cells}, base.fate, base.rules, base.want)


@dataclass(frozen=True)
class Table:
    """Lines under the official headings of a layout. `titles` gives a field another heading, `order` another place."""

    dataset: str
    lines: tuple[Line, ...]
    layout: str | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    order: Callable[[list[Field]], list[Field]] = list

    @property
    def contract(self) -> Contract:
        """The contract of the dataset."""
        return contracts()[self.dataset]

    @property
    def fields(self) -> list[Field]:
        """The fields that the file has, in the order of its columns."""
        layout = self.layout or self.contract.layout_names[0]
        known = [f for f in self.contract.fields_in(layout) if not self.only or f.name in self.only]
        return self.order([f for f in known if f.name not in self.without])

    @property
    def heading(self) -> list[Cell]:
        """The heading line."""
        layout = self.layout or self.contract.layout_names[0]
        return [self.titles.get(f.name) or heading_in(self.contract, f, layout) for f in self.fields]

    @property
    def rows(self) -> list[dict[str, Cell]]:
        """Every line as a whole row, by field name."""
        return [whole(self.dataset, n, line.cells) for n, line in enumerate(self.lines, 1)]

    @property
    def body(self) -> Grid:
        """The cells of every line."""
        names = [f.name for f in self.fields]
        return [[cells[name] for name in names] for cells in self.rows]

    @property
    def grid(self) -> Grid:
        """The heading line and the lines below it."""
        return [self.heading, *self.body]

    def column(self, name: str) -> int:
        """The zero-based column of a field."""
        return [f.name for f in self.fields].index(name)

    def accepted(self, numbers: Sequence[int], sheet: str | None) -> list[dict]:
        """What must load, by the numbers under which the sender sees the lines."""
        found = []
        for number, line, cells in zip(numbers, self.lines, self.rows, strict=True):
            if line.fate == "accepted":
                loaded = {f.name: cells[f.name] for f in self.fields if f.type not in PERSONAL}
                found.append({"row": number, "sheet": sheet, **loaded, **line.want})
        return found

    def quarantined(self, numbers: Sequence[int], sheet: str | None) -> list[tuple]:
        """What must be quarantined, and under which rule."""
        pairs = zip(numbers, self.lines, strict=True)
        return [(number, line.rules, sheet) for number, line in pairs if line.fate == "quarantined"]

    @property
    def duplicates(self) -> int:
        """How many lines are duplicates."""
        return sum(line.fate == "duplicate" for line in self.lines)


def whole(dataset: str, n: int, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The good row of line n, or of the line that this one copies, with these cells."""
    row = base.good(dataset, int(str(cells.get(COPIED, n))))
    if unknown := set(cells) - set(row) - {COPIED}:
        raise ValueError(f"{dataset} has no field {sorted(unknown)[0]!r}")
    return row | {name: cell for name, cell in cells.items() if name != COPIED}


def case(
    id: str,
    file: str,
    make: Callable[[Grid], Make],
    table: Table,
    *,
    first: int = 2,
    numbers: Sequence[int] | None = None,
    sheet: str | None = None,
    **more,
) -> Case:
    """A case of one table; `first` is the number of its first line, `numbers` those of all where they have gaps."""
    numbers = numbers or range(first, first + len(table.lines))
    return Case(
        id=id,
        file=file,
        make=make(table.grid),
        dataset=table.dataset,
        accepted=tuple(table.accepted(numbers, sheet)),
        quarantined=tuple(table.quarantined(numbers, sheet)),
        duplicate=table.duplicates,
        **more,
    )


def refused(id: str, file: str, make: Make, reason: str, dataset: str = "penalty", **more) -> Case:
    """A case of a file that must be rejected; the reason holds the word."""
    return Case(id=id, file=file, make=make, dataset=dataset, rejected=reason, **more)
