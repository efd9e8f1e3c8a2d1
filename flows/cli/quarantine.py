"""`credit quarantine`: the rows that were returned, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="The rows that were returned, and why.")
@click.option("--date", "night", type=_options.Day(), help="One night (default: all).")
@click.option("--source", help="One source.")
@_options.home
@_options.as_json
def command(night: date | None, source: str | None, home: Path, as_json: bool) -> None:
    """List quarantined rows: night, source, file, sheet, row, key, rules and the reasons in plain Chinese."""
    from flows.asking import asked
    from flows.cli._print import print_json, print_table
    from flows.warehouse import warehouse
    from warehouse.home import Home
    from warehouse.quarantine import quarantined

    here = asked(Home(home))
    with warehouse(here.home, read_only=True) as con:
        rows = quarantined(con, night, source)
    if as_json:
        print_json(rows)
    else:
        shown = [[r["night"], r["source"], r["file"], r["sheet"], r["row"], "\n".join(r["reasons"])] for r in rows]
        print_table(f"退回 {len(rows)} 行", ["日期", "来源", "文件", "工作表", "行", "原因"], shown, right=(4,))
