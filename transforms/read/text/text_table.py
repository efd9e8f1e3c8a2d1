"""CSV and its relatives: one sheet from delimited text, streamed, every record numbered and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa

from transforms.read.columns import ColumnWriter, int_array, text_array
from transforms.read.reading import Limits, ReadError, Reading, Sheet
from transforms.read.text.cutter import Cutter
from transforms.read.text.delimiter import shape_of
from transforms.read.text.encoding import REPLACEMENT, Encoding, Undecodable, encodings, text_blocks
from transforms.read.text.mending import MendingDecoder
from transforms.read.text.records import Records, count_with

DOUBTFUL = -1  # the `fields` of a record whose quotes leave it open what its cells are
_CELLS = 1_000_000  # of one batch: many short records of a wide table would fill the memory
_MOST_MENDED = 100  # records with invalid bytes, and their share: a file with more than both is broken
_MOST_MENDED_SHARE = 0.01
_HALF = 0.5  # of any file


def read_text_table(path: Path, out: Path, limits: Limits) -> Reading:
    """One sheet without name. A record whose bytes or quotes are faulty is kept, so that it is refused by itself.

    U+FFFD stands for bytes that are no text, where the encoding is proven all the same; `fields` is `DOUBTFUL` where
    quotes are faulty. Raises `ReadError` where either cannot be told, or too much is faulty.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    broken: list[_Broken] = []
    for encoding in encodings(head):
        try:
            sheet, faults = _read(path, encoding, out / "sheet-0.arrow", limits)
        except _Broken as error:
            broken.append(error)
            if not error.foreign:
                break
        else:
            faults.check(sheet.rows)
            return Reading("csv", encoding.name, (sheet,), tuple(faults.notes()))
    nul = "（含有空字节，可能是没有字节顺序标记的 UTF-16）" if b"\0" in head else ""
    raise ReadError(
        f"第{max(error.record for error in broken)}条记录含有无效的字节，文件不是完整的 UTF-8、GB18030 或带字节顺序标记的"
        f" UTF-16 文本{nul}，可能在传输中损坏；请重新导出，保存为 UTF-8 或 GBK 编码的 CSV 后再报送。"
    )


@dataclass
class _Faults:
    """How many records are faulty, and what else there is to remark."""

    mended: int = 0
    doubtful: int = 0
    cut_off: bool = False
    ctrl_z: bool = False
    unclear: bool = False

    def check(self, rows: int) -> None:
        """Raises `ReadError` where the file as a whole is not to be trusted."""
        if self.unclear:
            raise ReadError(
                "看不出文件的编码：其中的文字既可以读作 UTF-8，也可以读作 GBK；"
                "请另存为带字节顺序标记（BOM）的 UTF-8 后再报送。"
            )
        if self.mended > min(max(_MOST_MENDED, rows * _MOST_MENDED_SHARE), rows * _HALF):
            raise ReadError(
                f"共{rows}条记录，其中{self.mended}条含有无效的字节或替换字符（U+FFFD），文件多处损坏，或混用了两种编码；"
                "请重新导出，整个文件保存为同一种编码（UTF-8 或 GBK）后再报送。"
            )

    def notes(self) -> Iterator[str]:
        """Remarks for the sender."""
        if self.mended:
            yield f"有{self.mended}条记录含有无效的字节，可能在传输中损坏或混用了两种编码，该处以替换字符（U+FFFD）代替。"
        if self.doubtful:
            yield f"有{self.doubtful}条记录的英文双引号没有闭合或用法不对，分不清其中各列；单元格内的双引号应写成两个。"
        if self.cut_off:
            yield "最后一条记录的引号没有闭合，文件可能不完整；请核对记录条数。"
        if self.ctrl_z:
            yield "文件末尾有 DOS 文件结束符（Ctrl-Z），已略去。"


class _Broken(Exception):
    def __init__(self, record: int, foreign: bool) -> None:
        super().__init__()
        self.record = record
        self.foreign = foreign


def _read(path: Path, encoding: Encoding, file: Path, limits: Limits) -> tuple[Sheet, _Faults]:
    decoder = MendingDecoder(encoding)
    blocks = (text.encode() for text in text_blocks(path, encoding, decoder=decoder))
    faults, done = _Faults(), 0
    try:
        first = next(blocks, b"")
        shape = shape_of(first)
        width = min(shape.width, limits.columns)
        cutter = Cutter(shape.delimiter, shape.usual, limits)
        with ColumnWriter(file, width) as writer:
            for records in cutter.records(chain([first], blocks)):
                _write(writer, records, width)
                done = writer.rows
                faults.doubtful += len(records.doubtful)
                faults.mended += count_with(records, REPLACEMENT.encode()) if decoder.mended else 0
    except Undecodable as error:
        raise _Broken(done + 1, error.foreign) from None
    faults.cut_off, faults.ctrl_z, faults.unclear = cutter.cut_off, decoder.ctrl_z, decoder.unclear
    sheet = Sheet(name=None, hidden=False, headings=None, rows=done, width=width, file=file, numbered="record")
    return sheet, faults


def _write(writer: ColumnWriter, records: Records, width: int) -> None:
    """`width` columns: cells that a record lacks are null, those beyond the width are left out, empty ones uncounted."""
    ends = np.cumsum(records.fields, dtype=np.int32)
    starts = ends - records.fields
    blank = (records.fields == 1) & (np.diff(records.offsets)[starts] == 0)
    beyond = records.offsets[ends] - records.offsets[np.minimum(starts + width, ends)]  # bytes in cells left out
    counted = np.where(beyond == 0, np.minimum(records.fields, np.int32(width)), records.fields)
    fields = np.where(blank, np.int32(0), counted)
    fields[records.doubtful] = DOUBTFUL
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
