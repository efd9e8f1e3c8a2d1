"""Dataset contracts: what a dataset's fields are, what identifies a row, how layouts differ.

A contract is data. Schema, rules, Great Expectations suite, template and dictionary are derived from it by code and
never repeated by hand. Contracts are found: every module of `expectations/contracts` holds one `CONTRACT` whose name
equals the file name; a wrong definition fails at import with a sentence.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, get_args

from expectations.codes import code_table
from expectations.headings import folded_heading

Type = Literal[
    "name",  # a name: kept as delivered, compared folded
    "number",  # a document number: kept as delivered, compared folded
    "unit",  # a public body: kept as delivered, compared by its department id, else folded
    "text",  # free text
    "code",  # a value of a code table
    "credit_code",  # 统一社会信用代码, GB 32100-2015
    "org_code",  # 组织机构代码, GB 11714
    "reg_no",  # 工商注册号
    "id_no",  # a person's id number; only its pseudonym is stored
    "person_no",  # any other number of a person; only its pseudonym is stored
    "day",  # a calendar day
    "end",  # a calendar day or 长期
    "month",  # YYYY-MM
    "wan",  # an amount in 万元, decimal(18, 6)
    "count",  # a whole number >= 0
    "numbers",  # document numbers separated by 、
]

LENGTH = {"name": 200, "number": 128, "unit": 200, "reg_no": 50, "id_no": 64, "person_no": 64, "text": 4000}
FOLDED = ("name", "number")
RESERVED = {
    "sheet_no", "row_no", "sheet", "fields", "person", "party", "key", "content_hash", "kind_of", "layout", "warnings",
    "source", "batch", "version", "closed_on", "known_from", "known_to", "department", "subject_key", "first_cell", "filled_cells",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One column of a dataset.

    `title` is the official heading, `aliases` further ones; `aliases_in` those that hold in one layout only;
    `in_yuan` headings of the same amount in 元. `required` is a cell without which no row loads and a column without
    which no file does. `due` is the condition (SQL over the staged columns) under which the cell must be filled in a
    file that has the column (with `due_always` in every file), `due_says` the same in words. `layouts` names the
    layouts that have the field (all when empty). A code field with `several` takes values separated by ；. A `past`
    day may not lie after the night; a `stamp` is no content; an `official` code is a public body's.
    """

    name: str
    title: str
    type: Type
    aliases: tuple[str, ...] = ()
    aliases_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_yuan: tuple[str, ...] = ()
    required: bool = False
    due: str | None = None
    due_says: str | None = None
    due_always: bool = False
    layouts: tuple[str, ...] = ()
    length: int | None = None
    codes: str | None = None
    several: bool = False
    personal: bool = False
    public: bool = True
    past: bool = False
    stamp: bool = False
    official: bool = False

    @property
    def limit(self) -> int | None:
        """The longest text, in characters, that the field takes."""
        return self.length or LENGTH.get(self.type)

    @property
    def compared(self) -> str:
        """The staged column that stands for the field in keys and matches."""
        return {"name": f"{self.name}_f", "number": f"{self.name}_f", "unit": f"{self.name}_id"}.get(
            self.type, self.name
        )


@dataclass(frozen=True)
class Layout:
    """A form in which the dataset is delivered, recognised by headings that only it has."""

    name: str
    title: str
    marks: tuple[str, ...]
    complete: bool = False  # the fields that the layout requires are expected in every file (else 版式不全)


@dataclass(frozen=True)
class Party:
    """Which fields say who a row is about, in the order in which they identify (measures-2019 section 2)."""

    code: str
    org: str | None = None
    reg: str | None = None
    name: str | None = None
    id: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Split:
    """How rows of several datasets are told apart on one sheet: by a column, or by the sheet's own name.

    `codes` is the code table whose values are the datasets, `headings` what such a column is called. `always`: a row
    that names none of the source's datasets is refused; else a sheet without such a column is of one dataset.
    """

    codes: str
    headings: tuple[str, ...]
    always: bool = False


@dataclass(frozen=True)
class Alike:
    """Rows of one file that agree in the fields `same` (or `party`) should agree in `differs`: else a warning of `rule`.

    `among` is a condition (SQL over the staged columns) on the rows that are compared.
    """

    rule: str
    same: tuple[str, ...]
    differs: str
    says: str
    among: str = "true"


@dataclass(frozen=True)
class Carry:
    """A column that a version inherits from the one before it: `first` where there is none, else `next`.

    Both are SQL over `new.<column>` and (in `next`) `old.<column>`.
    """

    name: str
    type: str
    first: str
    next: str


