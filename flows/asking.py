"""Asking a home: its city, its last night, its score and members as of a day and as known on a night."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb

from cities.city import City, load_city
from expectations.contract import contracts
from flows.settings import SettingsError
from flows.warehouse import warehouse
from scoring.edition import Edition, load_edition
from scoring.score import Scored, asked_for, score
from warehouse.home import Home
from warehouse.ledger import Ledger


@dataclass(frozen=True)
class Asked:
    """A home that has had a night: its city and that night."""

    home: Home
    city: City
    night: date


def asked(home: Home) -> Asked:
    """The city of the home's last night. SettingsError when the home never had one."""
    if not home.warehouse.exists():
        raise SettingsError(f"{home.root} holds no warehouse yet; run `credit night --city …` first")
    with closing(Ledger(home.ledger_url)) as ledger:
        runs = ledger.runs()
    if not runs:
        raise SettingsError(f"{home.root} has had no night yet; run `credit night --city …` first")
    last = max(runs, key=lambda run: run.night)
    return Asked(home, load_city(last.city), last.night)


@contextmanager
def scored(
    home: Home, as_of: date | None = None, known: date | None = None
) -> Iterator[tuple[Asked, Edition, Scored, duckdb.DuckDBPyConnection]]:
    """The score as of a day and as known on a night, with the connection that holds every measure's members."""
    here = asked(home)
    edition = load_edition(here.city.edition)
    with warehouse(home, read_only=True) as con:
        days = asked_for(edition, known or here.night, as_of, here.city.parameters)
        yield here, edition, score(con, contracts(), here.city, edition, days), con
