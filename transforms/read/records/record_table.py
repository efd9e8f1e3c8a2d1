"""Records with named fields gathered into text columns: what JSON and XML give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from transforms.read.columns import ColumnWriter, longest
from transforms.read.reading import Limits, ReadError, Sheet
from transforms.read.records.json_text import Number, is_text, value_text, without_surrogates
from transforms.read.text.encoding import REPLACEMENT

_BATCH = 5_000
_PLAIN = {str, Number, type(None)}


class RecordTable:
    """Records gathered in batches of text columns; `rows` are those taken so far, `headings` their names in order."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: list[Mapping[str, Any]] = []
        self._batches: list[tuple[np.ndarray, list[pa.Array]]] = []
        self.headings: dict[str, None] = {}
        self.rows = 0

    def add(self, record: Any) -> None:
        """Takes the next record. Raises `ReadError` if it is none or has too many fields."""
        self.rows += 1
        if not isinstance(record, dict):
            raise ReadError(f"第{self.rows}条不是记录（应为“字段名: 值”的对象）；请核对接口或导出设置后重新报送。")
        if not record.keys() <= self.headings.keys():
            self._name(record)
        self._waiting.append(record)
        if len(self._waiting) == _BATCH:
            self._flush()

    def write(self, file: Path, name: str | None = None) -> Sheet:
        """All records as a sheet; a key that a record lacks is null."""
        self._flush()
        width, done = len(self.headings), 0
        with ColumnWriter(file, width) as writer:
            for fields, cells in self._batches:
                size = len(fields)
                numbers = np.arange(done + 1, done + size + 1, dtype=np.int64)
                writer.write(numbers, fields, [*cells, *[pa.nulls(size, pa.string())] * (width - len(cells))])
                done += size
        return Sheet(name, False, tuple(self.headings), self.rows, width, file, "record")

    def _name(self, record: Mapping[str, Any]) -> None:
        """Takes in the fields that no record had before."""
        new = [key for key in record if key not in self.headings]
        if not all(is_text(key) and REPLACEMENT not in key for key in new):
            raise ReadError(f"第{self.rows}条记录的字段名含有无效的字符，可能在传输中损坏；请重新导出后再报送。")
        self.headings.update(dict.fromkeys(new))
        if len(self.headings) > self._limits.columns:
            most = self._limits.columns
            raise ReadError(
                f"到第{self.rows}条记录为止，字段超过{most}个的限制（columns={most}）；请只导出需要报送的字段。"
            )
        if any(len(key.encode()) > self._limits.cell_bytes for key in new):
            most = self._limits.cell_bytes
            raise ReadError(
                f"第{self.rows}条记录有一个字段名超过{most}字节的限制（cell_bytes={most}）；请更正后重新报送。"
            )

    def _flush(self) -> None:
        if self._waiting:
            first = self.rows - len(self._waiting) + 1
            fields = np.fromiter(map(len, self._waiting), np.int32, len(self._waiting))
            self._batches.append((fields, [self._column(heading, first) for heading in self.headings]))
            self._waiting = []

    def _column(self, heading: str, first: int) -> pa.Array:
        values = [record.get(heading) for record in self._waiting]
        try:
            plain = set(map(type, values)) <= _PLAIN
            cells = [value or None for value in values] if plain else list(map(value_text, values))
        except RecursionError:
            raise ReadError("有一条记录的值嵌套过深，不是报送用的记录；请导出为平铺的记录后再报送。") from None
        try:
            column = pa.array(cells, pa.string())
        except UnicodeEncodeError:
            column = pa.array(map(without_surrogates, cells), pa.string())
        row, size = longest(column)
        if size > self._limits.cell_bytes:
            most = self._limits.cell_bytes
            raise ReadError(
                f"第{first + row}条记录有一个值超过{most}字节的限制（cell_bytes={most}）；请更正后重新报送。"
            )
        return column
