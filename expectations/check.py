"""Check: every rule over the staged rows in one scan; every failing (row, rule) pair becomes a finding.

Works on the table `staged` that `transforms.stage` leaves, in the same connection, and leaves there

    failed(row, m0, m1 …)                                rows that fail any rule, as bits
    finding(row, sheet, row_no, rule, field, severity, heading, message)
    outcome(row, outcome)                                rows that do not load: quarantined | duplicate
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.contract import Contract, Field
from expectations.rules import CONFLICT, REJECT, TITLES, Rule

MACROS = Path(__file__).parent / "sql" / "macros.sql"
BITS = 60  # rules per mask; a BIGINT holds 62
FOUND_LENGTH = 40
PERSONAL = ("id_no", "person_no")
PRIVATE = "R16"  # its cells hold what must not be repeated
LEFT_OUT = "（略）"
# where, what was found, what is expected, what to do
MESSAGE = """coalesce('工作表“' || sheet || '”', '') || '第' || row_no || '行' || coalesce('〔' || heading || '〕', '')
  || title || '：' || coalesce('填的是“' || regexp_replace(found, '[\\x00-\\x1f]', '·', 'g') || '”，', '')
  || says || '。'"""


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
    """Give the connection the macros that the rules use."""
    con.execute(MACROS.read_text(encoding="utf-8"))


def check(
    con: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule], headings: Mapping[str, str]
) -> Checked:
    """Run the rules over `staged`. `headings` are the file's own headings by field, for the words of a finding."""
    mark_failures(con, rules)
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


def masks(rules: Sequence[Rule]) -> list[str]:
    """One sum of bits per group of rules."""
    groups = [rules[i : i + BITS] for i in range(0, len(rules), BITS)]
    return [" + ".join(f"(case when {r.fails} then {1 << i} else 0 end)" for i, r in enumerate(g)) for g in groups]


def mark_failures(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> None:
    """The scan: which rows fail which rules."""
    sums = masks(rules)
    columns = ", ".join(f"cast({s} as bigint) as m{i}" for i, s in enumerate(sums))
    anything = " or ".join(f"m{i} <> 0" for i in range(len(sums)))
    con.execute(
        f"create or replace table failed as select * from (select rowid as row, {columns} from staged) where {anything}"
    )


def failures(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> dict[str, int]:
    """Failing rows by rule name, zeros included."""
    counts = ", ".join(f"count(*) filter (where m{i // BITS} & {1 << i % BITS} > 0)" for i in range(len(rules)))
    row = con.execute(f"select {counts} from failed").fetchall()[0]
    found = {rule.name: count for rule, count in zip(rules, row, strict=True)}
    found[CONFLICT.id] = one(con, f"select count(*) from finding where rule = '{CONFLICT.id}'")
    return found


def list_findings(
    con: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule], headings: Mapping[str, str]
) -> None:
    """Unfold the bits into one finding per failing (row, rule), with the value found, personal ones masked."""
    con.execute(
        "create or replace temp table rule_words"
        " (i integer, rule varchar, field varchar, severity varchar, heading varchar, title varchar, says varchar)"
    )
    con.executemany(
        "insert into rule_words values (?, ?, ?, ?, ?, ?, ?)",
        [words(i, r, contract, headings) for i, r in enumerate(rules)],
    )
    indexes = ", ".join(f"case when m{i // BITS} & {1 << i % BITS} > 0 then {i} end" for i in range(len(rules)))
    con.execute(f"""
        create or replace table finding as
        select row, sheet, row_no, rule, field, severity, heading, {MESSAGE} as message
        from (
          select f.row, s.sheet, s.row_no, w.rule, w.field, w.severity, w.heading, w.title, w.says,
            {found(contract)} as found
          from (select row, unnest([{indexes}]) as i from failed) f
          join rule_words w on f.i = w.i join staged s on s.rowid = f.row)""")


def words(i: int, rule: Rule, contract: Contract, headings: Mapping[str, str]) -> tuple:
    title = contract.field(rule.field).title if rule.field else None
    heading = headings.get(rule.field or "", title)
    return (i, rule.id, rule.field, rule.severity, heading, TITLES[rule.id], rule.says)


# Shapes of resident ids and mobile phones: they may stand in any column, also in the wrong one.
NUMBER_OF_A_PERSON = "[1-9１-９][0-9０-９]{16}[0-9０-９XxＸｘ]|[1-9１-９][0-9０-９]{14}|[1１][3-9３-９][0-9０-９]{9}"


def found(contract: Contract) -> str:
    """The staged value of the rule's field, short; of what may be about a person only that there is something."""
    values = " ".join(f"when '{f.name}' then {seen(f)}" for f in contract.fields)
    return f"case when w.rule = '{PRIVATE}' then '{LEFT_OUT}' else case w.field {values} end end"


def seen(f: Field) -> str:
    """What a finding may quote of the field: no number or name of a person."""
    left_out = f"case when s.{f.name} is not null then '{LEFT_OUT}' end"
    if f.personal or f.type in PERSONAL:
        return left_out
    text = f"regexp_replace(s.{f.name}, '{NUMBER_OF_A_PERSON}', '{LEFT_OUT}', 'g')"
    short = f"case when length({text}) > {FOUND_LENGTH} then left({text}, {FOUND_LENGTH}) || '…' else {text} end"
    return f"case when s.person then {left_out} else {short} end" if f.type == "name" else short


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
        from (select r.*, s.sheet, null::varchar as heading, null::varchar as found, '{TITLES[CONFLICT.id]}' as title,
            '{CONFLICT.says}' as says from repeated r join staged s on s.rowid = r.row) r
        where r.row not in (select row from copy)
          and r.key in (select key from repeated group by key having count(distinct content_hash) > 1)""")
    con.execute(f"""
        insert into outcome
        select row, 'duplicate' from copy
        union all select row, 'quarantined' from finding where rule = '{CONFLICT.id}'""")
