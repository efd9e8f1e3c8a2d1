"""Text columns written as an Arrow IPC stream: the one form in which cells leave the reader."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa


def text_array(offsets: np.ndarray, data: np.ndarray) -> pa.Array:
    """Text cells from `offsets` (int32, one more than cells) into UTF-8 `data`; an empty cell is null."""
    valid = np.packbits(np.diff(offsets) > 0, bitorder="little")
    buffers = [pa.py_buffer(valid), pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)


def int_array(values: np.ndarray) -> pa.Array:
    """Integers of numpy (int32 or int64, contiguous) as they stand, without a copy."""
    kind = {4: pa.int32(), 8: pa.int64()}[values.itemsize]
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def longest(column: pa.Array) -> tuple[int, int]:
    """The index and the size in bytes of the largest cell of a text column; (0, 0) if there is none."""
    if not len(column):
        return 0, 0
    sizes = np.diff(np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1])
    return int(sizes.argmax()), int(sizes.max())


class ColumnWriter:
    """Writes one sheet. Batches come in order; `rows` counts what was written."""

    def __init__(self, file: Path, width: int) -> None:
        cells = [(f"c{index}", pa.string()) for index in range(width)]
        self._schema = pa.schema([("row_no", pa.int64()), ("fields", pa.int32()), *cells])
        self._sink = pa.OSFile(str(file), "wb")
        self._stream = pa.ipc.new_stream(self._sink, self._schema)
        self.rows = 0

    def write(self, row_no: np.ndarray, fields: np.ndarray, cells: list[pa.Array]) -> None:
        """One batch: `cells` is one text array for each column."""
        arrays = [int_array(row_no), int_array(fields), *cells]
        self._stream.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self.rows += len(row_no)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._sink.close()
