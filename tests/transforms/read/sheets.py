"""The rows of a sheet that was read."""

from __future__ import annotations

import pyarrow as pa

from transforms.read import Sheet

Row = tuple[int, int, list[str | None]]


def rows_of(sheet: Sheet) -> list[Row]:
    """Every row of a sheet as (row number, fields, cells)."""
    with pa.OSFile(str(sheet.file)) as source:
        table = pa.ipc.open_stream(source).read_all()
    return [(row["row_no"], row["fields"], [row[f"c{i}"] for i in range(sheet.width)]) for row in table.to_pylist()]
