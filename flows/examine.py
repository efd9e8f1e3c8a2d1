"""Examine one delivery: read, stage and check, with nothing stored. The night and `credit check` share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City
from cities.source import Source
from expectations import check as checks
from expectations.check import Checked
from expectations.contract import Contract
from expectations.rules import Rule, Shape, rules_for
from expectations.rules.rule import NoRows
from transforms import text
from transforms.stage import Receipt, stage
from transforms.table import Table
from transforms.workdays import deadlines
from warehouse.connect import opened

# Passes of DuckDB's optimizer that harm a statement as wide as staging. Pushed down, the filter on ignored lines drags
# every expression it stands on with it, worked out twice; a list of five or more constants becomes a join of its own,
# twenty-eight of them; and since a stream has no known size, its rows would become the hash table of the unit joins.
LEFT_OUT = ("filter_pushdown", "in_clause", "build_side_probe_side")


@dataclass(frozen=True)
class Examined:
    """One dataset of a delivery, staged and checked in its own DuckDB file."""

    contract: Contract
    tables: tuple[Table, ...]
    staged: Receipt
    checked: Checked


def examine(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], source: Source, city: City | None, night: date
) -> Examined:
    """Stage and check the tables of one dataset in the connection."""
    contract = tables[0].contract
    staged = stage(con, list(tables), source, unit_names(city))
    checks.confirm(con, (confirmed.code for confirmed in city.confirmed) if city else ())
    headings = {name: heading for table in reversed(tables) for name, heading in table.headings.items()}
    rules = rules_by_sheet(contract, [shape_of(table, source, night) for table in tables])
    checked = checks.check(con, contract, rules, headings)
    return Examined(contract, tuple(tables), staged, checked)


def shape_of(table: Table, source: Source, night: date) -> Shape:
    """What the rules must know of a sheet; only records of a text table have a width to keep."""
    width = table.width if table.sheet.numbered == "record" and table.sheet.headings is None else None
    present = frozenset(table.columns) | frozenset(source.constants)
    return Shape(table.layout, present, night, width, late_before(night))


def late_before(night: date) -> date | None:
    """The first day whose seventh working day is not over; None where the calendar library does not reach."""
    try:
        return min((day for day, last in deadlines(night).items() if last >= night), default=None)
    except ValueError:
        return None


def rules_by_sheet(contract: Contract, shapes: Sequence[Shape]) -> tuple[Rule, ...]:
    """The rules of the sheets' one shape; where shapes differ, each sheet is judged by the rules of its own."""
    sheets: dict[Shape, list[int]] = {}
    for number, shape in enumerate(shapes):
        sheets.setdefault(shape, []).append(number)
    if len(sheets) == 1:
        return rules_for(contract, shapes[0])
    return tuple(only_on(rule, numbers) for shape, numbers in sheets.items() for rule in rules_for(contract, shape))


def only_on(rule: Rule, sheets: Sequence[int]) -> Rule:
    """The rule for these sheets alone, under a name of its own."""
    fails = f"sheet_no in ({', '.join(map(str, sheets))}) and ({rule.fails})"
    part = "-".join(filter(None, (rule.part, f"sheet{sheets[0]}")))
    return replace(rule, fails=fails, part=part, expectation=NoRows(fails))


@contextmanager
def staging(path: Path | None, temporary: Path, key: bytes) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to stage in, with the macros that stage and check use."""
    with opened(path, temporary=temporary, without=LEFT_OUT) as con:
        text.install(con, key)
        checks.install(con)
        try:
            yield con
        finally:
            text.uninstall(con)


def unit_names(city: City | None) -> dict[str, str]:
    """Folded name or alias of every department → its id."""
    if city is None:
        return {}
    names = {text.fold(name): d.id for d in city.departments for name in d.aliases}
    return names | {text.fold(d.name): d.id for d in city.departments}
