"""`credit publish`: the last night's figures once more."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Score and publish the last night once more.")
@click.option("--portal", "portal_url", help="SQLAlchemy URL of the portal's database.")
@_options.home
@_options.as_json
def command(portal_url: str | None, home: Path, as_json: bool) -> int:
    """Score the home's last night again and publish it: the same figures give the same release.

    Exit codes: as those of the night.
    """
    from flows.asking import asked
    from flows.cli._print import print_json, progress
    from flows.cli._screen import show_night
    from flows.night import republish
    from flows.settings import Settings
    from warehouse.home import Home

    here = asked(Home(home))
    result = republish(here.city, here.night, Settings(here.home), portal_url=portal_url, say=progress())
    if as_json:
        print_json(result)
    else:
        show_night(result)
    return result["exit"]
