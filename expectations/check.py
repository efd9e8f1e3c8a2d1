"""Check: every rule over the staged rows in one scan; every failing (row, rule) pair becomes a finding.

Works on the table `staged` that `transforms.stage` leaves, in the same connection, and leaves there

    failing(row, i)                                      which rows fail which rules
    finding(row, sheet, row_no, rule, field, severity, heading, message)
    outcome(row, outcome)                                rows that do not load: quarantined | duplicate
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.contract import Contract
from expectations.findings import MESSAGE, list_findings
from expectations.rules import CONFLICT, REJECT, TITLES, Rule
from expectations.scan import scan

MACROS = Path(__file__).parent / "sql" / "macros.sql"
CONFLICTING = f"rule = '{CONFLICT.id}' and severity = '{CONFLICT.severity}'"


@dataclass(frozen=True)
class Checked:
    """What the check found. `failures` counts failing rows by rule name; R14 is counted under its id."""

    received: int
    accepted: int
    duplicate: int
    quarantined: int
    rules: tuple[Rule, ...]
    failures: Mapping[str, int]


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the macros that the rules use; no code is confirmed yet."""
    con.execute(MACROS.read_text(encoding="utf-8"))
    confirm(con, ())


def confirm(con: duckdb.DuckDBPyConnection, codes: Iterable[str]) -> None:
    """Let these credit codes pass R05 and R13 though their check digit is wrong: their registrar has confirmed them."""
    con.execute("set variable confirmed_codes = ?::varchar[]", [list(codes)])


def check(
    con: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule], headings: Mapping[str, str]
) -> Checked:
    """Run the rules over `staged`. `headings` are the file's own headings by field, for the words of a finding."""
    scan(con, rules)
    list_findings(con, contract, rules, headings)
    settle_outcomes(con, contract)
    received = one(con, "select count(*) from staged")
    by_outcome = dict(con.execute("select outcome, count(*) from outcome group by outcome").fetchall())
    quarantined, duplicate = by_outcome.get("quarantined", 0), by_outcome.get("duplicate", 0)
    return Checked(
        received=received,
        accepted=received - quarantined - duplicate,
        duplicate=duplicate,
        quarantined=quarantined,
        rules=tuple(rules),
        failures=failures(con, rules),
    )


def one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return con.execute(sql).fetchall()[0][0]


def failures(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> dict[str, int]:
    """Failing rows by rule name, zeros included."""
    counts = dict(con.execute("select i, count(*) from failing group by i").fetchall())
    found = {rule.name: counts.get(i, 0) for i, rule in enumerate(rules)}
    found[CONFLICT.id] = one(con, f"select count(*) from finding where {CONFLICTING}")
    return found


def settle_outcomes(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Quarantined rows, then among the others copies and conflicts of one key (measures-2019 section 3)."""
    con.execute(f"""
        create or replace table outcome as
        select distinct row, 'quarantined' as outcome from finding where severity = '{REJECT}'""")
    con.execute("""
        create or replace temp table repeated as
        select s.rowid as row, s.sheet_no, s.row_no, s.key, s.content_hash from staged s
        where s.rowid not in (select row from outcome) and s.key in (
          select key from staged where rowid not in (select row from outcome) group by key having count(*) > 1)""")
    con.execute("""
        create or replace temp table copy as
        select row from repeated
        qualify row_number() over (partition by key, content_hash order by sheet_no, row_no) > 1""")
    con.execute(f"""
        insert into finding
        select row, sheet, row_no, '{CONFLICT.id}', null, '{REJECT}', null, {MESSAGE}
        from (select r.*, s.sheet, null::varchar as heading, null::varchar as found, null::varchar as detail,
            '{TITLES[CONFLICT.id]}' as title,
            '{CONFLICT.says}' as says from repeated r join staged s on s.rowid = r.row) r
        where r.row not in (select row from copy)
          and r.key in (select key from repeated group by key having count(distinct content_hash) > 1)""")
    con.execute(f"""
        insert into outcome
        select row, 'duplicate' from copy
        union all select row, 'quarantined' from finding where {CONFLICTING}""")
