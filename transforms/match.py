"""How well a line of a sheet fits a contract as its heading line.

Position means nothing, headings mean everything: the two 双公示 layouts use _2 and _3 for different codes, and one city
had two column orders in the same year (facts 3.2). A column is mapped, ignored on purpose, or reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cities.source import Source
from expectations.contract import Contract, Field, Layout
from expectations.headings import folded_heading
from transforms.read import Sheet
from transforms.sheet import first_rows

HEADING_WITHIN = 40  # rows in which a heading line is looked for
ENOUGH = 2  # headings of a contract that make a line worth calling its heading
# Columns of the workbook that a department got back: why a row was returned, and the mark of one that was not.
REASON, MARK = "退回原因", "核对标记"
RETURNED = {folded_heading(REASON), folded_heading(MARK)}
THE_SOURCES, OFFICIAL, ALIAS = range(3)  # whose word a heading is, the strongest first


class Heading(NamedTuple):
    """One cell of a heading line."""

    column: str
    text: str


@dataclass(frozen=True)
class Match:
    """How well one heading line fits one contract in one layout. `twice`: fields that equally good headings name."""

    contract: Contract
    layout: Layout | None
    heading_row: int
    cells: dict[str, str]
    found: dict[str, Heading]
    twice: dict[str, tuple[Heading, ...]]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def rank(self) -> tuple:
        """Complete before incomplete, then more mapped columns, then fewer unknown ones, then the upper line."""
        return (not self.missing, len(self.found), -len(self.unknown), -self.heading_row)

    @property
    def width(self) -> int:
        """Cells up to the last heading: what a whole record has."""
        return 1 + max((int(column[1:]) for column in self.cells), default=-1)


def matches(sheet: Sheet, candidates: Iterable[Contract], source: Source | None) -> Iterator[Match]:
    """Every (line, contract, layout) with enough headings in common."""
    candidates = list(candidates)
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
    """Map the line's headings to the contract's fields: by the source's own words, official titles, then aliases."""
    left_out = RETURNED | {folded_heading(h) for h in (source.ignore if source else ())}
    named: dict[str, list[tuple[int, Heading]]] = {}
    unknown: list[str] = []
    for column, text in cells.items():
        folded = folded_heading(text)
        rank, field = target(folded, contract, layout, source)
        if folded in left_out or (source and field in source.constants):
            continue
        if field is None or not contract.has(field):
            unknown.append(text)
        else:
            named.setdefault(field, []).append((rank, Heading(column, text)))
    best = {name: [h for rank, h in ranked if rank == min(ranked)[0]] for name, ranked in named.items()}
    unknown += [h.text for name, ranked in named.items() for _, h in ranked if h not in best[name]]
    missing = tuple(f.title for f in must_have(contract, layout, source) if f.name not in best)
    return Match(
        contract=contract,
        layout=layout,
        heading_row=row_no,
        cells=cells,
        found={name: headings[0] for name, headings in best.items()},
        twice={name: tuple(headings) for name, headings in best.items() if len(headings) > 1},
        unknown=tuple(unknown),
        missing=missing,
    )


def target(folded: str, contract: Contract, layout: Layout | None, source: Source | None) -> tuple[int, str | None]:
    """The field that a folded heading names, and whose word it is."""
    own = {folded_heading(h): f for h, f in (source.columns if source else {}).items()}
    if folded in own:
        return THE_SOURCES, own[folded]
    field = contract.headings(layout.name if layout else None).get(folded)
    if field is None:
        return ALIAS, None
    return (OFFICIAL if folded == folded_heading(field.title) else ALIAS), field.name


def must_have(contract: Contract, layout: Layout | None, source: Source | None) -> list[Field]:
    """The fields without whose columns no file loads; what the source itself states needs none."""
    constants = source.constants if source else {}
    return [f for f in contract.fields_in(layout.name if layout else None) if f.required and f.name not in constants]
