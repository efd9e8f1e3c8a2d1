"""Examine one delivery: read, stage and check, with nothing stored. The night and `credit check` share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City
from cities.source import Source
from expectations import check as checks
from expectations.check import Checked
from expectations.contract import Contract, contracts
from expectations.rules import Shape, rules_for
from transforms import text
from transforms.read import Limits, ReadError, Reading, Sheet, read
from transforms.stage import Receipt, stage
from transforms.table import Missed, Table, find_tables
from warehouse.connect import opened

LIMITS = Limits()


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
            cover_lines += filled_lines(sheet)
    if missed:
        raise ReadError(missed_sentence(missed[0]))
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
        yield f"{where}中未识别的列（未入库）：{'、'.join(table.unknown)}"
    if table.absent:
        yield f"{where}版式不全，缺少{table.layout}版要求的列：{'、'.join(table.absent)}"


def missed_sentence(missed: Missed) -> str:
    where = f"工作表“{missed.sheet.name}”" if missed.sheet.name else "文件"
    unknown = f"；未能识别的列有：{'、'.join(missed.unknown)}" if missed.unknown else ""
    return (
        f"{where}的表头（第{max(missed.heading_row, 1)}行）缺少{missed.contract.title}必需的列：{'、'.join(missed.missing)}"
        f"{unknown}。请恢复原列名，或在来源定义的 columns 中写明对应关系后重报。"
    )


def headless_sentence(reading: Reading, candidates: Sequence[Contract]) -> str:
    titles = "、".join(contract.title for contract in candidates)
    if not any(sheet.rows for sheet in reading.sheets):
        return "文件是空的，没有任何行；若本期无数据，请至少保留表头行作为零报告。"
    return f"在文件前40行中没有找到{titles}的表头。请确认报送的是该类数据，且保留标准列名。"


def filled_lines(sheet: Sheet) -> int:
    """The filled lines of a sheet without a table (a cover sheet)."""
    from transforms.sheet import filled

    return filled(sheet)


def examine(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], source: Source, units: Mapping[str, str], night: date
) -> Examined:
    """Stage and check the tables of one dataset in the connection."""
    first = tables[0]
    staged = stage(con, list(tables), source, units)
    width = first.sheet.width if first.sheet.numbered == "record" and first.sheet.headings is None else None
    present = frozenset(name for table in tables for name in table.columns) | frozenset(source.constants)
    shape = Shape(first.layout, present, night, width)
    checked = checks.check(con, first.contract, rules_for(first.contract, shape), first.headings)
    return Examined(first.contract, tuple(tables), staged, checked)


@contextmanager
def staging(path: Path | None, temporary: Path, key: bytes) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to stage in, with the macros that stage and check use."""
    # Pushed down, the filter on ignored lines drags every expression it stands on with it, worked out twice; and a list
    # of five or more constants would be made a join of its own, twenty-eight of them in one statement.
    with opened(path, temporary=temporary, without=("filter_pushdown", "in_clause")) as con:
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
