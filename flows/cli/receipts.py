"""`credit receipts`: what came on a night and what became of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="What came on a night and what became of it.")
@click.option("--date", "night", type=_options.Day(), help="The night (default: the last one).")
@_options.home
@_options.as_json
def command(night: date | None, home: Path, as_json: bool) -> None:
    """List a night's sources with one receipt per file and dataset; every receipt balances."""
    from contextlib import closing

    from flows.asking import asked
    from flows.cli._print import print_json, print_table
    from flows.cli._screen import COUNTS, source_rows
    from flows.report import report_of
    from warehouse.home import Home
    from warehouse.ledger import Ledger

    here = asked(Home(home))
    night = night or here.night
    with closing(Ledger(here.home.ledger_url)) as ledger:
        reports = [report for source in here.city.sources if (report := report_of(ledger, source, night))]
    sources = [report.as_json() for report in reports]
    if as_json:
        print_json({"date": night.isoformat(), "sources": sources})
    else:
        headings = ["来源", "状态", "文件", "数据集", *COUNTS.values()]
        print_table(f"{night} 回执", headings, [row for s in sources for row in source_rows(s)], right=range(4, 11))
