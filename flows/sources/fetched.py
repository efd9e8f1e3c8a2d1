"""What a source gave, what it may cost, and how it says no."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal


class FetchError(Exception):
    """A source could not be fetched; `reason` is Chinese: what was found, where (without secrets), expected, to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Fetched:
    """One delivery: a department's file, the rows of one database pull (NDJSON), or a folder of the pages of an API."""

    name: str
    path: Path
    kind: Literal["file", "rows", "pages"]


@dataclass(frozen=True)
class Limits:
    """What one pull may cost: pages, bytes and seconds in all, bytes of a page (it is read in memory); `timeout`
    seconds of silence; `attempts` per page, with `wait` seconds before the second and twice as many before each next.
    """

    pages: int = 10_000
    size: int = 2 * 1024**3
    page_size: int = 64 * 1024**2
    seconds: float = 1800
    timeout: float = 30
    attempts: int = 3
    wait: float = 1.0


def private(path: Path) -> BinaryIO:
    """A new or emptied file for the owner alone."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
