"""The three ways bytes arrive: files in a folder, rows of a database, pages of an HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cities.city import City
from cities.source import DatabaseFeed, FileFeed, Source
from flows.sources.fetched import Fetched, FetchError, Limits

LIMITS = Limits()

__all__ = ["FetchError", "Fetched", "Limits", "fetch"]


def fetch(
    source: Source,
    city: City,
    night: date,
    incoming: Path,
    environment: Mapping[str, str],
    limits: Limits = LIMITS,
) -> list[Fetched]:
    """The deliveries of a source on a night, in a fixed order; none when a folder holds no file.

    Files stay where the department put them; a pull is written to `incoming` under the source's id, replacing what a
    killed run left there. `environment` holds the URLs that a source names by `url_env`. Raises FetchError.
    """
    # SQLAlchemy and httpx are slow to import and most commands never fetch.
    if isinstance(source.feed, FileFeed):
        from flows.sources.file import fetch_files

        return fetch_files(source.feed, city.inbox, night)
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    if isinstance(source.feed, DatabaseFeed):
        from flows.sources.database import fetch_rows

        return [fetch_rows(source, source.feed, city.inbox, incoming, environment, limits)]
    from flows.sources.http import fetch_pages

    return [fetch_pages(source, source.feed, incoming, environment, limits)]
