"""The city's warehouse, opened with what loading and measuring need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from expectations import check as checks
from expectations.contract import contracts
from transforms import text
from warehouse.connect import opened
from warehouse.home import Home
from warehouse.schema import make_tables

NO_KEY = b""  # what is in the warehouse has its pseudonyms already


@contextmanager
def warehouse(home: Home, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse; for writing it may read the staging folder and its tables are made."""
    folders = () if read_only else (home.stage,)
    with opened(home.warehouse, folders=folders, temporary=home.temporary, read_only=read_only) as con:
        text.install(con, NO_KEY)
        checks.install(con)
        if not read_only:
            make_tables(con, contracts().values())
        try:
            yield con
        finally:
            text.uninstall(con)
