"""`credit new-source`: a source file from the template, or from a sample of what the department sends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options
from flows.cli._group import InputError

if TYPE_CHECKING:
    from cities.city import City
    from flows.profile import Proposal

ID = re.compile(r"[a-z][a-z0-9_]*")
# kind of feed → what it needs
FEEDS = {"file": ("folder", "glob"), "database": ("url_env", "table"), "api": ("url_env",)}


@click.command(short_help="Write a source file from the template, or from a sample of its files.")
@click.argument("what", metavar="ID|FILE")
@_options.city
@click.option("--id", "id_", help="With FILE: the source's id (default: department_dataset).")
@click.option("--title", help="What the source is called, in Chinese (with FILE by default department and dataset).")
@click.option("--department", required=True, help="Id of the department that delivers it (departments.csv).")
@click.option("--dataset", "datasets", multiple=True, help="A dataset that it holds; may stand often. FILE may tell.")
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
    what: str, city: str, id_: str | None, title: str | None, department: str, datasets: tuple[str, ...], mode: str,
    folder: str | None, glob: str | None, url_env: str | None, table: str | None, api_env: str | None, home: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Write sources/ID.toml into the city's folder, with a comment for every key, and say what to do next.

    With ID, give --title, --dataset, and one of: --folder and --glob (files), --url-env and --table (a database),
    --api-env (an HTTP API). With FILE, a sample of what the department sends, the dataset, the file pattern and the
    columns are worked out from it: what is sure is filled in, what is not stands there as a question. A file that is
    there is never overwritten.

    credit new-source hb_permit --city huangshi --title "市生态环境局 行政许可" --department hb --dataset permit
    --folder "{date}/hb" --glob "许可_*.csv"

    credit new-source 处罚_20190313.xlsx --city huangshi --department hb
    """
    from cities.city import load_city
    from cities.template import NONE, write_source
    from flows.cli._print import print_json

    place = load_city(city)
    given = {"folder": folder, "glob": glob, "url_env": url_env, "table": table}
    check(place, department, datasets)
    proposal = None
    if Path(what).is_file():
        proposal = sampled(Path(what), datasets, home)
        datasets = datasets or (proposal.profile.contract.name,)
        if api_env is None and url_env is None and table is None:
            given |= {"folder": folder or f"{{date}}/{department}", "glob": glob or proposal.glob}
    id = check_id(what if proposal is None else id_ or f"{department}_{'_'.join(datasets)}")
    if not datasets or not (title or proposal):
        raise InputError("say what the source is: --title and --dataset, or a sample FILE")
    kind, keys = feed_of(given, api_env)
    values = {"id": id, "title": title or titled(place, department, datasets), "department": department}
    path = write_source(
        place, values | {"datasets": list(datasets), "mode": mode}, kind, keys, proposal.advice if proposal else NONE
    )
    following = f"credit check {what if proposal else 'SAMPLE'} --source {id} --city {city}"
    if as_json:
        print_json({"id": id, "path": str(path), "next": following} | (proposal.as_json() if proposal else {}))
        return
    click.echo(f"已写入 {path}")
    for number, question in enumerate(proposal.advice.questions if proposal else (), start=1):
        click.echo(f"  问题{number}：{question}")
    click.echo(f"下一步：{'' if proposal else '取一份样例文件，'}运行 {following}")


def sampled(path: Path, datasets: tuple[str, ...], home: Path) -> Proposal:
    """What a sample tells; InputError with the reader's sentence when it tells nothing."""
    from expectations.contract import contracts
    from flows.profile import propose
    from flows.settings import Settings
    from transforms.read import ReadError
    from warehouse.home import Home

    known = contracts()
    try:
        return propose(path, [known[name] for name in datasets or known], Settings(Home(home)).limits())
    except ReadError as error:
        raise InputError(f"{path}: {error.reason}") from None


def titled(city: City, department: str, datasets: tuple[str, ...]) -> str:
    """Department and datasets in words."""
    from expectations.contract import contracts

    unit = next(each.name for each in city.departments if each.id == department)
    return f"{unit} {'、'.join(contracts()[name].title for name in datasets)}"


def feed_of(given: dict[str, str | None], api_env: str | None) -> tuple[str, dict[str, str]]:
    """Which of the three feeds the options describe, and its values. InputError unless exactly one is whole."""
    named = {name: value for name, value in given.items() if value is not None}
    described = [(kind, named) for kind, keys in FEEDS.items() if kind != "api" and set(named) == set(keys)]
    if api_env is not None and not named:
        described = [("api", {"url_env": api_env})]
    if len(described) != 1 or (api_env is not None and named):
        raise InputError("say how the data arrive: --folder and --glob, or --url-env and --table, or --api-env")
    return described[0]


def check(city: City, department: str, datasets: tuple[str, ...]) -> None:
    """InputError when department or datasets do not exist."""
    from expectations.contract import contracts

    units = [each.id for each in city.departments]
    if department not in units:
        raise InputError(f"no department {department!r} in departments.csv; there are: {', '.join(units)}")
    for name in datasets:
        if name not in contracts():
            raise InputError(f"no dataset {name!r}; there are: {', '.join(contracts())}")


def check_id(id: str) -> str:
    """The id, if it is one."""
    if not ID.fullmatch(id):
        raise InputError(
            f"{id!r} is no id: small letters, digits and _ only, a letter first (and there is no such file)"
        )
    return id
