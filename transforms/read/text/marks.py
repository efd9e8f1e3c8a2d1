"""The structure of delimited text: where its delimiters, line ends and quotes are, and what they do.

Found by numpy without a loop over rows; the parity of quotes tells what stands inside a quoted cell. Quotes follow
RFC 4180, and a quote inside an unquoted cell is a character of it. Text after a closing quote is an error. A cell that
looks as if its first quote were missing is doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

QUOTE, LF, CR, DELIMITER = 34, 10, 13, 0


class Malformed(Exception):
    """A quoted cell is followed by text. `start` is where its record begins in the block."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


@dataclass(frozen=True)
class Marks:
    """Delimiters, line ends and quotes in their order: where the last byte of each is, and which it is.

    `doubtful` says where quotes end a cell that did not begin with one.
    """

    at: np.ndarray
    kind: np.ndarray
    extra: int  # bytes of the delimiter before its last one
    doubtful: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))

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

    def without(self, index: list[int], doubtful: np.ndarray) -> Marks:
        """The same with some marks taken as characters."""
        return Marks(np.delete(self.at, index), np.delete(self.kind, index), self.extra, doubtful)


def find_marks(data: np.ndarray, delimiter: bytes) -> Marks:
    """The marks of a block that begins with a record. Raises `Malformed`."""
    is_delimiter = data == delimiter[-1]
    for back, byte in enumerate(reversed(delimiter[:-1]), 1):
        is_delimiter[back:] &= data[:-back] == byte
        is_delimiter[:back] = False
    at = np.flatnonzero(is_delimiter | (data == QUOTE) | (data == LF) | (data == CR))
    marks = Marks(at, np.where(is_delimiter[at], np.uint8(DELIMITER), data[at]), len(delimiter) - 1)
    if _is_lawful(marks):
        return marks
    stray = _stray_quotes(marks)
    return marks.without(stray, _doubtful(marks, np.array(stray, np.int64), data))


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
            raise Malformed(_start_of_record(marks, stray, opened))
    return stray


def _start_of_record(marks: Marks, stray: list[int], index: int) -> int:
    whole = Marks(marks.at[:index], marks.kind[:index], marks.extra).without(stray, marks.doubtful)
    ends = whole.at[whole.ends_record]
    return int(ends[-1]) + 1 if len(ends) else 0


def _doubtful(marks: Marks, stray: np.ndarray, data: np.ndarray) -> np.ndarray:
    """Where an odd number of stray quotes in a cell ends with one at its end: `甲",`. Inches are none: `5",`."""
    separators = np.cumsum(~marks.is_quote)[stray]  # those before a quote tell its cell
    last = np.append(np.diff(separators) > 0, True)[: len(stray)]
    count = np.diff(np.flatnonzero(last), prepend=-1)
    closing = stray[last][count % 2 == 1]
    closing = closing[marks.touches_next[closing]]
    before = data[marks.at[closing] - 1]
    return marks.at[closing[(before < ord("0")) | (before > ord("9"))]]
