"""Check one file as the night would, with nothing stored but, at first use, the key of the pseudonyms."""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City
from cities.source import CityError, FileFeed, Source
from expectations.contract import Contract, contracts
from flows.examine import Examined, examine, find, staging, unit_names
from transforms.read import ReadError
from warehouse.schema import stored

LOADED, WITH_QUARANTINE, REJECTED = 0, 10, 20


@dataclass
class Answer:
    """What `credit check` says, in the form of interface.md."""

    outcome: str = "loaded"
    reason: str | None = None
    receipt: dict = field(
        default_factory=lambda: dict.fromkeys(("received", "accepted", "duplicate", "quarantined", "ignored"), 0)
    )
    datasets: dict = field(default_factory=dict)
    accepted: list = field(default_factory=list)
    quarantined: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
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
        plain = dict(self.__dict__)
        if not rows:
            plain |= {"accepted": self.receipt["accepted"], "quarantined": self.receipt["quarantined"]}
        return plain


def dataset_source(dataset: str) -> Source:
    """A source that stands for a bare dataset, where no source definition is named. CityError: there is no such dataset."""
    if dataset not in contracts():
        raise CityError(f"there is no dataset {dataset!r}; there are: {', '.join(contracts())}")
    return Source("check", "文件自查", "check", (dataset,), "delta", FileFeed(".", "*"))


def check_file(
    path: Path, source: Source, city: City | None, night: date, key: bytes, *, rows: bool = False, gate: bool = False
) -> Answer:
    """Read, stage and check a file, or a folder with the pages of one pull. Nothing of it is stored."""
    started, answer = time.monotonic(), Answer()
    with tempfile.TemporaryDirectory(prefix="credit-check-") as folder:
        work = Path(folder)
        try:
            found = find(path, path.name, source, work)
            answer.warnings += found.remarks
            answer.receipt["ignored"] += found.cover_lines
            for tables in found.tables.values():
                with staging(None, work, key) as con:
                    examined = examine(con, tables, source, unit_names(city), night)
                    if gate:
                        second_opinion(con, examined)
                    add(answer, con, examined, rows)
        except ReadError as refused:
            answer.outcome, answer.reason = "rejected", refused.reason
    answer.seconds = round(time.monotonic() - started, 3)
    answer.peak_mb = peak_mb()
    return answer


def second_opinion(con: duckdb.DuckDBPyConnection, examined: Examined) -> None:
    """The Great Expectations gate; imported only when asked for, it takes seconds."""
    from expectations.gate import agree, opinion

    agree(examined.checked, opinion(con, examined.contract, examined.checked.rules))


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


def peak_mb() -> int:
    """The largest memory of this process or of the child that read the file, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
