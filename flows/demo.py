"""The demo: a synthetic city in a home of its own and its three nights, run as any city's nights are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from cities.city import load_city
from cities.demo.generator import NIGHTS, generate, prepare_night, serve
from flows.night import run_night
from flows.settings import Settings, SettingsError
from flows.warehouse import warehouse
from warehouse.home import Home
from warehouse.lock import writer

MARKER = "demo.txt"
API = "CREDIT_DEMO_API"
# What a demo makes in its home, the lock aside; nothing else is ever deleted.
MADE = (
    "city", "city.new", "landing", "incoming", "stage", "temporary", "releases", "warehouse.duckdb",
    "warehouse.duckdb.wal", "ledger.sqlite", "portal.sqlite", "pseudonym.key",
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why rows were refused on a night: the rule, how many rows, and the sentence that one of them got."""

    rule: str
    rows: int
    example: str


def run_demo(
    settings: Settings, *, gate: bool = True, keep: bool = False, say: Callable[[int, str], None] = lambda n, line: None
) -> list[dict]:
    """Build the city under the home unless it is kept, run its nights; their results in order.

    `say` is told the number of the night (0 while the city is built) and what is being done. Without `keep` what an
    earlier demo made in the home is deleted first. Raises SettingsError when the home holds anything else.
    """
    home = settings.home
    claim(home, keep)
    folder = home.root / "city"
    if not folder.exists():
        say(0, "build the synthetic city")
        build(folder)
    return [one_night(settings, folder, n, night, gate, say) for n, night in enumerate(NIGHTS, start=1)]


def claim(home: Home, keep: bool) -> None:
    """Make the home the demo's, empty unless it is kept."""
    marker = home.root / MARKER
    if home.root.exists() and any(home.root.iterdir()) and not marker.exists():
        raise SettingsError(f"{home.root} is not empty and was not made by a demo; name another folder with --home")
    for folder in reversed((home.root, *home.root.parents)):
        folder.mkdir(mode=0o700, exist_ok=True)
    marker.write_text("Made by `credit demo`: synthetic data. A new demo deletes what the last one made here.\n")
    if keep:
        return
    with writer(home.lock):
        for name in MADE:
            remove(home.root / name)


def remove(path: Path) -> None:
    """Delete a file, a link or a folder; nothing happens when there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def build(folder: Path) -> None:
    """Generate the city aside and rename it, so that a city that is there is whole."""
    aside = folder.with_suffix(".new")
    remove(aside)
    generate(aside)
    os.replace(aside, folder)


def one_night(
    settings: Settings, folder: Path, n: int, night: date, gate: bool, say: Callable[[int, str], None]
) -> dict:
    """One night, with its exchange database filled and its API served on loopback."""
    say(n, "prepare")
    prepare_night(folder, night)
    portal = f"sqlite:///{settings.home.root / 'portal.sqlite'}"
    with serve(folder, night) as (_, url):
        here = replace(settings, environment={**settings.environment, API: url})
        return run_night(load_city(folder), night, here, gate=gate, portal_url=portal, say=lambda line: say(n, line))


def reasons(home: Home) -> Mapping[str, list[Reason]]:
    """Per night (as an ISO day) the reasons of its quarantined rows, the most frequent first."""
    with warehouse(home, read_only=True) as con:
        return {night.isoformat(): reasons_of(con, night) for night in NIGHTS}


def reasons_of(con: duckdb.DuckDBPyConnection, night: date) -> list[Reason]:
    """The reasons of one night's quarantined rows; a row with two rules counts under both."""
    rows = con.execute(
        """
        with said as (
          select batch, sheet, row_no, unnest(rules) as rule, unnest(reasons) as reason
          from ops.quarantine where night = ?)
        select rule, count(distinct (batch, sheet, row_no)) as rows, arg_min(reason, (batch, row_no)) from said
        group by rule order by rows desc, rule""",
        [night],
    ).fetchall()
    return [Reason(*row) for row in rows]
