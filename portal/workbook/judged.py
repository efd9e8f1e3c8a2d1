"""What the check said of one dataset of a delivery, kept for the workbook after the staging connection is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from expectations.check import Checked
from expectations.contract import Contract
from expectations.rules import CONFLICT, REJECT, TITLES, Rule
from transforms.table import Table

MARK_LENGTH = 12  # hex digits of the content hash by which a row that was accepted is known again
REPEATED = "重复行：与前面的行内容相同，不必再报。"
AT_ONCE = 10_000  # rows in a batch


@dataclass(frozen=True)
class Problem:
    """One rule that rows of a dataset failed, and how many; `words` say what is expected and what to do."""

    dataset: str
    rule: str
    title: str
    field: str | None
    heading: str | None
    severity: str
    rows: int
    words: str


@dataclass(frozen=True)
class Judged:
    """A dataset's tables with the verdict on every row of theirs.

    `verdicts` names for each table an Arrow file, its rows in the order of the sheet:
    line (`row_no` of the sheet's cells), outcome (accepted | duplicate | quarantined), mark (null for an open row),
    reason (sentences or null), bad and odd (cell numbers of rejecting findings and of warnings), days (by cell
    number what a cell was understood as in which a serial number may stand for a day).
    """

    title: str
    tables: tuple[Table, ...]
    verdicts: tuple[Path, ...]
    checked: Checked
    ignored: int
    problems: tuple[Problem, ...]


def judge(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], checked: Checked, ignored: int, folder: Path
) -> Judged:
    """The verdicts on what is staged and checked in the connection; their files are made in `folder`."""
    contract, verdicts = tables[0].contract, []
    for number, table in enumerate(tables):
        file = folder / f"verdicts-{contract.name}-{number}.arrow"
        rows = con.sql(verdicts_sql(table, number)).to_arrow_reader(AT_ONCE)
        with rows, pa.ipc.new_stream(file, rows.schema) as stream:
            for batch in rows:
                stream.write_batch(batch)
        verdicts.append(file)
    problems = problems_of(contract, tables, checked)
    return Judged(contract.title, tuple(tables), tuple(verdicts), checked, ignored, tuple(problems))


def verdicts_sql(table: Table, number: int) -> str:
    """One row per staged row of the table: line, outcome, mark, reason, bad, odd, days."""
    serials = serial_cells(table)
    days = f"map({list(serials.values())}, [{', '.join(f's.{name}' for name in serials)}])" if serials else "null"
    where = "coalesce('工作表“' || sheet || '”', '') || '第' || row_no || '行'"
    cells = ", ".join(f"('{name}', {column[1:]})" for name, column in table.columns.items())
    return f"""
with sentence as (
  select row, severity, rule, field, cell, if(severity = '{REJECT}', '', '提醒：')
    || case when starts_with(message, {where}) then substr(message, length({where}) + 1) else message end as says
  from finding left join (values {cells}) as place(field, cell) using (field)
), said as (
  select row, string_agg(says, ' ' order by severity, rule, field, says) as reason,
    list(distinct cell) filter (where severity = '{REJECT}' and cell is not null) as bad,
    list(distinct cell) filter (where severity <> '{REJECT}' and cell is not null) as odd
  from sentence group by row
)
select s.row_no + {lines_above(table)} as line, coalesce(o.outcome, 'accepted') as outcome,
  case when o.outcome is distinct from 'quarantined' then left(s.content_hash, {MARK_LENGTH}) end as mark,
  case when o.outcome = 'duplicate' then '{REPEATED}' else said.reason end as reason, said.bad, said.odd,
  {days}::map(integer, varchar) as days
from staged s left join outcome o on o.row = s.rowid left join said on said.row = s.rowid
where s.sheet_no = {number} order by s.row_no"""


def serial_cells(table: Table) -> dict[str, int]:
    """Field → cell number where a workbook's serial number may stand for a day: as text it would stand for none."""
    fields = table.contract.fields if table.sheet.date_system else ()
    return {
        f.name: int(table.columns[f.name][1:]) for f in fields if f.type in ("day", "end") and f.name in table.columns
    }


def lines_above(table: Table) -> int:
    """How many lines of a text table stand above its heading: its rows are numbered with the heading as 1."""
    if table.sheet.numbered == "sheet" or table.sheet.headings is not None:
        return 0
    return table.heading_row - 1


def problems_of(contract: Contract, tables: Sequence[Table], checked: Checked) -> list[Problem]:
    """The rules that rows failed, rejecting ones first. What sheets of another shape failed of one rule is one."""
    headings = {name: heading for table in reversed(tables) for name, heading in table.headings.items()}
    failed: dict[Rule, int] = {}
    for rule in (*checked.rules, CONFLICT):
        same = Rule(rule.id, rule.field, rule.severity, "", rule.says)
        failed[same] = failed.get(same, 0) + checked.failures.get(name_of(rule), 0)
    return [
        Problem(
            dataset=contract.name,
            rule=rule.id,
            title=TITLES[rule.id],
            field=rule.field,
            heading=heading_of(contract, headings, rule.field),
            severity=rule.severity,
            rows=rows,
            words=rule.says,
        )
        for rule, rows in sorted(failed.items(), key=lambda item: (item[0].severity, item[0].id))
        if rows
    ]


def name_of(rule: Rule) -> str:
    """The name under which the check counts a rule's failures: R14 under its id."""
    return CONFLICT.id if rule is CONFLICT else rule.name


def heading_of(contract: Contract, headings: Mapping[str, str], field: str | None) -> str | None:
    """The file's own heading of a field, else its title."""
    return headings.get(field, contract.field(field).title) if field else None
