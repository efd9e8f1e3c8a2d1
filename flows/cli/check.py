"""`credit check`: what a department runs before it hands a file in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Check a file as the night would; nothing is stored.")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--dataset", help="The dataset that the file holds, e.g. penalty.")
@click.option("--source", "source_id", help="A source of the city: its mappings and constants are used.")
@click.option("--city", help="The city of the source: a name under cities/ or the path of its folder.")
@_options.night
@click.option("--rows", is_flag=True, help="List accepted and quarantined rows, not only their numbers.")
@click.option("--gate", is_flag=True, help="Run the Great Expectations gate too (takes seconds).")
@_options.home
@_options.as_json
def command(
    file: Path,
    dataset: str | None,
    source_id: str | None,
    city: str | None,
    night: date,
    rows: bool,
    gate: bool,
    home: Path,
    as_json: bool,
) -> int:
    """Check FILE (or a folder with the pages of one pull) as the night would, and say what is wrong where.

    Name what it is: --dataset NAME, or --source ID with --city C. Exit codes: 0 every row would load, 10 some rows
    would be returned, 20 the file is rejected.
    """
    from cities.city import load_city
    from flows.check_file import check_file, dataset_source
    from flows.cli._group import InputError
    from flows.cli._print import print_json
    from flows.settings import Settings
    from warehouse.home import Home

    place = load_city(city) if city else None
    if dataset and not source_id:
        source = dataset_source(dataset)
    elif source_id and place and not dataset:
        source = place.source(source_id)
    else:
        raise InputError("name what the file is: --dataset NAME, or --source ID together with --city C")
    answer = check_file(file, source, place, night, Settings(Home(home)).key(), rows=rows, gate=gate)
    if as_json:
        print_json(answer.as_json(rows))
    else:
        from flows.cli._screen import show_check

        show_check(file.name, answer)
    return answer.exit