@dataclass(frozen=True)
class Contract:
    """A dataset: fields, identity and checks.

    `answers` names the unit that answers for the row. `key` lists field names or `party`; one with a question mark is
    a part only when filled. `continues` lists the columns by which a row that brings a credit code continues a stored
    row that has none (measures-2019 section 2). `missing` is what a row missing from a snapshot means when the source
    does not say. `spans` are (start, end) pairs that may not be reversed. `day` is the row's own day; a `published`
    dataset is due at the platform within seven working days of it. `alike`: see Alike.
    """

    name: str
    title: str
    grain: str
    source: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    answers: str | None = None
    party: Party | None = None
    layouts: tuple[Layout, ...] = ()
    continues: tuple[str, ...] = ()
    carries: tuple[Carry, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    day: str | None = None
    published: bool = False
    alike: tuple[Alike, ...] = ()
    missing: Literal["close", "keep"] = "keep"
    split: Split | None = None
    code_defects_warn: bool = False
    amounts: tuple[
        tuple[str, str, str], ...
    ] = ()  # (amount field, category field, word): due when the category says so
    text_amount: tuple[str, str] | None = None  # (amount field, text field) for the factor of 10,000

    def __post_init__(self) -> None:
        check(self)

    @property
    def layout_names(self) -> tuple[str | None, ...]:
        """The names of the layouts; None alone where the dataset comes in one form."""
        return tuple(layout.name for layout in self.layouts) or (None,)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(f for f in self.fields if f.name == name)

    def has(self, name: str) -> bool:
        """Whether there is a field of that name."""
        return any(f.name == name for f in self.fields)

    def compared(self, name: str) -> str:
        """The staged column that stands for the field, or for the party, in keys and matches."""
        return name if name == "party" else self.field(name).compared

    def fields_in(self, layout: str | None) -> tuple[Field, ...]:
        """The fields that a file of this layout may have."""
        return tuple(f for f in self.fields if not f.layouts or layout is None or layout in f.layouts)

    def headings(self, layout: str | None) -> Mapping[str, Field]:
        """Folded heading → field, for one layout."""
        return self._headings[layout]

    @cached_property
    def _headings(self) -> dict[str | None, dict[str, Field]]:
        return {layout: self._headings_in(layout) for layout in [None, *(known.name for known in self.layouts)]}

    def _headings_in(self, layout: str | None) -> dict[str, Field]:
        known: dict[str, Field] = {}
        for f in self.fields_in(layout):
            for heading in (f.title, f.name, *f.aliases, *f.in_yuan, *f.aliases_in.get(layout or "", ())):
                known.setdefault(folded_heading(heading), f)
        return known


def check(contract: Contract) -> None:
    """ValueError with a sentence when the definition cannot be right."""

    def refuse(why: str) -> ValueError:
        return ValueError(f"contract {contract.name}: {why}")

    names = [f.name for f in contract.fields]
    for f in contract.fields:
        if names.count(f.name) > 1:
            raise refuse(f"field {f.name} stands twice")
        if f.name in RESERVED:
            raise refuse(f"field {f.name}: the name is taken by a column that every dataset has")
        if f.type not in get_args(Type):
            raise refuse(f"field {f.name} has the unknown type {f.type!r}")
        if (f.type == "code") != bool(f.codes):
            raise refuse(f"field {f.name}: a code needs a code table, and only a code has one")
        if f.codes:
            code_table(f.codes)
        if not f.title.strip():
            raise refuse(f"field {f.name} has no title")
        if bool(f.due) != bool(f.due_says):
            raise refuse(f"field {f.name}: a condition needs its words, and words a condition")
    if contract.split and contract.name not in code_table(contract.split.codes).values:
        raise refuse(f"the code table {contract.split.codes!r} that tells datasets apart does not know it")
    for part in contract.key:
        if part.rstrip("?") != "party" and part.rstrip("?") not in names:
            raise refuse(f"key part {part!r} is no field")
    for name in [name for alike in contract.alike for name in (*alike.same, alike.differs)]:
        if name != "party" and name not in names:
            raise refuse(f"rows are compared by {name!r}, which is no field")
    if contract.day and contract.field(contract.day).type != "day":
        raise refuse(f"{contract.day!r} is the row's own day and no day")
    if contract.published and not contract.day:
        raise refuse("what is published has a day from which its term runs")
    if contract.answers and contract.field(contract.answers).type != "unit":
        raise refuse(f"{contract.answers!r} answers for the row and is no unit")
    if "party" in contract.key and contract.party is None:
        raise refuse("the key names a party, the contract has none")
    for layout in contract.layout_names:
        seen: dict[str, str] = {}
        for f in contract.fields_in(layout):
            for heading in (f.title, *f.aliases, *f.in_yuan, *f.aliases_in.get(layout or "", ())):
                other = seen.setdefault(folded_heading(heading), f.name)
                if other != f.name:
                    raise refuse(f"heading {heading!r} stands for both {other} and {f.name} (layout {layout})")


@cache
def contracts() -> dict[str, Contract]:
    """All contracts by name, found in expectations/contracts."""
    import expectations.contracts as package

    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        contract = importlib.import_module(f"{package.__name__}.{module.name}").CONTRACT
        if contract.name != module.name:
            raise ValueError(f"contract {contract.name!r} stands in {module.name}.py; the file name must be the name")
        found[contract.name] = contract
    return found
