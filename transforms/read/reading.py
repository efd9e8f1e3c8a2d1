"""What reading a file gives: its sheets as Arrow files of text, or a reason why it was not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


class ReadError(Exception):
    """The file is rejected. `reason` is a Chinese sentence: what was found, what is expected, what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A file over a limit is rejected with the limit's name.

    `ratio` is unpacked to packed size, `members` the entries of an archive, `unpacked_mb` their sum. The memory limit
    is on address space. `cell_bytes` counts UTF-8 bytes.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 60
    unpacked_mb: int = 512
    ratio: int = 100
    members: int = 10_000
    columns: int = 500
    cell_bytes: int = 1_000_000
    wall_seconds: int = 300


@dataclass(frozen=True)
class Sheet:
    """One table of cells. `file` is an Arrow IPC stream: `row_no int64, fields int32, c0 … c{width-1} utf8`.

    `numbered` says what `row_no` counts: rows as the spreadsheet shows them, or records from 1. `headings` is set only
    where the format names its columns (JSON); elsewhere the heading line is among the rows. `fields` is how many
    fields the record really had: 0 for a blank line, more than `width` for an overlong one, whose extra cells are
    left out. `date_system` is set for sheets of workbooks: which day the serial numbers of days count from.
    """

    name: str | None
    hidden: bool
    headings: tuple[str, ...] | None
    rows: int
    width: int
    file: Path
    numbered: Literal["sheet", "record"]
    date_system: Literal["1900", "1904"] | None = None


@dataclass(frozen=True)
class Reading:
    """A file as read: format by content, encoding of text formats, sheets, remarks."""

    format: str
    encoding: str | None
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
