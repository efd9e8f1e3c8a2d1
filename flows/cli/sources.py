"""`credit sources`: the sources of a city and how they stand."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options

if TYPE_CHECKING:
    from cities.city import City
    from cities.source import Feed, Source
    from warehouse.home import Home

UNKNOWN = {"state": None, "since": None}


@click.command(short_help="List a city's sources and how they stood.")
@click.option("--city", help="A city (default: that of the home's last night).")
@_options.home
@_options.as_json
def command(city: str | None, home: Path, as_json: bool) -> None:
    """List the sources of a city: which datasets each delivers, how the data arrive, and, where the home knows of a
    night of that city, the state of its last night and since when its data stand."""
    from cities.city import load_city
    from flows.asking import asked
    from flows.cli._print import print_json
    from warehouse.home import Home

    place = load_city(city) if city else asked(Home(home)).city
    standing = stood(Home(home), place)
    described = [describe(source) | standing.get(source.id, UNKNOWN) for source in place.sources]
    if as_json:
        print_json(described)
    else:
        show(described)


def describe(source: Source) -> dict:
    """What a source's file says, in short."""
    return {
        "id": source.id,
        "title": source.title,
        "department": source.department,
        "datasets": list(source.datasets),
        "mode": source.mode,
        "missing": source.missing,
        "feed": where(source.feed),
    }


def stood(home: Home, city: City) -> dict[str, dict]:
    """{state, since} of every source on the home's last night; empty when there was none, or it was another city's."""
    from flows.asking import asked
    from flows.settings import SettingsError
    from warehouse.ledger import Ledger

    try:
        here = asked(home)
    except SettingsError:
        return {}
    if here.city.folder != city.folder:
        return {}
    with closing(Ledger(home.ledger_url)) as ledger:
        since = {s.id: ledger.last_good_night(s.id, here.night) for s in city.sources}
        return {
            line.source: {"state": line.state, "since": day.isoformat() if (day := since.get(line.source)) else None}
            for line in ledger.sources(here.night)
        }


def where(feed: Feed) -> dict[str, str]:
    """How the data arrive and from where; of an address in a source file only what may be shown."""
    from cities.source import DatabaseFeed, FileFeed
    from flows.sources.address import shown

    if isinstance(feed, FileFeed):
        return {"kind": "file", "where": f"{feed.folder}/{feed.glob}"}
    place = f"${feed.url_env}" if feed.url_env else shown(feed.url or "")
    if isinstance(feed, DatabaseFeed):
        return {"kind": "database", "where": f"{place} {feed.table or feed.query}"}
    return {"kind": "api", "where": place}


def show(described: list[dict]) -> None:
    """The sources as a table."""
    from flows.cli._print import print_table
    from flows.cli._screen import STATES

    print_table(
        "来源",
        ["来源", "名称", "单位", "数据集", "方式", "从何处", "状态", "数据日期"],
        [
            [s["id"], s["title"], s["department"], "、".join(s["datasets"]), s["mode"], s["feed"]["where"],
             STATES.get(s["state"], ""), s["since"]]
            for s in described
        ],
    )  # fmt: skip
