"""What the plan of a night consists of: rows with what they mean, tables, deliveries. Values only, no machinery.

A row carries its meaning (`values`: field → text in normalised form, days as ISO) apart from its spelling (`written`:
only where a cell is written otherwise), and the rejecting rules that were planted in it. Everything that truth.json
says is derived from these, never from reading a written file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

NIGHTS = (date(2019, 3, 13), date(2019, 3, 14), date(2019, 3, 15))
STOCK_DAY = date(2018, 12, 15)  # B of measures-2019 section 1
CITY = "429700"
COUNTIES = ("429702", "429703", "429704", "429705", "429706", "429721")

DAY_FIELDS = frozenset(
    ("registered", "status_date", "decided", "from", "until", "shown_until", "state_date")
    + ("listed", "removed", "online", "offline", "reported", "restored")
)
BRACKETS = str.maketrans({**dict.fromkeys("〔［[【（｛{", "("), **dict.fromkeys("〕］]】）｝}", ")")})


@dataclass(frozen=True)
class Row:
    """One line of a table: its meaning, its spelling, and what was planted in it.

    `rules` must be found and reject the row; `free` may be found beside them; `warns` warn only. `keyless` says that
    the spoiled cells belong to the key. `shifted` writes every cell one column to the right.
    """

    dataset: str
    values: Mapping[str, str]
    written: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    keyless: bool = False
    shifted: bool = False

    def but(self, **values: str) -> Row:
        """The same row with other values, written plainly in those cells."""
        kept = {name: text for name, text in self.written.items() if name not in values}
        return replace(self, values={**self.values, **values}, written=kept)

    def late(self) -> Row:
        """The same row, marked as arriving after its deadline (R17 warns)."""
        return replace(self, warns=tuple(sorted({*self.warns, "R17"})))


@dataclass(frozen=True)
class Layout:
    """How a source writes a dataset: (heading, field) pairs, its way with days and code words.

    A field of None is a column that no contract knows.
    """

    columns: tuple[tuple[str, str | None], ...]
    days: str = "%Y-%m-%d"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    real_cells: bool = False  # workbooks: days and amounts as real dates and numbers

    @property
    def fields(self) -> frozenset[str]:
        """The fields that this layout delivers."""
        return frozenset(name for _, name in self.columns if name)


@dataclass(frozen=True)
class Table:
    """A sheet or file body: rows under a heading, with title lines above and note or total lines below."""

    layout: Layout
    rows: tuple[Row, ...]
    sheet: str | None = None
    title: tuple[str, ...] = ()
    footer: tuple[tuple[str, ...], ...] = ()

    @property
    def first_row(self) -> int:
        """The row number of the first row as a spreadsheet shows it."""
        return len(self.title) + 2


@dataclass(frozen=True)
class Delivery:
    """What one source hands over in one night: one file, one pull of an API, one state of a database table.

    `form` is csv, xlsx, xls, api, database, `copy` (the bytes of `origin`, a path of an earlier night) or `broken`.
    """

    night: date
    source: str
    path: str
    form: str
    tables: tuple[Table, ...]
    encoding: str = "utf-8-sig"
    origin: str | None = None


@cache
def fold(text: str) -> str:
    """Folded as measures-2019 section 2 says: NFKC, all brackets ( ), no white space, Latin letters upper case."""
    text = unicodedata.normalize("NFKC", text.translate(BRACKETS)).translate(BRACKETS)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf").upper()
