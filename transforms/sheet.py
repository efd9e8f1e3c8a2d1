"""A sheet that the reader left behind: an Arrow stream of text cells, looked into or lent to DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from transforms.read import Sheet

CELLS = "sheet_cells"


def first_rows(sheet: Sheet, count: int) -> list[tuple[int, dict[str, str]]]:
    """The first rows as (row number, {cell column: text}) with blank cells left out."""
    rows: list[tuple[int, dict[str, str]]] = []
    with pa.memory_map(str(sheet.file)) as stream, pa.ipc.open_stream(stream) as reader:
        for batch in reader:
            for record in batch.slice(0, count - len(rows)).to_pylist():
                cells = {k: v.strip() for k, v in record.items() if k[0] == "c" and v and v.strip()}
                rows.append((record["row_no"], cells))
            if len(rows) >= count:
                break
    return rows


@contextmanager
def lent(con: duckdb.DuckDBPyConnection, sheet: Sheet) -> Iterator[str]:
    """The sheet's cells as a relation of the connection, for one statement: row_no, fields, c0 …"""
    with pa.memory_map(str(sheet.file)) as stream, pa.ipc.open_stream(stream) as reader:
        con.register(CELLS, reader)
        try:
            yield CELLS
        finally:
            con.unregister(CELLS)


def filled(sheet: Sheet) -> int:
    """How many rows have a cell with something in it."""
    count = 0
    with pa.memory_map(str(sheet.file)) as stream, pa.ipc.open_stream(stream) as reader:
        for batch in reader:
            cells = [name for name in batch.schema.names if name[0] == "c"]
            count += sum(any(row[c] and row[c].strip() for c in cells) for row in batch.select(cells).to_pylist())
    return count
