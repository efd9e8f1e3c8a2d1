"""Where a pull goes to, with and without its secrets."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from cities.source import ApiFeed, DatabaseFeed
from flows.sources.fetched import FetchError


def address(feed: ApiFeed | DatabaseFeed, environment: Mapping[str, str]) -> str:
    """The URL of a feed, from its definition or from the environment variable that it names."""
    url = feed.url or environment.get(feed.url_env or "")
    if not url:
        raise FetchError(
            f"没有数据源地址：环境变量 {feed.url_env} 未设置或为空；请由运维人员设置为该数据源的完整地址。"
        )
    return url


def shown(url: str) -> str:
    """The URL as it may be shown: no user, no password, no query (tokens stand there)."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "（无法识别的地址）"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
