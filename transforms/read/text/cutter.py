"""The records of a text that comes in blocks, within the limits, and what becomes of those with faulty quotes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

import numpy as np

from transforms.read.reading import Limits, ReadError
from transforms.read.text.marks import Malformed
from transforms.read.text.records import Records, cut, doubtful_record

_LINE_END = re.compile(rb"\r\n|\n|\r(?=.)", re.DOTALL)  # a last CR may be half of a CR LF
_MOST_FAULTY = 100  # lines with faulty quotes; each is cut out by itself


class Cutter:
    """Cuts blocks into records. `done` counts them; `faulty` counts lines taken out for their quotes, `cut_off`
    tells whether the last of them was the last line.

    A quote that is closed in the middle of a cell leaves it open which cells there are. The line is one doubtful record
    where its quotes come in pairs and it has the `usual` number of cells by itself. A quote that is never closed might
    swallow any number of records: the file is refused, unless nothing but this line is left. Raises `ReadError`.
    """

    def __init__(self, delimiter: str, usual: int, limits: Limits) -> None:
        self._delimiter = delimiter
        self._usual = usual
        self._limits = limits
        self._rest = b""
        self.done = 0
        self.faulty = 0
        self.cut_off = False

    def records(self, blocks: Iterable[bytes]) -> Iterator[Records]:
        """Every record, in order; one that a block breaks off is completed by the next."""
        for block in blocks:
            self._rest += block
            yield from self._cut_rest(final=False)
        if self._rest:
            self._rest += b"" if self._rest.endswith(b"\n") else b"\n"
            yield from self._cut_rest(final=True)

    def _cut_rest(self, final: bool) -> Iterator[Records]:
        while self._rest:
            records, faulty = self._next(final)
            self._rest = self._rest[records.used :]
            yield self._within_limits(records)
            line = self._first_line(final) if faulty else None
            if line is None:
                return
            yield self._within_limits(self._faulty_record(line, alone=final and not self._rest.strip(b"\r\n")))

    def _next(self, final: bool) -> tuple[Records, bool]:
        """The whole records at the beginning of the rest, and whether a faulty one comes after them."""
        try:
            records = cut(self._rest, self._delimiter.encode())
        except Malformed as error:
            return cut(self._rest[: error.start], self._delimiter.encode()), True
        faulty = records.tail_quoted and (final or records.tail_cell > self._limits.cell_bytes)
        return records, faulty

    def _first_line(self, final: bool) -> bytes | None:
        """Takes the first line off the rest; None if its end has not come yet."""
        end = _LINE_END.search(self._rest)
        if end is None:
            if len(self._rest) > self._limits.cell_bytes:
                raise self._refusal(self._rest)
            return None
        line, self._rest = self._rest[: end.start()], self._rest[end.end() :]
        return line

    def _faulty_record(self, line: bytes, alone: bool) -> Records:
        cells = self._lenient(line)
        if len(cells) != self._usual:
            cells = line.split(self._delimiter.encode())
        self.faulty += 1
        self.cut_off = alone
        is_one = len(cells) == self._usual and line.count(b'"') % 2 == 0
        if not alone and not (is_one and self.faulty <= _MOST_FAULTY):
            raise self._refusal(line)
        return doubtful_record(cells)

    def _lenient(self, line: bytes) -> list[bytes]:
        """The cells of a line as most programs would see them."""
        try:
            rows = list(csv.reader([line.decode()], delimiter=self._delimiter))
        except csv.Error:
            return []
        return [cell.encode() for row in rows for cell in row]

    def _refusal(self, line: bytes) -> ReadError:
        most = self._limits.cell_bytes
        large = f"，或有单元格超过{most}字节的限制（cell_bytes={most}）" if len(line) + len(self._rest) > most else ""
        return ReadError(
            f"第{self.done + 1}条记录的引号没有闭合或用法不对{large}，从那里起分不清各行各列；"
            "单元格内的英文双引号应写成两个，请检查该处的英文双引号，更正后或重新导出完整的文件再报送。"
        )

    def _within_limits(self, records: Records) -> Records:
        self._check_columns(records)
        self._check_cells(records)
        self.done += len(records.fields)
        return records

    def _check_columns(self, records: Records) -> None:
        most = self._limits.columns
        fields = np.append(records.fields, records.tail_fields)
        if fields.max() > most:
            record = self.done + int(np.argmax(fields > most)) + 1
            raise ReadError(
                f"第{record}条记录超过{most}列的限制（columns={most}）；请确认分隔符和引号，只导出需要报送的列。"
            )

    def _check_cells(self, records: Records) -> None:
        most = self._limits.cell_bytes
        sizes = np.append(np.diff(records.offsets), 0 if records.tail_quoted else records.tail_cell)
        if sizes.max() > most:
            cell = int(np.argmax(sizes > most))
            record = self.done + int(np.searchsorted(np.cumsum(records.fields), cell, side="right")) + 1
            raise ReadError(
                f"第{record}条记录有单元格超过{most}字节的限制（cell_bytes={most}）；请检查该处的英文双引号和内容。"
            )
