"""Snapshots: a record that a full delivery no longer holds is closed where the source says so (measures-2019 section 3)."""

from __future__ import annotations

from datetime import date

import duckdb

from expectations.contract import Contract
from warehouse.batch import INCOMING, Batch, transaction


def remember_delivered(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Note the keys that a snapshot's file delivered, refused rows included: they are not missing from it."""
    con.execute(
        f"insert into ops.delivered select distinct ?, ?, ?, key from {INCOMING}.staged where key is not null",
        [batch.source, batch.dataset, batch.sha256],
    )


def close_missing(
    con: duckdb.DuckDBPyConnection, contract: Contract, source: str, night: date, delivered: list[str]
) -> int:
    """Close, as of the night, the source's records that none of its files (their sha256) delivered; how many.

    Nothing is closed when the keys of one of the files are no longer known, as with an old snapshot sent again.
    """
    known = con.execute(
        "select count(distinct sha256) from ops.delivered where source = ? and dataset = ? and list_contains(?, sha256)",
        [source, contract.name, delivered],
    ).fetchall()[0][0]
    if known < len(delivered):
        return 0
    core = f"core.{contract.name}"
    missing = f"""select * from {core} where known_to is null and closed_on is null and source = ? and known_from < ?
        and key not in (select key from ops.delivered where source = ? and dataset = ? and list_contains(?, sha256))"""
    with transaction(con):
        asked = [source, night, source, contract.name, delivered]
        con.execute(f"create or replace temp table missing as {missing}", asked)
        con.execute(
            f"update {core} set known_to = ? where known_to is null and key in (select key from missing)", [night]
        )
        con.execute(
            f"insert into {core} select * replace (? as known_from, ? as closed_on) from missing", [night, night]
        )
        con.execute(
            "delete from ops.delivered where source = ? and dataset = ? and not list_contains(?, sha256)",
            [source, contract.name, delivered],
        )
    return con.execute("select count(*) from missing").fetchall()[0][0]
