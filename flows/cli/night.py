"""`credit night`: the whole night of a city."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Run a night: collect, check, load, score, publish.")
@_options.city
@_options.night
@_options.home
@_options.as_json
@click.option("--gate/--no-gate", default=True, help="Run the Great Expectations gate (default) or leave it out.")
@click.option("--portal", "portal_url", help="SQLAlchemy URL of the portal's database.")
def command(city: str, night: date, home: Path, as_json: bool, gate: bool, portal_url: str | None) -> int:
    """Run one night of a city: fetch what departments sent, check and load it, score it, publish the figures.

    Running the same night again changes nothing: what is done is recognised by its bytes. Exit codes: 0 published,
    10 published with a source failed or stale or rows quarantined, 20 publication stopped, 75 another run is writing.
    """
    from cities.city import load_city
    from flows.cli._print import print_json, progress
    from flows.night import run_night
    from flows.settings import Settings
    from warehouse.home import Home

    settings = Settings(Home(home))
    result = run_night(load_city(city), night, settings, gate=gate, portal_url=portal_url, say=progress())
    if as_json:
        print_json(result)
    else:
        from flows.cli._screen import show_night

        show_night(result)
    return result["exit"]
