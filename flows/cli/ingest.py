"""`credit ingest`: one source of a night."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Fetch, check and load one source.")
@click.argument("source")
@_options.city
@_options.night
@_options.home
@_options.as_json
@click.option("--gate/--no-gate", default=True, help="Run the Great Expectations gate (default) or leave it out.")
def command(source: str, city: str, night: date, home: Path, as_json: bool, gate: bool) -> int:
    """Fetch what SOURCE has for the night, check and load it; nothing is scored or published.

    Exit codes: 0 done, 10 the source failed or is stale or rows were returned.
    """
    from cities.city import load_city
    from flows.cli._print import print_json, print_table, progress
    from flows.cli._screen import COUNTS, source_rows
    from flows.night import WITH_GAPS, has_gaps, ingest
    from flows.settings import Settings
    from warehouse.home import Home

    report = ingest(load_city(city), source, night, Settings(Home(home)), gate=gate, say=progress())
    if as_json:
        print_json({"date": night.isoformat(), "sources": [report.as_json()]})
    else:
        headings = ["来源", "状态", "文件", "数据集", *COUNTS.values()]
        print_table(f"{night} {source}", headings, source_rows(report.as_json()), right=range(4, 11))
        if report.message:
            click.echo(report.message)
    return WITH_GAPS if has_gaps([report]) else 0
