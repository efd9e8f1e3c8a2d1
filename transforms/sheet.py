"""A sheet that the reader left behind: an Arrow stream of text cells, looked into or lent to DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from transforms.read import Sheet

CELLS = "sheet_cells"
Line = tuple[int, dict[str, str]]  # row number, {cell column: text} with blank cells left out


def batches(sheet: Sheet) -> Iterator[pa.RecordBatch]:
    """The sheet's rows in their order, some thousands at a time."""
    with pa.memory_map(str(sheet.file)) as stream, pa.ipc.open_stream(stream) as reader:
        yield from reader


def lines_of(batch: pa.RecordBatch) -> list[Line]:
    """The rows of a batch as lines."""
    return [
        (record["row_no"], {k: v.strip() for k, v in record.items() if k[0] == "c" and v and v.strip()})
        for record in batch.to_pylist()
    ]


def first_rows(sheet: Sheet, count: int) -> list[Line]:
    """The first rows."""
    rows: list[Line] = []
    for batch in batches(sheet):
        rows += lines_of(batch.slice(0, count - len(rows)))
        if len(rows) >= count:
            break
    return rows


def last_rows(sheet: Sheet, count: int) -> list[Line]:
    """The last rows."""
    rows: list[Line] = []
    for batch in batches(sheet):
        rows = (rows + lines_of(batch.slice(max(0, batch.num_rows - count))))[-count:]
    return rows


def fields_of(sheet: Sheet, row_no: int) -> int:
    """How many cells the row with this number really has."""
    for batch in batches(sheet):
        found = batch.filter(pc.equal(batch["row_no"], row_no))
        if found.num_rows:
            return found["fields"][0].as_py()
    raise ValueError(f"the sheet has no row {row_no}")


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
    return sum(sum(bool(cells) for _, cells in lines_of(batch)) for batch in batches(sheet))


def filled_columns(sheet: Sheet, columns: Sequence[str], below: int) -> list[str]:
    """Those of the cell columns that have something in them below a row."""
    found: set[str] = set()
    for batch in batches(sheet) if columns else ():
        rows = batch.filter(pc.greater(batch["row_no"], below))
        found |= {c for c in columns if pc.any(pc.greater(pc.utf8_length(trimmed(rows, c)), 0)).as_py()}
    return [column for column in columns if column in found]


def same_cells(sheet: Sheet, one: str, other: str, below: int) -> bool:
    """Whether two columns say the same in every row below a row, blanks at the ends aside."""
    for batch in batches(sheet):
        rows = batch.filter(pc.greater(batch["row_no"], below))
        if not pc.all(pc.equal(trimmed(rows, one), trimmed(rows, other)), min_count=0).as_py():
            return False
    return True


def trimmed(rows: pa.RecordBatch, column: str) -> pa.Array:
    """A cell column without blanks at the ends, empty for null."""
    return pc.utf8_trim_whitespace(pc.fill_null(rows[column], ""))
