"""Reading the quarantine: rows that were refused, in the form of interface.md."""

from __future__ import annotations

from datetime import date

import duckdb

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
