"""The structure of delimited text: where its delimiters, line ends and quotes are, and what they do.

Found by numpy without a loop over rows; the parity of quotes tells what stands inside a quoted cell. Quotes follow
RFC 4180, and a quote inside an unquoted cell is a character of it. Text after a closing quote is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

QUOTE, LF, CR, DELIMITER = 34, 10, 13, 0


class Malformed(Exception):
    """A quoted cell is followed by text. `record` is the index of its record in the block."""

    def __init__(self, record: int) -> None:
        super().__init__()
        self.record = record


@dataclass(frozen=True)
class Marks:
    """Delimiters, line ends and quotes in their order: where the last byte of each is, and which it is."""

    at: np.ndarray
    kind: np.ndarray
    extra: int  # bytes of the delimiter before its last one

    @cached_property
    def is_quote(self) -> np.ndarray:
        """Which marks are quotes."""
        return self.kind == QUOTE

    @cached_property
    def quoted(self) -> np.ndarray:
        """Whether the text after each mark is inside quotes: after an odd number of them."""
        runs = np.diff(np.flatnonzero(self.is_quote), prepend=0, append=len(self.kind))
        return np.repeat(np.arange(len(runs)) % 2 == 1, runs)

    @cached_property
    def touches_next(self) -> np.ndarray:
        """Whether nothing stands between a mark and the next one; false for the last."""
        gap = np.diff(self.at) - np.where(self.kind[1:] == DELIMITER, self.extra, 0)
        return np.append(gap == 1, False)[: len(self.at)]

    @cached_property
    def ends_cell(self) -> np.ndarray:
        """Delimiters and line ends outside quotes; of CR LF the LF."""
        ends = ~self.is_quote & ~self.quoted
        ends[:-1] &= ~((self.kind[:-1] == CR) & (self.kind[1:] == LF) & self.touches_next[:-1])
        return ends

    @cached_property
    def ends_record(self) -> np.ndarray:
        """Line ends outside quotes."""
        return self.ends_cell & (self.kind != DELIMITER)

    @cached_property
    def is_structure(self) -> np.ndarray:
        """What is no content: all but what stands inside quotes, and there the second quote of each pair."""
        second = self.quoted & after(self.is_quote & self.touches_next, first=False)
        return np.where(self.is_quote, ~second, ~self.quoted)

    def without(self, index: list[int]) -> Marks:
        """The same with some marks taken as characters."""
        return Marks(np.delete(self.at, index), np.delete(self.kind, index), self.extra)


def find_marks(data: np.ndarray, delimiter: bytes) -> Marks:
    """The marks of a block that begins with a record. Raises `Malformed`."""
    is_delimiter = data == delimiter[-1]
    for back, byte in enumerate(reversed(delimiter[:-1]), 1):
        is_delimiter[back:] &= data[:-back] == byte
        is_delimiter[:back] = False
    at = np.flatnonzero(is_delimiter | (data == QUOTE) | (data == LF) | (data == CR))
    marks = Marks(at, np.where(is_delimiter[at], np.uint8(DELIMITER), data[at]), len(delimiter) - 1)
    return marks if _is_lawful(marks) else marks.without(_stray_quotes(marks))


def after(flags: np.ndarray, first: bool) -> np.ndarray:
    """For each mark the flag of the one before it."""
    return np.concatenate(([first], flags[:-1])) if len(flags) else flags


def _is_lawful(marks: Marks) -> bool:
    """Whether each quote opens where a cell begins, closes where it ends or is one of a pair.

    The last mark may be followed by anything: what comes next in the file is not known yet.
    """
    if not len(marks.at):
        return True
    touches_next = marks.touches_next.copy()
    touches_next[-1] = True
    touches_last = after(touches_next, first=marks.at[0] == 0)
    return bool((~marks.is_quote | np.where(marks.quoted, touches_last, touches_next)).all())


def _stray_quotes(marks: Marks) -> list[int]:
    """Indexes of quotes that are characters of an unquoted cell: the exact walk, for text that is not quite lawful."""
    before_quote = marks.touches_next & np.append(marks.is_quote[1:], False)
    before_separator = marks.touches_next & ~before_quote
    after_separator = after(marks.touches_next & ~marks.is_quote, first=marks.at[0] == 0)
    stray: list[int] = []
    opened: int | None = None
    paired = False
    for index in np.flatnonzero(marks.is_quote).tolist():
        if paired:
            paired = False
        elif opened is None and after_separator[index]:
            opened = index
        elif opened is None:
            stray.append(index)
        elif before_quote[index]:
            paired = True
        elif before_separator[index] or index == len(marks.at) - 1:
            opened = None
        else:
            raise Malformed(_records_before(marks, stray, opened))
    return stray


def _records_before(marks: Marks, stray: list[int], index: int) -> int:
    whole = Marks(marks.at[:index], marks.kind[:index], marks.extra).without(stray)
    return int(whole.ends_record.sum())
