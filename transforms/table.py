"""Which table of which dataset a sheet holds: one, or one per dataset where a column says which row is of which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cities.source import Source
from expectations.contract import Contract
from expectations.headings import folded_heading
from transforms.kinds import kind_cell
from transforms.match import MARK, Heading, Match, matches, must_have
from transforms.read import Sheet
from transforms.sheet import fields_of, filled_columns, same_cells

MANY = 5  # known headings on one line that no cover and no instructions have


@dataclass(frozen=True)
class Table:
    """One dataset's table on one sheet. `columns` maps field names to cell columns (`c0` …).

    `kind` is the cell column that says of which dataset a row is; if the sheet is `divided`, rows of the others are
    left to their tables. `mark` is the cell column of the marks in a workbook that a department got back.
    """

    contract: Contract
    layout: str | None
    sheet: Sheet
    heading_row: int
    width: int  # cells up to the last heading: what a whole record has, unless it is as long as the heading's own
    fields: int  # cells of the heading's record, empty ones at its end included
    columns: dict[str, str]
    headings: dict[str, str]  # field name → heading as it stands in the file
    in_yuan: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()  # titles of columns that the layout requires and the file lacks
    nameless: tuple[str, ...] = ()  # cell columns with content and no heading
    copies: tuple[str, ...] = ()  # headings that stand twice over the same content
    kind: str | None = None
    divided: bool = False
    mark: str | None = None


@dataclass(frozen=True)
class Missed:
    """A sheet whose heading line was found, but not all columns that must be there."""

    contract: Contract
    sheet: Sheet
    heading_row: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    likely: bool  # whether half of the columns that must be there are, or many others: a table gone wrong, no cover


@dataclass(frozen=True)
class Twice:
    """A sheet with two columns of different content that equally name one field: which one is meant cannot be known."""

    contract: Contract
    sheet: Sheet
    heading_row: int
    title: str
    headings: tuple[Heading, ...]


def find_tables(
    sheet: Sheet, candidates: Iterable[Contract], source: Source | None
) -> list[Table] | Missed | Twice | None:
    """The tables on a sheet. None where no line looks like a heading; Missed and Twice say why there is no table."""
    found = list(matches(sheet, candidates, source))
    best = max(found, key=lambda match: match.rank, default=None)
    if best is None:
        return None
    if best.missing:
        return missed(best, sheet, source)
    split = best.contract.split
    kind = kind_cell(sheet, best.heading_row, best.cells, split) if split else None
    parts = division(best, found, kind)
    tables = []
    for part in parts:
        settled = settle_twins(part, sheet)
        if isinstance(settled, Twice):
            return settled
        tables.append(table(part, *settled, sheet, source, kind, divided=len(parts) > 1))
    return tables


def division(best: Match, found: list[Match], kind: str | None) -> list[Match]:
    """The matches of the datasets between which the sheet's rows are divided; the best one alone if they are not."""
    split = best.contract.split
    twins = {
        match.contract.name: match
        for match in sorted(found, key=lambda match: match.rank)
        if split and match.contract.split and match.contract.split.codes == split.codes
        and match.heading_row == best.heading_row and match.cells == best.cells and not match.missing
    }  # fmt: skip
    return list(twins.values()) if split and len(twins) > 1 and (kind or split.always) else [best]


def settle_twins(match: Match, sheet: Sheet) -> tuple[dict[str, Heading], tuple[str, ...]] | Twice:
    """The heading of each field, and the headings left out because another column says the same.

    Of two columns for one field either both say the same, or one is empty and the other is taken.
    """
    found, copies = dict(match.found), []
    for name, headings in match.twice.items():
        columns = filled_columns(sheet, [h.column for h in headings], match.heading_row)
        filled = [h for h in headings if h.column in columns] or list(headings[:1])
        if any(not same_cells(sheet, filled[0].column, other.column, match.heading_row) for other in filled[1:]):
            return Twice(match.contract, sheet, match.heading_row, match.contract.field(name).title, tuple(filled))
        found[name] = filled[0]
        copies += [h.text for h in headings if h != filled[0]]
    return found, tuple(copies)


def missed(match: Match, sheet: Sheet, source: Source | None) -> Missed:
    """What is said of a sheet whose best line lacks columns."""
    must = must_have(match.contract, match.layout, source)
    likely = 2 * len(match.missing) <= len(must) or len(match.found) >= MANY
    return Missed(match.contract, sheet, match.heading_row, match.missing, match.unknown, likely)


def table(
    match: Match, found: dict[str, Heading], copies: tuple[str, ...], sheet: Sheet, source: Source | None,
    kind: str | None, *, divided: bool,
) -> Table:  # fmt: skip
    """The table that a match stands for."""
    layout = match.layout
    expected = match.contract.fields_in(layout.name) if layout and layout.complete else ()
    yuan = {folded_heading(h) for f in match.contract.fields for h in f.in_yuan}
    marks = [column for column, text in match.cells.items() if folded_heading(text) == folded_heading(MARK)]
    fields = fields_of(sheet, match.heading_row) if sheet.headings is None else match.width
    beyond = sheet.width if sheet.numbered == "sheet" else max(fields, match.width)  # longer records are R20
    nameless = [f"c{i}" for i in range(beyond) if f"c{i}" not in match.cells]
    return Table(
        contract=match.contract,
        layout=layout.name if layout else None,
        sheet=sheet,
        heading_row=match.heading_row,
        width=match.width,
        fields=fields,
        columns={name: heading.column for name, heading in found.items()},
        headings={name: heading.text for name, heading in found.items()},
        in_yuan=frozenset(name for name, heading in found.items() if folded_heading(heading.text) in yuan),
        unknown=tuple(text for text in match.unknown if kind is None or text != match.cells[kind]),
        ignored=tuple(source.ignore) if source else (),
        absent=tuple(f.title for f in expected if f.due == "true" and f.name not in found),
        nameless=tuple(filled_columns(sheet, nameless, match.heading_row)),
        copies=copies,
        kind=kind,
        divided=divided,
        mark=marks[0] if marks else None,
    )
