"""Options that several commands share, and the day they mean."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click


class Day(click.ParamType):
    """A day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day of the form YYYY-MM-DD", param, ctx)


def today() -> date:
    """Today in Asia/Shanghai."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


home = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".credit"),
    show_default=True,
    help="Folder where the state lives.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
city = click.option("--city", required=True, help="A city: a name under cities/ or the path of its folder.")
night = click.option("--date", "night", type=Day(), default=today, show_default="today in Shanghai", help="The night.")
known = click.option("--known", type=Day(), help="As known on this night (default: the last one).")
as_of = click.option("--as-of", type=Day(), help="As of this business day (default: the night, at most C).")
