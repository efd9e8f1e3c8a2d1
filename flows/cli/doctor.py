"""`credit doctor`: is everything in order?"""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options
from flows.cli._group import CONFIGURATION


@click.command(short_help="Check the machine, the definitions, a city and a home.")
@click.option("--city", help="A city to look at, too: a name under cities/ or the path of its folder.")
@_options.home
@_options.as_json
def command(city: str | None, home: Path, as_json: bool) -> int:
    """Check Python and packages, contracts, rules, measures and editions, the home's folders, key, ledger and
    warehouse, and with --city every source of that city. Each finding says what to do. Nothing is changed.

    Exit code 78 when something is bad; what is only a warning does not count.
    """
    from flows.cli._print import print_json, print_table
    from flows.doctor import examine
    from flows.settings import Settings
    from warehouse.home import Home

    settings = Settings(Home(home))
    checks = examine(settings.home, city, _options.today(), settings.environment)
    ok = all(check.state != "bad" for check in checks)
    if as_json:
        print_json({"checks": [vars(check) for check in checks], "ok": ok})
    else:
        print_table("credit doctor", ["check", "state", "message"], [[c.name, c.state, c.message] for c in checks])
    return 0 if ok else CONFIGURATION
