"""`credit score`: the whole table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="The score: every row, gate and the total range.")
@_options.as_of
@_options.known
@_options.home
@_options.as_json
def command(as_of: date | None, known: date | None, home: Path, as_json: bool) -> None:
    """Print the score of the home's city: the result of every row, the ten gates and the total as a range.

    --known D answers as the night D knew it; without --as-of that is as of that night, at most C.
    """
    from flows.asking import scored
    from flows.cli._print import print_json
    from flows.cli._screen import show_score
    from warehouse.home import Home

    with scored(Home(home), as_of, known) as (_, _, result, _):
        if as_json:
            print_json(result.result)
        else:
            show_score(result.result)
