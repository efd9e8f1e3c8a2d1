"""The quarantine: rows that were refused and why, written with their batch and read in the form of interface.md."""

from __future__ import annotations

from datetime import date

import duckdb

from expectations.contract import Contract
from warehouse.batch import INCOMING, Batch

SHIFTED = "R20"  # nothing in such a row can be trusted to stand in its column
COLUMNS = ("night", "source", "file", "sha256", "dataset", "sheet", "row", "key", "rules", "reasons")


def quarantined(con: duckdb.DuckDBPyConnection, night: date | None = None, source: str | None = None) -> list[dict]:
    """Refused rows of one night or all, in order of night, source, file, sheet and row."""
    rows = con.execute(
        """select strftime(q.night, '%Y-%m-%d'), q.source, q.file, q.sha256, q.dataset, q.sheet, q.row_no, q.dataset || '|' || q.key, q.rules, q.reasons
        from ops.quarantine q left join ops.batch b on b.id = q.batch
        where (? is null or q.night = ?) and (? is null or q.source = ?)
        order by q.night, b.seq, q.dataset, q.sheet nulls first, q.row_no""",
        [night, night, source, source],
    ).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def write_quarantine(con: duckdb.DuckDBPyConnection, contract: Contract, batch: Batch) -> None:
    """What was refused and why, and what each unit delivered, for the quality figures."""
    shifted = f"s.rowid in (select row from {INCOMING}.finding where rule = '{SHIFTED}')"
    named = f"s.{contract.answers}_id" if contract.answers else "null"
    unit = f"coalesce(case when not {shifted} then {named} end, '{batch.unit}')"
    list_type = f"case when not {shifted} then s.list_type end" if contract.has("list_type") else "null::varchar"
    con.execute(
        f"""
        insert into ops.quarantine
        select '{batch.id}', date '{batch.night}', '{batch.source}', '{batch.dataset}', ?, '{batch.sha256}', s.sheet, s.row_no, s.key,
          f.rules, f.reasons
        from {INCOMING}.staged s join (
          select row, list(rule order by rule, message) as rules, list(message order by rule, message) as reasons
          from {INCOMING}.finding where severity = 'reject' group by row) f on f.row = s.rowid
        order by s.sheet_no, s.row_no""",
        [batch.file],
    )
    con.execute(f"""
        insert into ops.refused_key
        select '{batch.dataset}', date '{batch.night}', {unit}, {list_type}, case when not {shifted} then s.key end
        from {INCOMING}.staged s join {INCOMING}.outcome o on o.row = s.rowid where o.outcome = 'quarantined'""")
    con.execute(f"""
        insert into ops.tally
        select '{batch.id}', date '{batch.night}', '{batch.source}', '{batch.dataset}', {unit}, {list_type},
          count(*), count(*) filter (where t.outcome in ('new', 'changed')), count(*) filter (where t.outcome = 'unchanged'),
          count(*) filter (where o.outcome = 'duplicate'), count(*) filter (where o.outcome = 'quarantined')
        from {INCOMING}.staged s left join {INCOMING}.outcome o on o.row = s.rowid
        left join settled t on t.key = s.key and o.row is null
        group by all""")
