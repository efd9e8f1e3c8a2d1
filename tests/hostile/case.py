"""A hostile file with its truth: what it is made of, which rows must load, which must come back and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cities.source import Source


@dataclass(frozen=True)
class Case:
    """One file and what must come of it.

    Rows are counted as interface.md counts them. A case either gives `rejected` or accounts for every row of the file:
    what is neither accepted nor quarantined nor a duplicate nor ignored is a complaint.
    """

    id: str  # unique; says what is tested
    file: str  # the name that the sender gave, hostile or not
    make: Callable[[Path], None]  # writes the bytes (or the folder of pages) to the path: no clock, no chance
    dataset: str = "penalty"
    source: Source | None = None  # instead of the bare dataset: constants, own columns, several datasets
    accepted: tuple[dict[str, Any], ...] = ()  # {"row": 2, "sheet": None, field: value}: only named fields are compared
    quarantined: tuple[tuple, ...] = ()  # (row, rule id) or (row, rule id, sheet); "R01|R15": either
    duplicate: int = 0
    ignored: int = 0
    rejected: str | None = None  # the file is rejected, and the reason holds this word
    says: tuple[str, ...] = ()  # words that stand somewhere in warnings, findings or reasons
    never: tuple[str, ...] = ()  # words that stand nowhere in the answer
    seconds: float = 10  # of computing at most
    peak_mb: int = 1200
