"""What the tests of this room share: an empty town."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Town, town_in


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A warehouse with nothing in it."""
    with town_in(tmp_path) as town:
        yield town
