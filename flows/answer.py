"""What `credit check` says, in the form of interface.md."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from expectations.contract import Contract
from flows.examine import Examined
from flows.find import Found, shown_headings
from portal.workbook.judged import Problem, problems_of
from transforms.read import Reading, Sheet
from warehouse.schema import stored

LOADED, WITH_QUARANTINE, REJECTED = 0, 10, 20
COUNTS = ("received", "accepted", "duplicate", "quarantined", "ignored")


def no_columns() -> dict:
    """The columns of a file of which nothing is known."""
    return {"mapped": {}, "ignored": [], "unknown": []}


@dataclass
class Answer:
    """What `credit check` says of one file.

    `sheets`: name, hidden, dataset (null for a sheet that is no table) and rows received; `columns`: heading → field,
    headings left out on purpose, headings that are not known; `problems`: how many rows failed which rule; `gate`:
    whether the second opinion agrees, on how many expectations (null when it was not asked for).
    """

    file: str
    outcome: str = "loaded"
    reason: str | None = None
    format: str | None = None
    encoding: str | None = None
    sheets: list[dict] = field(default_factory=list)
    columns: dict = field(default_factory=no_columns)
    receipt: dict = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    datasets: dict = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    accepted: list[dict] = field(default_factory=list)
    quarantined: list[dict] = field(default_factory=list)
    findings: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    gate: dict | None = None
    seconds: float = 0.0
    peak_mb: int = 0

    @property
    def exit(self) -> int:
        """0 loaded, 10 with quarantined rows, 20 rejected."""
        if self.outcome == "rejected":
            return REJECTED
        return WITH_QUARANTINE if self.receipt["quarantined"] else LOADED

    def as_json(self, rows: bool) -> dict:
        """The answer; rows only when asked for, else their numbers."""
        plain = self.__dict__ | {"problems": [asdict(problem) for problem in self.problems]}
        if not rows:
            plain |= {"accepted": self.receipt["accepted"], "quarantined": self.receipt["quarantined"]}
        return plain


def shown_name(name: str) -> str:
    """A file's name in valid Unicode, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def note_reading(answer: Answer, reading: Reading) -> None:
    """What the file is; of its sheets nothing is known yet."""
    answer.format, answer.encoding = reading.format, reading.encoding
    answer.sheets = [sheet_entry(sheet, None) for sheet in reading.sheets]


def sheet_entry(sheet: Sheet, dataset: str | None) -> dict:
    return {"name": sheet.name, "hidden": sheet.hidden, "dataset": dataset, "rows": 0}


def note_found(answer: Answer, found: Found) -> None:
    """What the file is and how its columns are understood."""
    note_reading(answer, found.reading)
    answer.warnings += found.remarks
    answer.receipt["ignored"] += found.cover_lines
    datasets: dict[Path, list[str | None]] = {}
    for name, tables in found.tables.items():
        for table in tables:
            datasets.setdefault(table.sheet.file, []).append(name)
    answer.sheets = [
        sheet_entry(sheet, dataset) for sheet in found.reading.sheets for dataset in datasets.get(sheet.file, [None])
    ]
    for table in (table for tables in found.tables.values() for table in tables):
        answer.columns["mapped"] |= {heading: name for name, heading in table.headings.items()}
        answer.columns["ignored"] += [h for h in table.ignored if h not in answer.columns["ignored"]]
        answer.columns["unknown"] += [h for h in shown_headings(table.unknown) if h not in answer.columns["unknown"]]


def add(answer: Answer, con: duckdb.DuckDBPyConnection, examined: Examined, rows: bool) -> None:
    """Add one dataset's counts, findings and rows to the answer."""
    checked, name = examined.checked, examined.contract.name
    receipt = {
        "received": checked.received,
        "accepted": checked.accepted,
        "duplicate": checked.duplicate,
        "quarantined": checked.quarantined,
        "ignored": examined.staged.ignored,
    }
    answer.datasets[name] = receipt
    answer.receipt = {count: answer.receipt[count] + receipt[count] for count in receipt}
    by_sheet = dict(con.execute("select sheet_no, count(*) from staged group by sheet_no").fetchall())
    for number, table in enumerate(examined.tables):
        for entry in answer.sheets:
            if (entry["name"], entry["dataset"]) == (table.sheet.name, name):
                entry["rows"] = by_sheet.get(number, 0)
    answer.problems += problems_of(examined.contract, examined.tables, checked)
    answer.findings += [finding | {"dataset": name} for finding in findings(con)]
    if rows:
        answer.accepted += [row | {"dataset": name} for row in accepted(con, examined.contract)]
        answer.quarantined += [row | {"dataset": name} for row in quarantined(con, examined.contract)]


def dicts(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict]:
    """The rows of a query as dicts."""
    relation = con.sql(sql)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def findings(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """rule, severity, row, sheet, field, message."""
    return dicts(
        con,
        """select rule, severity, row_no as row, sheet, field, message from finding
        order by (select sheet_no from staged s where s.rowid = finding.row), row_no, rule, field nulls last, severity""",
    )


def accepted(con: duckdb.DuckDBPyConnection, contract: Contract) -> list[dict]:
    """row, sheet and every field as it would be loaded, as text."""
    values = ", ".join(f"{loaded(contract, f.name)} as {f.name}" for f in contract.fields)
    return dicts(
        con,
        f"""select row_no as row, sheet, {values} from staged s
        where rowid not in (select row from outcome) order by sheet_no, row_no""",
    )


def loaded(contract: Contract, name: str) -> str:
    """The stored value as text: days ISO, amounts plain decimals, persons as pseudonyms."""
    f = contract.field(name)
    return name if f.type == "wan" else f"cast({stored(f)} as varchar)"


def quarantined(con: duckdb.DuckDBPyConnection, contract: Contract) -> list[dict]:
    """row, sheet, key, rules and reasons of every refused row."""
    return dicts(
        con,
        f"""select s.row_no as row, s.sheet, '{contract.name}|' || s.key as key, list(f.rule order by f.rule, f.message) as rules,
          list(f.message order by f.rule, f.message) as reasons
        from staged s join finding f on f.row = s.rowid and f.severity = 'reject'
        group by s.row_no, s.sheet, s.key, s.sheet_no order by s.sheet_no, s.row_no""",
    )
