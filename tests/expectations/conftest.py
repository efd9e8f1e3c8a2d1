"""What the tests of this room share: a desk to stage and check at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.expectations.rows import Desk, desk


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    """A connection with the macros and an empty folder for cells."""
    with desk(tmp_path) as at:
        yield at
