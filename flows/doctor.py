"""Is everything in order? Checks of the machine, the definitions, a city and a home, each with what to do."""

from __future__ import annotations

import platform
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path
from typing import Literal

import duckdb
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from cities.city import City, load_city
from cities.source import CityError, FileFeed, Source
from expectations.contract import contracts
from expectations.rules import catalogue
from flows.settings import KEY_FILE, Settings, SettingsError
from scoring.edition import EditionError, editions, load_edition
from scoring.measure import measures
from scoring.score import asked_for
from transforms.workdays import deadlines
from warehouse.connect import opened
from warehouse.home import Home
from warehouse.ledger import Ledger, LedgerError

DISTRIBUTION = "city-credit"
CORE = "select table_name from information_schema.tables where table_schema = 'core'"
DISK = 2 * 1024**3  # bytes: below this a night of a city may not finish


@dataclass(frozen=True)
class Check:
    """One thing looked at. `warn` works but should be seen to; `bad` stops a night."""

    name: str
    state: Literal["ok", "warn", "bad"]
    message: str


def examine(home: Home, city: str | None, today: date, environment: Mapping[str, str]) -> list[Check]:
    """All checks in order; of the city too when one is named."""
    checks = [*machine(environment), *definitions(), *home_checks(home, environment)]
    return checks + (list(city_checks(city, today, environment)) if city else [])


def tried(name: str, attempt: Callable[[], str], kinds: type[Exception] | tuple[type[Exception], ...]) -> Check:
    """The attempt's sentence as ok; its error's sentence as bad."""
    try:
        return Check(name, "ok", attempt())
    except kinds as error:
        return Check(name, "bad", str(error))


def machine(environment: Mapping[str, str]) -> Iterator[Check]:
    """Python and packages as they are declared, and that nothing reports home."""
    python, packages = declared()
    here = platform.python_version()
    if python.contains(here):
        yield Check("python", "ok", here)
    else:
        yield Check("python", "bad", f"{here} is outside {python}; install a Python inside and run ./credit again")
    wrong = [problem for each in packages if (problem := mismatch(each))]
    if wrong:
        yield Check("packages", "bad", f"{'; '.join(wrong)}. Run ./credit again, or install requirements.lock")
    else:
        yield Check("packages", "ok", f"{len(packages)} packages in versions that belong together")
    if environment.get("DO_NOT_TRACK") in ("1", "true"):
        yield Check("telemetry", "ok", "DO_NOT_TRACK is set")
    else:
        yield Check("telemetry", "warn", "set DO_NOT_TRACK=1 in the environment of servers and workers")


def declared() -> tuple[SpecifierSet, list[Requirement]]:
    """Which Python and packages the project asks for: as pyproject.toml says, or the installed package."""
    file = Path(__file__).parent.parent / "pyproject.toml"
    if file.is_file():
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        python, lines = project["requires-python"], project["dependencies"]
    else:
        python, lines = metadata(DISTRIBUTION)["Requires-Python"], requires(DISTRIBUTION) or []
    needed = [each for each in map(Requirement, lines) if not (each.marker and "extra" in str(each.marker))]
    return SpecifierSet(python), needed


def mismatch(needed: Requirement) -> str | None:
    """What is wrong with the installed version of a package, if anything."""
    try:
        found = version(needed.name)
    except PackageNotFoundError:
        return f"{needed.name} is not installed"
    return None if needed.specifier.contains(found) else f"{needed.name} is {found}, needed is {needed.specifier}"


def definitions() -> Iterator[Check]:
    """Contracts with their rules, measures and editions: what fails here would fail at two in the morning."""
    yield tried("contracts", contracts_and_rules, ValueError)
    yield tried("measures", lambda: f"{len(measures())} measures", ValueError)
    for name in editions():
        yield tried(f"edition {name}", partial(edition_rows, name), EditionError)


def edition_rows(name: str) -> str:
    """How many rows an edition has; EditionError when it is wrong."""
    return f"{len(load_edition(name).indicators)} rows"


def contracts_and_rules() -> str:
    """How many there are; ValueError when one is wrong."""
    rules = [rule for contract in contracts().values() for rule in catalogue(contract)]
    return f"{len(contracts())} datasets, {len(rules)} rules"


def home_checks(home: Home, environment: Mapping[str, str]) -> Iterator[Check]:
    """Permissions, the key, disk space, ledger and warehouse of a home; a home that is not there yet is fine."""
    yield space(home.root)
    named = environment.get(KEY_FILE)
    if named or home.key.exists():
        yield tried("key", lambda: key_of(home, environment), SettingsError)
    if not home.root.is_dir():
        yield Check("home", "ok", f"{home.root} is not there yet; the first night makes it")
        return
    if home.root.stat().st_mode & 0o077:
        yield Check("home", "bad", f"{home.root} is open to others; run: chmod 700 {home.root}")
    else:
        yield Check("home", "ok", f"{home.root} is for its owner alone")
    if Path(home.ledger_url.removeprefix("sqlite:///")).exists():
        yield tried("ledger", lambda: ledger_of(home), LedgerError)
    if home.warehouse.exists():
        yield warehouse_of(home)


