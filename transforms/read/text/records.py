"""Delimited text cut into records and cells, a block at a time.

What is not structure is content: structural bytes are dropped, the rest is one run of bytes with an offset per cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from transforms.read.text.marks import DELIMITER, Marks, find_marks


@dataclass(frozen=True)
class Records:
    """The whole records of a block: `fields` per record (int32), `offsets` of all cells (int32) into `data`.

    `doubtful` are the indexes of records whose quotes leave it open what their cells are.
    `used` bytes of the block are done; the rest is the beginning of a record with `tail_fields` cells so far, the last
    of them `tail_cell` bytes long and, if `tail_quoted`, inside quotes.
    """

    fields: np.ndarray
    offsets: np.ndarray
    data: np.ndarray
    doubtful: np.ndarray
    used: int
    tail_fields: int = 1
    tail_cell: int = 0
    tail_quoted: bool = False


def cut(block: bytes, delimiter: bytes) -> Records:
    """The whole records at the beginning of `block`. Raises `Malformed`."""
    data = np.frombuffer(block, np.uint8)
    marks = find_marks(data[:-1] if block.endswith(b"\r") else data, delimiter)  # a last CR may be half of a CR LF
    ends = np.flatnonzero(marks.ends_record)
    last = int(ends[-1]) + 1 if len(ends) else 0
    used = int(marks.at[last - 1]) + 1 if last else 0
    tail = marks.at[last:][marks.ends_cell[last:]]
    return Records(
        fields=np.diff(np.cumsum(marks.ends_cell)[ends], prepend=0).astype(np.int32),
        offsets=_offsets(marks, last),
        data=_content(data[:used], marks, last),
        doubtful=_records_at(marks, ends),
        used=used,
        tail_fields=len(tail) + 1,
        tail_cell=len(data) - (int(tail[-1]) + 1 if len(tail) else used),
        tail_quoted=bool(marks.quoted[-1:].any()),
    )


def doubtful_record(cells: list[bytes]) -> Records:
    """One record of its own whose quotes leave it open what its cells are."""
    offsets = np.cumsum([0, *map(len, cells)]).astype(np.int32)
    data = np.frombuffer(bytearray().join(cells), np.uint8)
    return Records(np.array([len(cells)], np.int32), offsets, data, doubtful=np.zeros(1, np.int64), used=0)


def count_with(records: Records, sign: bytes) -> int:
    """How many of the records hold the sign."""
    at = [found.start() for found in re.finditer(re.escape(sign), records.data.tobytes())]
    ends = records.offsets[np.cumsum(records.fields)]
    return len(np.unique(np.searchsorted(ends, at, side="right")))


def _records_at(marks: Marks, ends: np.ndarray) -> np.ndarray:
    """The records of what is doubtful, those not yet whole left out."""
    records = np.unique(np.searchsorted(marks.at[ends], marks.doubtful))
    return records[records < len(ends)]


def _offsets(marks: Marks, last: int) -> np.ndarray:
    """Where the cells of the first `last` marks end once structural bytes are gone; begins with 0."""
    gone = np.cumsum(marks.is_structure[:last])
    if marks.extra:
        gone += marks.extra * np.cumsum(_delimiters(marks, last))
    ends = (marks.at[:last] + 1 - gone)[marks.ends_cell[:last]]
    return np.concatenate(([0], ends)).astype(np.int32)


def _content(data: np.ndarray, marks: Marks, last: int) -> np.ndarray:
    """The bytes without structure."""
    keep = np.ones(len(data), bool)
    keep[marks.at[:last][marks.is_structure[:last]]] = False
    if marks.extra:
        delimiters = marks.at[:last][_delimiters(marks, last)]
        for back in range(1, marks.extra + 1):
            keep[delimiters - back] = False
    return data[keep]


def _delimiters(marks: Marks, last: int) -> np.ndarray:
    return marks.ends_cell[:last] & (marks.kind[:last] == DELIMITER)
