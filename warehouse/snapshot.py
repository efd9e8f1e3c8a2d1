"""Snapshots: a record that a full delivery no longer holds is closed where the source says so (measures-2019 section 3).

`ops.delivered` keeps what the last full delivery held: a row per key, with the party where a day of the key could not
be read (whichever record of that party it is, it stands), and a row per file, so that an empty file is a zero report
and no unknown one.
"""

from __future__ import annotations

from datetime import date

import duckdb

from expectations.contract import Contract
from warehouse.batch import INCOMING, Batch, transaction

FILE = "*"  # in place of a dataset: the file as such


def remember_file(con: duckdb.DuckDBPyConnection, source: str, sha256: str) -> None:
    """Note that a file of the source was read, whatever it holds."""
    con.execute("insert into ops.delivered values (?, ?, ?, null, null)", [source, FILE, sha256])


def remember_delivered(con: duckdb.DuckDBPyConnection, contract: Contract, batch: Batch) -> None:
    """Note the keys that a snapshot's file delivered, refused rows included: they are not missing from it."""
    days = [part for part in contract.key if contract.has(part) and contract.field(part).type == "day"]
    con.execute(
        f"""insert into ops.delivered
        select distinct ?, ?, ?, s.key, case when f.row is not null then s.party end
        from {INCOMING}.staged s left join (
          select distinct row from {INCOMING}.finding where severity = 'reject' and list_contains(?, field)) f on f.row = s.rowid""",
        [batch.source, batch.dataset, batch.sha256, days],
    )


def close_missing(
    con: duckdb.DuckDBPyConnection, contract: Contract, source: str, night: date, delivered: list[str]
) -> int:
    """Close, as of the night, the source's records that none of its files (their sha256) delivered; how many.

    Nothing is closed when what one of the files held is no longer known, as with an old snapshot sent again.
    """
    known = con.execute(
        "select count(distinct sha256) from ops.delivered where source = ? and dataset = ? and list_contains(?, sha256)",
        [source, FILE, delivered],
    ).fetchall()[0][0]
    if known < len(delivered):
        return 0
    core = f"core.{contract.name}"
    held = (
        "select {} from ops.delivered where source = ? and dataset = ? and list_contains(?, sha256) and {} is not null"
    )
    refused = f"and coalesce(party, '') not in ({held.format('party', 'party')})"
    missing = f"""select * from {core} where known_to is null and closed_on is null and source = ? and known_from < ?
        and key not in ({held.format("key", "key")}) {refused}"""
    asked = [source, night, *[source, contract.name, delivered] * 2]
    with transaction(con):
        con.execute(f"create or replace temp table missing as {missing}", asked)
        con.execute(
            f"update {core} set known_to = ? where known_to is null and key in (select key from missing)", [night]
        )
        con.execute(
            f"insert into {core} select * replace (? as known_from, ? as closed_on) from missing", [night, night]
        )
        con.execute(
            "delete from ops.delivered where source = ? and dataset in (?, ?) and not list_contains(?, sha256)",
            [source, contract.name, FILE, delivered],
        )
    return con.execute("select count(*) from missing").fetchall()[0][0]
