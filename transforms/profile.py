"""What an unknown table is likely to be: a dataset, and for each column a field, with what speaks for it.

A heading that the contract knows is certain. Another one is when it is much like a known heading, the values look like
the field's, and no other column or field competes. Everything else is a question for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from expectations.codes import code_table
from expectations.contract import Contract, Field, Layout
from expectations.headings import folded_heading
from transforms.match import HEADING_WITHIN, Match, compare, heading_lines, layout_of, matches
from transforms.read import Sheet
from transforms.sheet import first_rows
from transforms.text import fold

SAMPLE = 300  # rows below the heading whose values are looked at
ALIKE = 0.5  # likeness of headings from which a column is proposed for a field
CERTAIN, MOST = 0.75, 0.95  # likeness of the heading and share of fitting values that together leave no doubt
FEW = 2  # filled headings of a line that may be a heading though no contract knows it
PRIVATE = re.compile("身份证|证件号|手机|电话|住址|家庭|出生|邮箱|银行卡|微信|性别|民族")

# What a value of a type looks like once it is folded. Names and free text look like anything.
LOOKS = {
    "credit_code": r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
    "org_code": r"[0-9A-Z]{8}-?[0-9X]",
    "reg_no": r"[0-9]{13}|[0-9]{15}",
    "id_no": r"[0-9]{6}(?:19|20)[0-9]{9}[0-9X]|[0-9]{6}\*+[0-9X]{2,4}",
    "person_no": r"[0-9A-Z-]{4,}",
    "number": r".*[0-9].*号?",
    "name": r".*[一-龥]{2}.*",
    "unit": r".*[一-龥]{2}.*",
    "day": r"(?:19|20)[0-9]{2}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?(?:[T ]?[0-9:]+)?",
    "end": r"(?:19|20|99)[0-9]{2}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?|长期|永久",
    "month": r"(?:19|20)[0-9]{2}[-/.年]?[0-9]{1,2}月?",
    "wan": r"[0-9,]+(?:\.[0-9]+)?(?:万?元)?",
    "count": r"[0-9]+",
    "numbers": r".*[0-9].*",
    "text": r".*",
}
PHONE = re.compile(r"1[3-9][0-9]{9}")
RESIDENT = re.compile(LOOKS["id_no"])


@dataclass(frozen=True)
class Column:
    """One column of the file. `field` is the contract's, if any is likely; `known`: by its heading alone.

    `fits` is the share of the sampled values that look like the field's. `personal`: it seems to be about a person.
    """

    heading: str
    place: int
    field: str | None
    sure: bool
    known: bool
    fits: float
    personal: bool


@dataclass(frozen=True)
class Profile:
    """The likeliest dataset of a sheet. `missing` are titles of columns that must be there and were not recognised."""

    contract: Contract
    layout: str | None
    heading_row: int
    rows: int
    columns: tuple[Column, ...]
    missing: tuple[str, ...]


def profile(sheet: Sheet, candidates: Iterable[Contract]) -> Profile | None:
    """The sheet's profile; None where no line can be a heading."""
    candidates = list(candidates)
    lines = likely_headings(sheet, candidates)
    found = [profile_as(sheet, contract, row_no, cells) for row_no, cells in lines for contract in candidates]
    return max(found, key=weight, default=None)


def weight(one: Profile) -> tuple[int, int, int]:
    """Known headings say most, then likely ones; what is missing speaks against."""
    known = sum(column.known for column in one.columns)
    likely = sum(column.field is not None for column in one.columns)
    return (2 * known + likely - 2 * len(one.missing), -len(one.missing), -one.heading_row)


def likely_headings(sheet: Sheet, candidates: Sequence[Contract]) -> list[tuple[int, dict[str, str]]]:
    """The lines that contracts know headings of; else the first line of several texts without digits."""
    known: list[Match] = sorted(matches(sheet, candidates, None), key=lambda match: match.rank, reverse=True)
    if known:
        return [(known[0].heading_row, known[0].cells)]
    plain = (
        (row_no, cells)
        for row_no, cells in heading_lines(sheet)
        if len(cells) > FEW and len(set(cells.values())) == len(cells) and not any(map(is_value, cells.values()))
    )
    return [line for line in plain if line[0] <= HEADING_WITHIN][:1]


