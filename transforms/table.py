"""Which table of which dataset a sheet holds: the heading line found by its texts, every column accounted for.

Position means nothing, headings mean everything: the two 双公示 layouts use _2 and _3 for different codes, and one city
had two column orders in the same year (facts 3.2). A column is mapped, ignored on purpose, or reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cities.source import Source
from expectations.contract import Contract, Field, Layout
from expectations.headings import folded_heading
from transforms.read import Sheet
from transforms.sheet import first_rows

HEADING_WITHIN = 40  # rows in which a heading line is looked for
ENOUGH = 2  # headings of a contract that make a line worth calling its heading


@dataclass(frozen=True)
class Table:
    """One dataset's table on one sheet. `columns` maps field names to cell columns (`c0` …)."""

    contract: Contract
    layout: str | None
    sheet: Sheet
    heading_row: int
    width: int  # cells up to the last heading: what a whole record has
    columns: dict[str, str]
    headings: dict[str, str]  # field name → heading as it stands in the file
    in_yuan: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()  # titles of columns that the layout requires and the file lacks
    split: dict[str, str] = field(default_factory=dict)  # cell column that holds the colour → this dataset


@dataclass(frozen=True)
class Missed:
    """A sheet whose heading line was found, but not all columns that must be there."""

    contract: Contract
    sheet: Sheet
    heading_row: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    likely: bool  # whether half of the columns that must be there are: a table gone wrong, no cover or instructions


@dataclass(frozen=True)
class Match:
    """How well one heading line fits one contract in one layout."""

    contract: Contract
    layout: Layout | None
    heading_row: int
    width: int
    found: dict[str, tuple[str, str]]  # field → (cell column, heading)
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def rank(self) -> tuple:
        """Complete before incomplete, then more mapped columns, then fewer unknown ones, then the upper line."""
        return (not self.missing, len(self.found), -len(self.unknown), -self.heading_row)


def find_tables(sheet: Sheet, candidates: Iterable[Contract], source: Source | None) -> list[Table] | Missed | None:
    """The tables on a sheet: one, or one per dataset where a column says which row belongs to which.

    None where no line looks like a heading; Missed where columns that must be there are not.
    """
    candidates = list(candidates)
    best = max(matches(sheet, candidates, source), key=lambda match: match.rank, default=None)
    if best is None:
        return None
    if best.missing:
        return missed(best, sheet, source)
    twins = [c for c in candidates if c.split_by and c.split_by == best.contract.split_by] or [best.contract]
    return [table(best, contract, sheet, source) for contract in twins]


def matches(sheet: Sheet, candidates: list[Contract], source: Source | None) -> Iterator[Match]:
    """Every (line, contract, layout) with enough headings in common."""
    for row_no, cells in heading_lines(sheet):
        for contract in candidates:
            layout = layout_of(contract, cells.values())
            match = compare(row_no, cells, contract, layout, source)
            if len(match.found) >= min(ENOUGH, len(contract.fields)):
                yield match


def heading_lines(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, cell column → text) of the lines that may be headings; for records their keys."""
    if sheet.headings is not None:
        yield 0, {f"c{i}": heading for i, heading in enumerate(sheet.headings)}
        return
    above: dict[str, str] = {}
    for row_no, cells in first_rows(sheet, HEADING_WITHIN):
        if not cells:
            continue
        yield row_no, cells
        if above and len(above) > 1:
            yield row_no, above | cells  # a heading of two lines: the lower one counts where it is filled
        above = cells


def layout_of(contract: Contract, headings: Iterable[str]) -> Layout | None:
    """The layout whose own headings stand in the line most often; the first one when none does."""
    if not contract.layouts:
        return None
    here = {folded_heading(heading) for heading in headings}

    def own(layout: Layout) -> int:
        return sum(any(folded_heading(mark) in heading for heading in here) for mark in layout.marks)

    return max(contract.layouts, key=own)


def compare(
    row_no: int, cells: dict[str, str], contract: Contract, layout: Layout | None, source: Source | None
) -> Match:
    """Map the line's headings to the contract's fields: by the source's own words first, then by the contract's."""
    name = layout.name if layout else None
    known = contract.headings(name)
    own = {folded_heading(h): f for h, f in (source.columns if source else {}).items()}
    left_out = {folded_heading(h) for h in (source.ignore if source else ())}
    found: dict[str, tuple[str, str]] = {}
    unknown = []
    for column, heading in cells.items():
        folded = folded_heading(heading)
        target = own.get(folded) or (known[folded].name if folded in known else None)
        if folded in left_out or (source and target in source.constants):
            continue
        if target is None or target in found or not contract.has(target):
            unknown.append(heading)
        else:
            found[target] = (column, heading)
    missing = tuple(f.title for f in must_have(contract, layout, source) if f.name not in found)
    width = 1 + max((int(column[1:]) for column in cells), default=-1)
    return Match(contract, layout, row_no, width, found, tuple(unknown), missing)


def must_have(contract: Contract, layout: Layout | None, source: Source | None) -> list[Field]:
    """The fields without whose columns no file loads; what the source itself states needs none."""
    constants = source.constants if source else {}
    return [f for f in contract.fields_in(layout.name if layout else None) if f.required and f.name not in constants]


def missed(match: Match, sheet: Sheet, source: Source | None) -> Missed:
    """What is said of a sheet whose best line lacks columns."""
    must = must_have(match.contract, match.layout, source)
    likely = 2 * len(match.missing) <= len(must)
    return Missed(match.contract, sheet, match.heading_row, match.missing, match.unknown, likely)


def table(match: Match, contract: Contract, sheet: Sheet, source: Source | None) -> Table:
    """The table that a match stands for."""
    layout = match.layout
    expected = contract.fields_in(layout.name) if layout and layout.complete else ()
    yuan = {folded_heading(h) for f in contract.fields for h in f.in_yuan}
    return Table(
        contract=contract,
        layout=layout.name if layout else None,
        sheet=sheet,
        heading_row=match.heading_row,
        width=match.width,
        columns={name: column for name, (column, _) in match.found.items()},
        headings={name: heading for name, (_, heading) in match.found.items()},
        in_yuan=frozenset(name for name, (_, heading) in match.found.items() if folded_heading(heading) in yuan),
        unknown=match.unknown,
        ignored=tuple(source.ignore) if source else (),
        absent=tuple(f.title for f in expected if f.due == "true" and f.name not in match.found),
    )
