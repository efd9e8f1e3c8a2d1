"""Read a file and find its tables; what is wrong with the file as a whole is said in Chinese sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cities.source import Source
from expectations.contract import Contract, contracts
from expectations.headings import folded_heading
from transforms.match import ENOUGH, heading_lines
from transforms.mojibake import repaired
from transforms.read import Limits, ReadError, Reading, Sheet, read
from transforms.sheet import filled
from transforms.table import Missed, Table, Twice, find_tables

LIMITS = Limits()
LONGEST, DIGITS = 20, 5  # characters of a heading that is quoted; so many digits are a number of someone
SHOWN = 20  # headings that are quoted in one sentence
ZERO = "没有数据行，按零报告计"
ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]")


@dataclass(frozen=True)
class Found:
    """What a file holds: tables by dataset, lines that belong to none, remarks for its sender."""

    reading: Reading
    tables: Mapping[str, list[Table]]
    cover_lines: int
    remarks: tuple[str, ...]


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
        elif isinstance(found, Twice):
            raise ReadError(twice_sentence(found))
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
    return all(sheet.headings is not None and not sheet.rows for sheet in reading.sheets)


def where(sheet: Sheet) -> str:
    """The sheet in words; a text table is the file."""
    return f"工作表“{sheet.name}”" if sheet.name else "文件"


def remarks_on(table: Table) -> Iterator[str]:
    """Columns that are not stored, are converted, or that the layout asks for and the file lacks."""
    here = where(table.sheet)
    if table.unknown:
        yield f"{here}中未识别的列（未入库）：{quoted(table.unknown)}"
    if table.nameless:
        places = "、".join(f"第{int(column[1:]) + 1}列" for column in table.nameless)
        yield f"{here}的{places}有内容但没有表头，未入库"
    if table.copies:
        yield f"{here}中重复的列（内容相同，只取一列）：{quoted(table.copies)}"
    if table.in_yuan:
        yield f"{here}中以元计的列已换算为万元：{quoted([table.headings[name] for name in sorted(table.in_yuan)])}"
    if table.absent:
        yield f"{here}版式不全，缺少{table.layout}版要求的列：{'、'.join(table.absent)}"


def twice_sentence(twice: Twice) -> str:
    """Two columns for one field."""
    places = "、".join(f"第{int(h.column[1:]) + 1}列“{quoted([h.text])}”" for h in twice.headings)
    return (
        f"{where(twice.sheet)}的表头（第{max(twice.heading_row, 1)}行）有{len(twice.headings)}列都是{twice.contract.title}的“{twice.title}”"
        f"：{places}，内容又不相同，无法判断以哪一列为准。请只保留正确的一列，或改正另一列的列名后重报。"
    )


def missed_sentence(missed: Missed) -> str:
    unknown = f"；未能识别的列有：{quoted(missed.unknown)}" if missed.unknown else ""
    return (
        f"{where(missed.sheet)}的表头（第{max(missed.heading_row, 1)}行）缺少{missed.contract.title}必需的列：{'、'.join(missed.missing)}"
        f"{unknown}。请恢复原列名，或在来源定义的 columns 中写明对应关系后重报。"
    )


def headless_sentence(reading: Reading, candidates: Sequence[Contract]) -> str:
    titles = "、".join(contract.title for contract in candidates)
    if not any(sheet.rows for sheet in reading.sheets):
        return "文件是空的，没有任何行；若本期无数据，请至少保留表头行作为零报告。"
    if any(is_garbled(sheet, candidates) for sheet in reading.sheets):
        return "文件的表头是乱码（文字用一种编码保存、又按另一种编码打开过）；请从原系统重新导出，保存为 UTF-8 或 GBK 编码后重报。"
    return f"在文件前40行中没有找到{titles}的表头。请确认报送的是该类数据，且保留标准列名。"


def is_garbled(sheet: Sheet, candidates: Sequence[Contract]) -> bool:
    """Whether a line would be a heading if its text had not been read in a wrong encoding."""
    known = {folded for contract in candidates for name in contract.layout_names for folded in contract.headings(name)}
    return any(
        sum(any(folded_heading(text) in known for text in repaired(cell)) for cell in cells.values()) >= ENOUGH
        for _, cells in heading_lines(sheet)
    )


def quoted(headings: Sequence[str]) -> str:
    """Headings in words, as many as can be read."""
    shown = shown_headings(headings)
    rest = len(headings) - len(shown[:SHOWN])
    return "、".join(shown[:SHOWN] + ([f"另有{rest}个"] if rest else []))


def shown_headings(headings: Sequence[str]) -> list[str]:
    """Those that may be repeated. What is long or full of digits may be a cell of a row; odd characters become `·`."""
    plain = [text for text in headings if len(text) <= LONGEST and sum(map(str.isdigit, text)) < DIGITS]
    return [ODD.sub("·", text) for text in plain]