def space(folder: Path) -> Check:
    """Free disk space where the home is, or will be."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 1024**3:.1f} GiB free at {there}"
    return Check("disk", "ok", said) if free >= DISK else Check("disk", "warn", f"{said}; a large city needs more")


def key_of(home: Home, environment: Mapping[str, str]) -> str:
    """Where the key of the pseudonyms is; SettingsError when it is too short or open to others."""
    Settings(home, environment).key()
    return f"{environment.get(KEY_FILE) or home.key} is long enough and for its owner alone"


def ledger_of(home: Home) -> str:
    """How far the ledger goes; LedgerError when it cannot be opened."""
    with closing(Ledger(home.ledger_url)) as ledger:
        runs = ledger.runs()
    return f"{len(runs)} nights, the last {runs[-1].night}" if runs else "no night yet"


def warehouse_of(home: Home) -> Check:
    """Whether the warehouse opens and holds the tables of the contracts."""
    try:
        with opened(home.warehouse, temporary=home.temporary, read_only=True) as con:
            there = {name for (name,) in con.execute(CORE).fetchall()}
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            return Check("warehouse", "warn", "another run has it open; look again when it is done")
        return Check("warehouse", "bad", f"{home.warehouse} cannot be opened: it is damaged or of another DuckDB")
    lacking = sorted(set(contracts()) - there)
    if lacking:
        return Check("warehouse", "warn", f"lacks {', '.join(lacking)}; the next night makes them")
    return Check("warehouse", "ok", f"{len(there)} datasets")


def calendar(today: date, end: date, name: str) -> Iterator[Check]:
    """The working days up to the edition's C must be known; those up to today only once C lies beyond."""
    for day, state, what in ((end, "bad", f"C of {name}"), (today, "warn" if today > end else "bad", "today")):
        try:
            deadlines(day)
        except ValueError as error:
            yield Check("calendar", state, f"{what} ({day}): {error}")  # type: ignore[arg-type]
        else:
            yield Check("calendar", "ok", f"{what} ({day})")


def city_checks(name: str, today: date, environment: Mapping[str, str]) -> Iterator[Check]:
    """The city's folder, its calendar, and every source."""
    try:
        city = load_city(name)
        end = end_of(city)
    except (CityError, EditionError, ValueError) as error:
        yield Check("city", "bad", str(error))
        return
    yield Check("city", "ok", f"{city.name}, {len(city.departments)} departments, {len(city.sources)} sources")
    yield from calendar(today, end, city.name)
    for source in city.sources:
        yield source_check(city, source, environment)


def end_of(city: City) -> date:
    """C, the day as of which the city is assessed."""
    return asked_for(load_edition(city.edition), date.max, parameters=city.parameters).as_of


def source_check(city: City, source: Source, environment: Mapping[str, str]) -> Check:
    """A source's datasets, the fields it names, and whether its place can be reached for."""
    name = f"source {source.id}"
    unknown = [each for each in source.datasets if each not in contracts()]
    if unknown:
        return Check(name, "bad", f"no dataset {unknown[0]!r}; there are: {', '.join(contracts())}")
    fields = {f.name for dataset in source.datasets for f in contracts()[dataset].fields}
    for key, named in (
        ("columns", source.columns.values()),
        ("constants", source.constants),
        ("recode", source.recode),
    ):
        for field in named:
            if field not in fields:
                return Check(name, "bad", f"{key} names the field {field!r}, which {', '.join(source.datasets)} lacks")
    return place_check(name, city, source, environment)


def place_check(name: str, city: City, source: Source, environment: Mapping[str, str]) -> Check:
    """The folder, up to where it names the night, or the environment variable that holds the URL."""
    feed = source.feed
    if isinstance(feed, FileFeed):
        folder = city.inbox / feed.folder.partition("{date}")[0]
        if folder.is_dir():
            return Check(name, "ok", f"{feed.folder}/{feed.glob}")
        return Check(name, "warn", f"the folder {folder} is not there; make it, or correct `folder` of the source")
    if feed.url_env and not environment.get(feed.url_env):
        return Check(name, "bad", f"the environment variable {feed.url_env} is not set; it holds the source's URL")
    return Check(name, "ok", f"${feed.url_env}" if feed.url_env else "URL in the source")
