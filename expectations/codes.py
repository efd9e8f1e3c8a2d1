"""Code tables: the values a coded field may have, and the spellings under which they come.

One CSV per table in `expectations/codes`: `value` is what is stored, `spelling` what is delivered, `layout` limits a
spelling to one layout (empty: all), `says` explains. A spelling that ends in `*` stands for any text it begins. Columns
`valid_from` and `valid_to`, which a table may have, are the days between which there is such a value.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "codes"


@dataclass(frozen=True)
class Spelling:
    """One way to write a value."""

    value: str
    spelling: str
    layout: str | None
    says: str | None = None


@dataclass(frozen=True)
class CodeTable:
    """A closed list of values with their spellings."""

    name: str
    spellings: tuple[Spelling, ...]
    valid: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)  # value → first and last day

    @property
    def values(self) -> tuple[str, ...]:
        """The stored values in order of the file."""
        return tuple(dict.fromkeys(s.value for s in self.spellings))

    def exact(self, layout: str | None) -> dict[str, str]:
        """Folded spelling → value for one layout; a layout's own spelling wins."""
        known = {s.spelling: s.value for s in self.spellings if s.layout is None}
        known |= {s.spelling: s.value for s in self.spellings if s.layout and s.layout == layout}
        return {spelling: value for spelling, value in known.items() if not spelling.endswith("*")}

    def beginnings(self) -> dict[str, str]:
        """Beginning → value, for spellings that end in `*`."""
        return {s.spelling[:-1]: s.value for s in self.spellings if s.spelling.endswith("*")}


@cache
def code_table(name: str) -> CodeTable:
    """The table of expectations/codes/<name>.csv; ValueError when it is missing or contradicts itself."""
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise ValueError(f"code table {name!r}: there is no {path.name} in expectations/codes")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spellings, seen = [], set()
    valid: dict[str, tuple[date | None, date | None]] = {}
    for row in rows:
        folded = unicodedata.normalize("NFKC", row["spelling"]).upper()
        layout = row.get("layout") or None
        if (folded, layout) in seen:
            raise ValueError(f"code table {name!r}: spelling {row['spelling']!r} stands twice")
        seen.add((folded, layout))
        spellings.append(Spelling(row["value"], folded, layout, row.get("says") or None))
        period = (day(name, row.get("valid_from")), day(name, row.get("valid_to")))
        if valid.setdefault(row["value"], period) != period:
            raise ValueError(f"code table {name!r}: {row['value']!r} has two periods")
    if not spellings:
        raise ValueError(f"code table {name!r} is empty")
    return CodeTable(name, tuple(spellings), {value: period for value, period in valid.items() if any(period)})


def day(table: str, text: str | None) -> date | None:
    """A day of a code table; ValueError when it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"code table {table!r}: {text!r} is no day; write it as 2021-07-15") from None
