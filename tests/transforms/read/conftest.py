"""Reading made short: bytes in, rows out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transforms.read.sheets import Row, rows_of
from transforms.read import Limits, Reading, Sheet
from transforms.read.child import read_here


@pytest.fixture
def rows() -> Callable[[Sheet], list[Row]]:
    return rows_of


@pytest.fixture
def read_bytes(tmp_path: Path) -> Callable[..., Reading]:
    """Reads bytes in this process; `name` is what the sender called them."""

    def reading(data: bytes | str, name: str = "file", limits: Limits | None = None) -> Reading:
        (tmp_path / "landed").write_bytes(data.encode() if isinstance(data, str) else data)
        (tmp_path / "out").mkdir(exist_ok=True)
        return read_here(tmp_path / "landed", tmp_path / "out", name, limits or Limits())

    return reading
