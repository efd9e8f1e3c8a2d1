"""A rule: its id, its words, the SQL under which a staged row fails it, the expectation that must count the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """One rule over one staged table. `fails` is SQL, null counts as passed; `says`: what is expected, what to do.

    `detail` is SQL for a phrase that says what exactly is wrong with the row, null where nothing more is known; only
    failing rows are asked. A rule that looks for a `pattern` in its cell (see `looks_for`) stands `behind` a glance: SQL
    that is true wherever the rule fails, worked out once a row for all columns; only where it holds cells are matched.
    """

    id: str
    field: str | None
    severity: Literal["reject", "warn"]
    fails: str
    says: str
    expectation: Expectation | None = None
    part: str | None = None  # tells two rules of one id and field apart
    detail: str | None = None
    pattern: str | None = None
    behind: str | None = None

    @property
    def name(self) -> str:
        """Unique within the rules of a contract."""
        return ":".join(
            part for part in (self.id, self.field, self.part, None if self.severity == REJECT else "warn") if part
        )

    @property
    def by_cell(self) -> bool:
        """Whether the rule is about its pattern and nothing else, so that cells may be matched apart from their row."""
        return self.pattern is not None and self.fails == matches(self.field, self.pattern)

    @property
    def second_opinion(self) -> Expectation:
        """What the Great Expectations gate must count the same number of failures of."""
        return self.expectation or NoRows(self.fails)


@dataclass(frozen=True)
class Shape:
    """What the rules must know of the file: its layout, the columns it has, the night, whether records have a width.

    `late_before`: decisions of earlier days are past their seventh working day on that night (R17); None: not known.
    """

    layout: str | None
    present: frozenset[str]
    night: date
    width: int | None = None
    late_before: date | None = None

    def has(self, f: Field) -> bool:
        """Whether the file has the field's column (or the source states it)."""
        return f.name in self.present

    def condition(self, sql: str) -> str:
        """A contract's condition with the layout filled in."""
        return sql.replace("{layout}", f"'{self.layout or ''}'")


def present_fields(contract: Contract, shape: Shape, types: Sequence[str]) -> list[Field]:
    """The contract's fields of these types that the file has."""
    return [f for f in contract.fields if f.type in types and shape.has(f)]


def matches(field: str | None, pattern: str) -> str:
    """SQL: the pattern is found in the cell."""
    return f"regexp_matches({field}, '{pattern}')"


def looks_for(
    id: str,
    f: Field,
    severity: Literal["reject", "warn"],
    kinds: Mapping[str, str],
    says: str,
    behind: str,
    part: str | None = None,
) -> Rule:
    """A rule that the cell fails when one of the patterns of `kinds` is found in it, each with its own phrase."""
    pattern = "|".join(kinds)
    *known, (_, last) = kinds.items()
    phrases = [(matches(f.name, regex), phrase) for regex, phrase in known]
    detail = first_of(*phrases, ("true", last))
    fails = matches(f.name, pattern)
    return Rule(id, f.name, severity, fails, says, detail=detail, pattern=pattern, behind=behind, part=part)


def first_of(*phrases: tuple[str, str]) -> str:
    """SQL for the phrase of the first condition that holds; null where none does. A phrase is SQL where it has a quote."""
    whens = " ".join(f"when {so} then {phrase if chr(39) in phrase else quoted(phrase)}" for so, phrase in phrases)
    return f"case {whens} end"


def quoted(text: str) -> str:
    """A SQL text literal."""
    return "'" + text.replace("'", "''") + "'"
