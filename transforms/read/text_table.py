"""CSV and its relatives: one sheet from delimited text, streamed, every record numbered and kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa

from transforms.read.columns import ColumnWriter, int_array, text_array
from transforms.read.encoding import Encoding, Undecodable, encodings, text_blocks
from transforms.read.marks import Malformed
from transforms.read.reading import Limits, ReadError, Reading, Sheet
from transforms.read.records import Records, cut

_DELIMITERS = (",", ";", "\t", "，")
_FIRST_RECORDS = 100  # those that decide the delimiter and the width
_CELLS = 1_000_000  # of one batch: many short records of a wide table would fill the memory


def read_text_table(path: Path, out: Path, limits: Limits) -> Reading:
    """One sheet without name. The encoding that reads the whole file is taken; no byte is replaced or skipped."""
    with path.open("rb") as file:
        choices = encodings(file.read(4))
    broken: list[_Broken] = []
    for encoding in choices:
        try:
            sheet = _read(path, encoding, out / "sheet-0.arrow", limits)
        except _Broken as error:
            broken.append(error)
            if error.proven:
                break
        else:
            return Reading("csv", encoding.name, (sheet,))
    worst = broken[-1] if broken[-1].proven else max(broken, key=lambda error: error.record)
    raise ReadError(
        f"第{worst.record}条记录含有无效的字节，文件不是完整的 UTF-8 或 GB18030 文本，可能在传输中损坏；"
        "请重新导出，保存为 UTF-8 或 GBK 编码的 CSV 后再报送。"
    )


class _Broken(Exception):
    def __init__(self, record: int, proven: bool) -> None:
        super().__init__()
        self.record = record
        self.proven = proven


def _read(path: Path, encoding: Encoding, file: Path, limits: Limits) -> Sheet:
    blocks = (text.encode() for text in text_blocks(path, encoding))
    done = 0
    try:
        first = next(blocks, b"")
        delimiter = _delimiter(first)
        width = _width(first, delimiter, limits)
        with ColumnWriter(file, width) as writer:
            for records in _all_records(first, blocks, delimiter, limits):
                _write(writer, records, width)
                done = writer.rows
    except Undecodable as error:
        raise _Broken(done + 1, error.proven) from None
    return Sheet(name=None, hidden=False, headings=None, rows=done, width=width, file=file, numbered="record")


def _delimiter(first: bytes) -> str:
    """The delimiter whose usual number of cells appears earliest, that is on the heading line.

    Cells may hold other delimiters (a comma in an amount, a full-width one in a sentence), headings do not. A title
    may too, but a delimiter that shapes far fewer records than another one is out.
    """
    shapes = {delimiter: shape for delimiter in _DELIMITERS if (shape := _shape(first, delimiter))}
    most = max((count for count, _, _ in shapes.values()), default=0)
    ranked = [(at, -count * cells, one) for one, (count, at, cells) in shapes.items() if 2 * count > most]
    return min(ranked)[2] if ranked else ","


def _shape(first: bytes, delimiter: str) -> tuple[int, int, int] | None:
    """How many of the first records have the usual number of cells, the index of the first such, and that number."""
    try:
        fields = cut(first + b"\n", delimiter.encode()).fields[:_FIRST_RECORDS]
    except Malformed:
        return None
    counts = np.bincount(fields, minlength=3)
    usual = 2 + int((counts * np.arange(len(counts)))[2:].argmax())
    return (int(counts[usual]), int(np.argmax(fields == usual)), usual) if counts[usual] else None


def _width(first: bytes, delimiter: str, limits: Limits) -> int:
    records = _cut(first + b"\n", delimiter, 0, limits)
    return int(records.fields[:_FIRST_RECORDS].max(initial=1))


def _all_records(first: bytes, blocks: Iterator[bytes], delimiter: str, limits: Limits) -> Iterator[Records]:
    """Every record of the file, in order; a record that a block breaks off is completed by the next."""
    rest, done = b"", 0
    for block in chain([first], blocks):
        records = _cut(rest + block, delimiter, done, limits)
        rest = (rest + block)[records.used :]
        done += len(records.fields)
        yield records
    if rest:
        records = _cut(rest + b"\n", delimiter, done, limits)
        if records.used <= len(rest):
            raise ReadError(
                f"第{done + 1}条记录的引号没有闭合，从那里到文件末尾分不清各列；"
                "请检查该处的英文双引号，或重新导出完整的文件。"
            )
        yield records


def _cut(block: bytes, delimiter: str, done: int, limits: Limits) -> Records:
    """The whole records of a block within the limits; `done` records came before it."""
    try:
        records = cut(block, delimiter.encode())
    except Malformed as error:
        raise ReadError(
            f"第{done + error.record + 1}条记录的引号用法不对：引号闭合之后还有文字，多半是前面少了一个引号；"
            "单元格内的英文双引号应写成两个，请更正后重新报送。"
        ) from None
    _check_columns(records, done, limits.columns)
    _check_cells(records, done, limits.cell_bytes)
    return records


def _check_columns(records: Records, done: int, most: int) -> None:
    fields = np.append(records.fields, records.tail_fields)
    if fields.max() > most:
        record = done + int(np.argmax(fields > most)) + 1
        raise ReadError(
            f"第{record}条记录超过{most}列的限制（columns={most}）；请确认分隔符和引号，只导出需要报送的列。"
        )


def _check_cells(records: Records, done: int, most: int) -> None:
    sizes = np.append(np.diff(records.offsets), records.tail_cell)
    if sizes.max() > most:
        cell = int(np.argmax(sizes > most))
        record = done + int(np.searchsorted(np.cumsum(records.fields), cell, side="right")) + 1
        quotes = "引号没有闭合，或" if records.tail_quoted and cell == len(sizes) - 1 else ""
        raise ReadError(
            f"第{record}条记录{quotes}有单元格超过{most}字节的限制（cell_bytes={most}）；请检查该处的英文双引号和内容。"
        )


def _write(writer: ColumnWriter, records: Records, width: int) -> None:
    """`width` columns: cells that a record lacks are null, those beyond the width are left out, empty ones uncounted."""
    ends = np.cumsum(records.fields, dtype=np.int32)
    starts = ends - records.fields
    blank = (records.fields == 1) & (np.diff(records.offsets)[starts] == 0)
    beyond = records.offsets[ends] - records.offsets[np.minimum(starts + width, ends)]  # bytes in cells left out
    counted = np.where(beyond == 0, np.minimum(records.fields, np.int32(width)), records.fields)
    fields = np.where(blank, np.int32(0), counted)
    cells = text_array(np.append(records.offsets, records.offsets[-1:]), records.data)
    rows = max(_CELLS // width, 1)
    for first in range(0, len(fields), rows):
        part = slice(first, first + rows)
        columns = _columns(cells, starts[part], records.fields[part], width)
        row_no = np.arange(writer.rows + 1, writer.rows + len(columns[0]) + 1, dtype=np.int64)
        writer.write(row_no, fields[part], columns)


def _columns(cells: pa.Array, starts: np.ndarray, fields: np.ndarray, width: int) -> list[pa.Array]:
    """The cells of some records by columns. The last of `cells` is an empty one: it stands for those that lack."""
    column = np.arange(width, dtype=np.int32)[:, None]
    where = np.where(column < fields, starts + column, np.int32(len(cells) - 1))
    by_column = cells.take(int_array(where.reshape(-1)))
    return [by_column.slice(index * len(fields), len(fields)) for index in range(width)]
