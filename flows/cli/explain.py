"""`credit explain`: where the points of a row come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Where the points of a row come from, down to the source row.")
@click.argument("row")
@click.option("--member", help="One member of the row's measure: counted or not, why, and its source rows.")
@_options.as_of
@_options.known
@_options.home
@_options.as_json
def command(row: str, member: str | None, as_of: date | None, known: date | None, home: Path, as_json: bool) -> None:
    """Explain ROW of the table (8.5, 10.6, …): points ← rule ← counts ← members; with --member down to file and row.

    ROW may also be a measure without a row of its own, such as on_time.
    """
    from expectations.contract import contracts
    from flows.asking import scored
    from flows.cli._group import InputError
    from flows.cli._print import print_json
    from flows.cli._screen import show_explained, show_member
    from scoring.explain import explain, explain_member, explained
    from scoring.measure import measures
    from warehouse.home import Home

    with scored(Home(home), as_of, known) as (_, edition, result, con):
        rows = [indicator.id for indicator in edition.indicators]
        if row not in rows and row not in measures():
            raise InputError(
                f"there is no row or measure {row!r}; rows: {', '.join(rows)}; measures: {', '.join(measures())}"
            )
        if member:
            if row not in measures():
                raise InputError(f"row {row} has no members; measures: {', '.join(measures())}")
            answer = explain_member(con, contracts(), measures()[row], member)
            if answer is None:
                raise InputError(f"{member!r} is no member of {row} as of {result.asked.as_of}")
        else:
            answer = explain(edition, result, con, row) if row in rows else explained(measures()[row], result, con)
    if as_json:
        print_json(answer)
    else:
        (show_member if member else show_explained)(answer)
