"""Settings from the environment: each limit of the reader, by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings, SettingsError
from transforms.read import Limits
from warehouse.home import Home


def limits(home: Path, **environment: str) -> Limits:
    """The limits under this environment."""
    return Settings(Home(home), environment).limits()


def test_each_limit_is_a_setting(home: Path) -> None:
    assert limits(home) == Limits()
    assert limits(home, CREDIT_LIMIT_COLUMNS="800", CREDIT_LIMIT_MEMORY_MB="2048") == Limits(
        columns=800, memory_mb=2048
    )


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "", "１"])
def test_a_limit_is_a_whole_number_above_nothing(home: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="CREDIT_LIMIT_COLUMNS must be a whole number above 0"):
        limits(home, CREDIT_LIMIT_COLUMNS=value)


def test_an_unknown_limit_is_named(home: Path) -> None:
    with pytest.raises(SettingsError, match="no limit CREDIT_LIMIT_ROWS"):
        limits(home, CREDIT_LIMIT_ROWS="5")
