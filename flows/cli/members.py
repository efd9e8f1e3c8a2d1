"""`credit members`: who is counted in a measure, and who is not and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="The members of a measure with covered or not, and why.")
@click.argument("measure")
@_options.as_of
@_options.known
@click.option("--open", "only_open", is_flag=True, help="Only those not covered: the work list.")
@_options.home
@_options.as_json
def command(measure: str, as_of: date | None, known: date | None, only_open: bool, home: Path, as_json: bool) -> None:
    """List the members of MEASURE (8.5, on_time, 10.2, …): key, covered, reason, department, county."""
    from flows.asking import scored
    from flows.cli._group import InputError
    from flows.cli._print import print_json, print_table
    from scoring.measure import measures, members
    from warehouse.home import Home

    which = measures().get(measure)
    if which is None:
        raise InputError(f"there is no measure {measure!r}; there are: {', '.join(measures())}")
    with scored(Home(home), as_of, known) as (_, _, result, con):
        listed = members(con, which)
        counts = result.counts[which.id]
    if only_open:
        listed = [member for member in listed if not member["covered"]]
    if as_json:
        head = {"measure": which.id, "numerator": counts["numerator"], "denominator": counts["denominator"]}
        print_json(head | {"members": listed})
    else:
        words = {True: "是", False: "否", None: "未知"}
        rows = [[m["key"], words[m["covered"]], m["reason"], m["department"], m["county"]] for m in listed]
        title = f"{which.id} {which.title}：{counts['numerator']} / {counts['denominator']}"
        print_table(title, ["成员", "计入", "原因", "单位", "区县"], rows)
