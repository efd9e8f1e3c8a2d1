"""A rule: its id, its words, the SQL under which a staged row fails it, the expectation that must count the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from expectations.contract import Contract, Field

REJECT: Final = "reject"
WARN: Final = "warn"


@dataclass(frozen=True)
class NotNull:
    """Great Expectations: every value of the column is there."""

    column: str


@dataclass(frozen=True)
class AtMost:
    """Great Expectations: no value of the column is longer."""

    column: str
    length: int


@dataclass(frozen=True)
class Among:
    """Great Expectations: every value of the column is one of these."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Matching:
    """Great Expectations: every value of the column matches the expression."""

    column: str
    regex: str


@dataclass(frozen=True)
class NoRows:
    """Great Expectations: no row of the staged table is so."""

    where: str


Expectation = NotNull | AtMost | Among | Matching | NoRows


@dataclass(frozen=True)
class Rule:
    """One rule over one staged table. `fails` is SQL, null counts as passed; `says`: what is expected, what to do."""

    id: str
    field: str | None
    severity: Literal["reject", "warn"]
    fails: str
    says: str
    expectation: Expectation | None = None
    part: str | None = None  # tells two rules of one id and field apart

    @property
    def name(self) -> str:
        """Unique within the rules of a contract."""
        return ":".join(
            part for part in (self.id, self.field, self.part, None if self.severity == REJECT else "warn") if part
        )

    @property
    def second_opinion(self) -> Expectation:
        """What the Great Expectations gate must count the same number of failures of."""
        return self.expectation or NoRows(self.fails)


@dataclass(frozen=True)
class Shape:
    """What the rules must know of the file: its layout, the columns it has, the night, whether records have a width."""

    layout: str | None
    present: frozenset[str]
    night: date
    width: int | None = None

    def has(self, f: Field) -> bool:
        """Whether the file has the field's column (or the source states it)."""
        return f.name in self.present

    def condition(self, sql: str) -> str:
        """A contract's condition with the layout filled in."""
        return sql.replace("{layout}", f"'{self.layout or ''}'")


def present_fields(contract: Contract, shape: Shape, types: Sequence[str]) -> list[Field]:
    """The contract's fields of these types that the file has."""
    return [f for f in contract.fields if f.type in types and shape.has(f)]
