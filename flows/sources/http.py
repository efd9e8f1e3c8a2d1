"""Pages of a department's JSON API, kept exactly as received."""

from __future__ import annotations

import ipaddress
import logging
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx

from cities.source import ApiFeed, Source
from flows.sources.address import address, shown
from flows.sources.fetched import Fetched, FetchError, Limits, private
from flows.sources.pages import Pages, refuse_kind


def fetch_pages(
    source: Source, feed: ApiFeed, incoming: Path, environment: Mapping[str, str], limits: Limits
) -> Fetched:
    """One pull: a folder with the bodies page-0001.json … in order; no records give one page that says so.

    Only connection failures and 5xx are tried again. No redirect is followed: an API that moved, or that shows a login
    page, is for people to look at. FetchError for everything that is not the whole, single, agreed answer (pages.py).
    """
    url = address(feed, environment)
    folder = incoming / source.id
    aside = incoming / f"{source.id}.part"
    for old in (aside, folder):
        if old.exists():
            shutil.rmtree(old)
    aside.mkdir(mode=0o700)
    pages = Pages(feed, f"接口 {shown(url)} ")
    until = monotonic() + limits.seconds
    with open_client(url, limits) as client:
        for number in range(1, limits.pages + 1):
            body = ask(client, page_url(url, feed, number), pages.at(number), limits, pages.size, until)
            if pages.take(body):
                with private(aside / f"page-{number:04d}.json") as file:
                    file.write(body)
            if pages.done:
                break
        else:
            raise FetchError(f"{pages.where}超过一次取数的上限 {limits.pages} 页；请缩小范围或增大每页条数。")
    aside.rename(folder)
    return Fetched(source.id, folder, "pages")


def open_client(url: str, limits: Limits) -> httpx.Client:
    """A client without redirects; proxies and certificates of the machine hold for all but loopback."""
    # At INFO httpx logs every address with its query, where tokens stand.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.Client(
        timeout=limits.timeout,
        follow_redirects=False,
        trust_env=not is_loopback(host_of(url)),
        headers={"Accept": "application/json", "Accept-Encoding": "identity"},
    )


def host_of(url: str) -> str:
    """The host of a complete http(s) address."""
    try:
        place, port = httpx.URL(url), urlsplit(url).port
    except (httpx.InvalidURL, ValueError):
        place, port = httpx.URL(), 0
    if place.scheme not in ("http", "https") or not place.host or port == 0:
        raise FetchError(f"接口地址 {shown(url)} 无法使用；应为 http:// 或 https:// 开头的完整地址。")
    return place.host


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def page_url(url: str, feed: ApiFeed, number: int) -> httpx.URL:
    """The address of a page; what stands in the query of the feed's URL stays."""
    return httpx.URL(url).copy_merge_params({feed.page: str(number), feed.size: str(feed.per_page)})


def ask(client: httpx.Client, url: httpx.URL, where: str, limits: Limits, taken: int, until: float) -> bytes:
    """The body of one page, after as many attempts as are allowed."""
    for attempt in range(1, limits.attempts + 1):
        try:
            with client.stream("GET", url) as response:
                if response.status_code < 500:
                    refuse_kind(response.status_code, response.headers.get("content-type", ""), where)
                    return b"".join(bounded(response, where, limits, taken, until))
                failure = f"返回服务器错误 HTTP {response.status_code}"
        except httpx.TimeoutException:
            failure = f"超过 {limits.timeout:g} 秒没有应答"
        except httpx.TransportError:
            failure = "连接不上或连接中断"
        except httpx.HTTPError:
            raise FetchError(f"{where}的应答不符合 HTTP 协议；请接口提供单位检查服务。") from None
        if attempt < limits.attempts:
            sleep(limits.wait * 2 ** (attempt - 1))
    raise FetchError(
        f"{where}{failure}，共尝试 {limits.attempts} 次；请接口提供单位恢复服务，或核对地址与网络后重新取数。"
    )


def bounded(response: httpx.Response, where: str, limits: Limits, taken: int, until: float) -> Iterator[bytes]:
    """The body in pieces, while the pull stays within its bytes and seconds."""
    page = 0
    for piece in response.iter_bytes():
        page += len(piece)
        if page > limits.page_size:
            raise FetchError(f"{where}超过每页的上限 {limits.page_size} 字节；请减小每页条数 per_page。")
        if taken + page > limits.size:
            raise FetchError(f"{where}超过一次取数的上限 {limits.size} 字节；请缩小范围。")
        if monotonic() > until:
            raise FetchError(f"{where}超过一次取数的时限 {limits.seconds:g} 秒；请接口提供单位检查速度，或缩小范围。")
        yield piece
