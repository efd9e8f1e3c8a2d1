"""A batch: one dataset of one delivered file, its receipt, and the transaction in which it loads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb

INCOMING = "incoming"  # the staging database of the batch, attached


class LoadError(Exception):
    """The receipt does not balance: nothing of the batch was kept."""


@dataclass(frozen=True)
class Batch:
    """One dataset of one delivered file. `unit` answers for rows that name no unit themselves."""

    id: str
    seq: int
    night: date
    source: str
    dataset: str
    file: str
    sha256: str
    layout: str | None
    unit: str


@dataclass(frozen=True)
class Receipt:
    """received = new + changed + unchanged + duplicate + quarantined; `ignored` is counted apart."""

    received: int
    new: int
    changed: int
    unchanged: int
    duplicate: int
    quarantined: int
    ignored: int


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def loaded(con: duckdb.DuckDBPyConnection, batch_id: str) -> Receipt | None:
    """The receipt of a batch that is in the warehouse already."""
    names = ", ".join(Receipt.__dataclass_fields__)
    rows = con.execute(f"select {names} from ops.batch where id = ?", [batch_id]).fetchall()
    return Receipt(*rows[0]) if rows else None