def is_value(text: str) -> bool:
    """Whether the text is more likely a value than a heading."""
    return sum(map(str.isdigit, text)) * 2 > len(text)


def profile_as(sheet: Sheet, contract: Contract, row_no: int, cells: dict[str, str]) -> Profile:
    """The sheet as a table of one dataset."""
    layout = layout_of(contract, cells.values())
    match = compare(row_no, cells, contract, layout, None)
    values = sample(sheet, row_no, list(cells))
    known = {heading.column: name for name, heading in match.found.items()}
    open_fields = [f for f in contract.fields_in(layout.name if layout else None) if f.name not in match.found]
    proposed = proposals(cells, values, known, open_fields, contract, layout)
    columns = []
    for column, heading in cells.items():
        name, sure = (known[column], True) if column in known else proposed.get(column, (None, False))
        f = contract.field(name) if name else None
        columns.append(
            Column(
                heading=heading,
                place=int(column[1:]) + 1,
                field=name,
                sure=sure,
                known=column in known,
                fits=share(values[column], looks_like(f.type, f.codes)) if f else 0.0,
                personal=bool(PRIVATE.search(heading)) or share(values[column], is_personal) > 0.5,
            )
        )
    recognised = {column.field for column in columns if column.sure}
    missing = tuple(f.title for f in contract.fields if f.required and f.name not in recognised)
    return Profile(
        contract,
        layout.name if layout else None,
        row_no,
        len(values and max(values.values(), key=len)),
        tuple(columns),
        missing,
    )


def sample(sheet: Sheet, below: int, columns: Sequence[str]) -> dict[str, list[str]]:
    """The folded values of each column in the first rows below the heading."""
    rows = [cells for row_no, cells in first_rows(sheet, below + SAMPLE) if row_no > below]
    return {column: [fold(cells[column]) for cells in rows if column in cells] for column in columns}


def proposals(
    cells: dict[str, str], values: dict[str, list[str]], known: dict[str, str], fields: Sequence[Field],
    contract: Contract, layout: Layout | None,
) -> dict[str, tuple[str, bool]]:  # fmt: skip
    """Cell column → (field, sure) for the columns whose heading the contract does not know, the likeliest pairs first."""
    pairs = sorted(
        ((alike, share(values[column], looks_like(f.type, f.codes)), column, f.name)
        for column, heading in cells.items() if column not in known
        for f in fields if (alike := likeness(heading, contract, f, layout)) >= ALIKE),
        key=lambda pair: (-pair[0] - pair[1], pair[2:]),
    )  # fmt: skip
    found: dict[str, tuple[str, bool]] = {}
    for alike, fits, column, name in pairs:
        if column in found or name in (taken for taken, _ in found.values()) or (values[column] and fits < ALIKE):
            continue
        rivals = [p for p in pairs if (p[2] == column) != (p[3] == name) and p[0] + p[1] > alike + fits - 0.2]
        found[column] = name, bool(values[column]) and alike >= CERTAIN and fits >= MOST and not rivals
    return found


def likeness(heading: str, contract: Contract, f: Field, layout: Layout | None) -> float:
    """How like the heading is to the likest one that the contract has for the field, 0 to 1."""
    here = folded_heading(heading)
    known = (h for h, field in contract.headings(layout.name if layout else None).items() if field.name == f.name)
    return max((SequenceMatcher(None, here, other).ratio() for other in known), default=0.0)


def share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    """The share of the values that fit, 0 where there are none."""
    return sum(map(fits, values)) / len(values) if values else 0.0


@cache
def looks_like(type: str, codes: str | None) -> Callable[[str], bool]:
    """Whether a folded value looks like one of a field of this type or code table."""
    if codes:
        table = code_table(codes)
        spelt = {fold(word) for word in (*table.exact(None), *table.values)}
        return lambda value: value in spelt
    pattern = re.compile(LOOKS[type])
    return lambda value: pattern.fullmatch(value) is not None


def is_personal(value: str) -> bool:
    """Whether the value is a mobile number or a resident id."""
    return PHONE.fullmatch(value) is not None or RESIDENT.fullmatch(value) is not None
