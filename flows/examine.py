"""Examine one delivery: read, stage and check, with nothing stored. The night and `credit check` share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City
from cities.source import Source
from expectations import check as checks
from expectations.check import Checked
from expectations.contract import Contract, contracts
from expectations.rules import Rule, Shape, rules_for
from expectations.rules.rule import NoRows
from transforms import text
from transforms.read import Limits, ReadError, Reading, read
from transforms.sheet import filled
from transforms.stage import Receipt, stage
from transforms.table import Missed, Table, find_tables
from warehouse.connect import opened

LIMITS = Limits()
LONGEST, DIGITS = 20, 5  # characters of a heading that is quoted; so many digits are a number of someone
# Passes of DuckDB's optimizer that harm a statement as wide as staging. Pushed down, the filter on ignored lines drags
# every expression it stands on with it, worked out twice; a list of five or more constants becomes a join of its own,
# twenty-eight of them; and since a stream has no known size, its rows would become the hash table of the unit joins.
LEFT_OUT = ("filter_pushdown", "in_clause", "build_side_probe_side")


@dataclass(frozen=True)
class Found:
    """What a file holds: tables by dataset, lines that belong to none, remarks for its sender."""

    reading: Reading
    tables: Mapping[str, list[Table]]
    cover_lines: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Examined:
    """One dataset of a delivery, staged and checked in its own DuckDB file."""

    contract: Contract
    tables: tuple[Table, ...]
    staged: Receipt
    checked: Checked
    opinion: Mapping[str, int] = field(default_factory=dict)

    @property
    def layout(self) -> str | None:
        return self.tables[0].layout


def source_contracts(source: Source) -> list[Contract]:
    """The contracts of a source's datasets; ReadError names one that does not exist."""
    known = contracts()
    for name in source.datasets:
        if name not in known:
            raise ReadError(f"来源 {source.id} 的数据集 {name} 没有定义；可用的有：{'、'.join(known)}")
    return [known[name] for name in source.datasets]


def find(path: Path, name: str, source: Source, out: Path, limits: Limits = LIMITS) -> Found:
    """Read the file and find its tables. ReadError, a Chinese sentence, when there is nothing to stage."""
    reading = read(path, out, limits, name=name)
    candidates = source_contracts(source)
    tables: dict[str, list[Table]] = {}
    remarks = list(reading.notes)
    missed: list[Missed] = []
    cover_lines = 0
    for sheet in reading.sheets:
        found = find_tables(sheet, candidates, source)
        if isinstance(found, list):
            for table in found:
                tables.setdefault(table.contract.name, []).append(table)
            remarks += remarks_on(found[0])
        elif isinstance(found, Missed):
            missed.append(found)
        else:
            cover_lines += filled(sheet)
    # Beside a whole table, a sheet with few of the columns is a cover or instructions; with half of them it is a loss.
    grave = [sheet for sheet in missed if sheet.likely or not tables]
    if grave:
        raise ReadError(missed_sentence(grave[0]))
    cover_lines += sum(filled(cover.sheet) for cover in missed)
    if not tables and not is_empty_pull(reading):
        raise ReadError(headless_sentence(reading, candidates))
    return Found(reading, tables, cover_lines, tuple(remarks))


def is_empty_pull(reading: Reading) -> bool:
    """Records without a single one: a zero report, though no heading says so."""
    return reading.format in ("json", "ndjson") and not any(sheet.rows for sheet in reading.sheets)


def remarks_on(table: Table) -> Iterator[str]:
    """Columns that are not stored, and columns that the layout asks for and the file lacks."""
    where = f"工作表“{table.sheet.name}”" if table.sheet.name else "文件"
    if table.unknown:
        yield f"{where}中未识别的列（未入库）：{quoted(table.unknown)}"
    if table.absent:
        yield f"{where}版式不全，缺少{table.layout}版要求的列：{'、'.join(table.absent)}"


def missed_sentence(missed: Missed) -> str:
    where = f"工作表“{missed.sheet.name}”" if missed.sheet.name else "文件"
    unknown = f"；未能识别的列有：{quoted(missed.unknown)}" if missed.unknown else ""
    return (
        f"{where}的表头（第{max(missed.heading_row, 1)}行）缺少{missed.contract.title}必需的列：{'、'.join(missed.missing)}"
        f"{unknown}。请恢复原列名，或在来源定义的 columns 中写明对应关系后重报。"
    )


def headless_sentence(reading: Reading, candidates: Sequence[Contract]) -> str:
    titles = "、".join(contract.title for contract in candidates)
    if not any(sheet.rows for sheet in reading.sheets):
        return "文件是空的，没有任何行；若本期无数据，请至少保留表头行作为零报告。"
    return f"在文件前40行中没有找到{titles}的表头。请确认报送的是该类数据，且保留标准列名。"


def quoted(headings: Sequence[str]) -> str:
    """Unknown headings in words. What is long or full of digits may be a cell of a row, and is only counted."""
    plain = [text for text in headings if len(text) <= LONGEST and sum(map(str.isdigit, text)) < DIGITS]
    rest = len(headings) - len(plain)
    return "、".join(plain + ([f"另有{rest}个"] if rest else []))


def examine(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], source: Source, units: Mapping[str, str], night: date
) -> Examined:
    """Stage and check the tables of one dataset in the connection."""
    contract = tables[0].contract
    staged = stage(con, list(tables), source, units)
    headings = {name: heading for table in reversed(tables) for name, heading in table.headings.items()}
    rules = rules_by_sheet(contract, [shape_of(table, source, night) for table in tables])
    checked = checks.check(con, contract, rules, headings)
    return Examined(contract, tuple(tables), staged, checked)


def shape_of(table: Table, source: Source, night: date) -> Shape:
    """What the rules must know of a sheet; only records of a text table have a width to keep."""
    width = table.width if table.sheet.numbered == "record" and table.sheet.headings is None else None
    return Shape(table.layout, frozenset(table.columns) | frozenset(source.constants), night, width)


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
