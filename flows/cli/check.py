"""`credit check`: what a department runs before it hands a file in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options
from flows.cli._group import InputError

if TYPE_CHECKING:
    from cities.city import City
    from cities.source import Source


@click.command(short_help="Check a file as the night would; nothing is stored.")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--dataset", help="The dataset that the file holds, e.g. penalty.")
@click.option("--source", "source_id", help="A source of the city: its mappings and constants are used.")
@click.option("--city", help="The city of the source: a name under cities/ or the path of its folder.")
@_options.night
@click.option("--rows", is_flag=True, help="List accepted and quarantined rows, not only their numbers.")
@click.option("--gate", is_flag=True, help="Run the Great Expectations gate too (takes seconds).")
@click.option(
    "--return",
    "out",
    metavar="OUT.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the sender's own workbook there, bad cells coloured, with a reason per row.",
)
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
    out: Path | None,
    home: Path,
    as_json: bool,
) -> int:
    """Check FILE (or a folder with the pages of one pull) as the night would, and say what is wrong where.

    Name what it is: --dataset NAME, or --source ID with --city C. Exit codes: 0 every row would load, 10 some rows
    would be returned, 20 the file is rejected.
    """
    from flows.check_file import check_file
    from flows.cli._print import print_json
    from flows.settings import Settings
    from warehouse.home import Home

    source, place = chosen(dataset, source_id, city)
    if out:
        check_out(out, file)
    settings = Settings(Home(home))
    key, limits = settings.key(), settings.limits()
    try:
        answer = check_file(file, source, place, night, key, rows=rows, gate=gate, out=out, limits=limits)
    except OSError as error:
        raise InputError(f"{out or file}: {error.strerror or type(error).__name__}") from None
    if as_json:
        print_json(answer.as_json(rows))
    else:
        from flows.cli._check_screen import show_check

        show_check(answer, out)
    return answer.exit


def chosen(dataset: str | None, source_id: str | None, city: str | None) -> tuple[Source, City | None]:
    """What the file is said to be. InputError unless a dataset is named, or a source and its city."""
    from cities.city import load_city
    from flows.check_file import dataset_source

    place = load_city(city) if city else None
    if dataset and not source_id:
        return dataset_source(dataset), place
    if source_id and place and not dataset:
        return place.source(source_id), place
    raise InputError("name what the file is: --dataset NAME, or --source ID together with --city C")


def check_out(out: Path, file: Path) -> None:
    """InputError when the returned workbook would overwrite what is checked, or has nowhere to go."""
    if out.suffix.lower() != ".xlsx":
        raise InputError(f"--return writes a workbook: its name must end in .xlsx, found {out.name!r}")
    if not out.parent.is_dir():
        raise InputError(f"--return: there is no folder {out.parent}")
    if out.exists() and out.samefile(file):
        raise InputError("--return: that is the file to be checked; name another one")
    if file.is_dir() and out.resolve().is_relative_to(file.resolve()):
        raise InputError("--return: that lies among the pages to be checked; name a place outside")
