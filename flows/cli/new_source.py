"""`credit new-source`: a source file from the template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options
from flows.cli._group import InputError

if TYPE_CHECKING:
    from cities.city import City

ID = re.compile(r"[a-z][a-z0-9_]*")
# kind of feed → what it needs
FEEDS = {"file": ("folder", "glob"), "database": ("url_env", "table"), "api": ("url_env",)}


@click.command(short_help="Write a source file from the template.")
@click.argument("id")
@_options.city
@click.option("--title", required=True, help="What the source is called, in Chinese.")
@click.option("--department", required=True, help="Id of the department that delivers it (departments.csv).")
@click.option("--dataset", "datasets", required=True, multiple=True, help="A dataset that it holds; may stand often.")
@click.option(
    "--mode",
    type=click.Choice(["delta", "snapshot"]),
    default="delta",
    show_default=True,
    help="Whether each delivery brings what is new, or the whole stock.",
)
@click.option("--folder", help="Of files: their folder in the inbox; {date} is the night.")
@click.option("--glob", help="Of files: the pattern of their names.")
@click.option("--url-env", help="Of a database: the environment variable that holds its URL.")
@click.option("--table", help="Of a database: the table or view.")
@click.option("--api-env", help="Of an HTTP API: the environment variable that holds its URL.")
@_options.home
@_options.as_json
def command(
    id: str, city: str, title: str, department: str, datasets: tuple[str, ...], mode: str, folder: str | None,
    glob: str | None, url_env: str | None, table: str | None, api_env: str | None, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """Write sources/ID.toml into the city's folder, with a comment for every key, and say what to do next.

    Give one of: --folder and --glob (files), --url-env and --table (a database), --api-env (an HTTP API). A file that
    is there is never overwritten.

    credit new-source hb_permit --city huangshi --title "市生态环境局 行政许可" --department hb --dataset permit
    --folder "{date}/hb" --glob "许可_*.csv"
    """
    from cities.city import load_city
    from cities.template import write_source
    from flows.cli._print import print_json

    place = load_city(city)
    kind, keys = feed_of({"folder": folder, "glob": glob, "url_env": url_env, "table": table}, api_env)
    check(place, id, department, datasets)
    values = {"id": id, "title": title, "department": department, "datasets": list(datasets), "mode": mode}
    path = write_source(place, values, kind, keys)
    following = f"credit check SAMPLE --source {id} --city {city}"
    if as_json:
        print_json({"id": id, "path": str(path), "next": following})
        return
    click.echo(f"已写入 {path}\n下一步：取一份样例文件，运行 {following}")


def feed_of(given: dict[str, str | None], api_env: str | None) -> tuple[str, dict[str, str]]:
    """Which of the three feeds the options describe, and its values. InputError unless exactly one is whole."""
    named = {name: value for name, value in given.items() if value is not None}
    described = [(kind, named) for kind, keys in FEEDS.items() if kind != "api" and set(named) == set(keys)]
    if api_env is not None and not named:
        described = [("api", {"url_env": api_env})]
    if len(described) != 1 or (api_env is not None and named):
        raise InputError("say how the data arrive: --folder and --glob, or --url-env and --table, or --api-env")
    return described[0]


def check(city: City, id: str, department: str, datasets: tuple[str, ...]) -> None:
    """InputError when the id is no id, or department or datasets do not exist."""
    from expectations.contract import contracts

    if not ID.fullmatch(id):
        raise InputError(f"{id!r} is no id: small letters, digits and _ only, a letter first")
    units = [each.id for each in city.departments]
    if department not in units:
        raise InputError(f"no department {department!r} in departments.csv; there are: {', '.join(units)}")
    for name in datasets:
        if name not in contracts():
            raise InputError(f"no dataset {name!r}; there are: {', '.join(contracts())}")
