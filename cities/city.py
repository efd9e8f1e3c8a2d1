"""A city as its folder says: `city.toml`, `departments.csv`, `domains.csv`, `confirmed_codes.csv`, one TOML per source.

The form of the folder is fixed by measures-2019 section 5. Nothing about a city stands anywhere else; a wrong folder
fails here, at load, with a sentence that names the file and the key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from cities.confirmed import ConfirmedCode, read_confirmed
from cities.files import day, read_rows, read_toml, split
from cities.source import CityError, Source, parse_source

CITIES = Path(__file__).parent


@dataclass(frozen=True)
class Department:
    """A unit that decides or answers for rows; `valid_from`/`valid_to` and `successor` follow reorganisations."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    county: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Domain:
    """One of the 10 + 10 domains of items 4 and 5, and whose records and lists show it."""

    item: Literal["4", "5"]
    name: str
    departments: tuple[str, ...]
    list_types: tuple[str, ...]


@dataclass(frozen=True)
class City:
    """A city's whole configuration. `inbox` is the folder that file sources are relative to; `counties` names codes.

    `confirmed` are credit codes that fail the check and that their registrar has confirmed.
    """

    folder: Path
    name: str
    code: str
    edition: str
    inbox: Path
    departments: tuple[Department, ...]
    domains: tuple[Domain, ...]
    sources: tuple[Source, ...]
    parameters: Mapping[str, object] = field(default_factory=dict)
    policies: Mapping[str, object] = field(default_factory=dict)
    counties: Mapping[str, str] = field(default_factory=dict)
    confirmed: tuple[ConfirmedCode, ...] = ()

    def source(self, source_id: str) -> Source:
        """The source of that id. CityError when there is none, naming those there are."""
        for source in self.sources:
            if source.id == source_id:
                return source
        known = ", ".join(source.id for source in self.sources)
        raise CityError(f"city {self.name} has no source {source_id!r}; it has: {known}")


def city_folder(name_or_path: str | Path) -> Path:
    """The folder of a city: a path anywhere on disk, or a name under cities/."""
    for folder in (Path(name_or_path), CITIES / str(name_or_path)):
        if (folder / "city.toml").is_file():
            return folder.resolve()
    raise CityError(f"no city at {str(name_or_path)!r}: neither a folder with a city.toml nor a name under cities/")


def load_city(name_or_path: str | Path) -> City:
    """Read and check a city's folder.

    Raises CityError with one sentence: the file, the key, what was found and what was expected.
    """
    folder = city_folder(name_or_path)
    table = read_toml(folder / "city.toml")
    unknown = set(table) - {"name", "code", "edition", "inbox", "parameters", "policies", "counties"}
    if unknown:
        raise CityError(f"{folder / 'city.toml'}: unknown key {sorted(unknown)[0]!r}")
    missing = [key for key in ("name", "code", "edition") if not isinstance(table.get(key), str)]
    if missing:
        raise CityError(f"{folder / 'city.toml'}: {missing[0]!r} must be a text")
    departments = read_departments(folder / "departments.csv")
    city = City(
        folder=folder,
        name=table["name"],
        code=table["code"],
        edition=table["edition"],
        inbox=(folder / str(table.get("inbox", "."))).resolve(),
        departments=departments,
        domains=read_domains(folder / "domains.csv", departments),
        sources=read_sources(folder / "sources", departments),
        parameters=table.get("parameters", {}),
        policies=table.get("policies", {}),
        counties=table.get("counties", {}),
        confirmed=read_confirmed(folder / "confirmed_codes.csv"),
    )
    return city


def read_departments(path: Path) -> tuple[Department, ...]:
    """departments.csv: id, name, aliases (;), code, county, valid_from, valid_to, successor (the last three may lack)."""
    departments = []
    for line, row in enumerate(read_rows(path, ("id", "name")), start=2):
        departments.append(
            Department(
                id=row["id"],
                name=row["name"],
                aliases=split(row.get("aliases")),
                code=row.get("code") or None,
                county=row.get("county") or None,
                valid_from=day(path, line, row.get("valid_from")),
                valid_to=day(path, line, row.get("valid_to")),
                successor=row.get("successor") or None,
            )
        )
    ids = [department.id for department in departments]
    for department in departments:
        if not re.fullmatch(r"[\w-]+", department.id):
            raise CityError(f"{path}: department id {department.id!r} may hold letters, digits, _ and - only")
        if ids.count(department.id) > 1:
            raise CityError(f"{path}: department id {department.id!r} stands twice")
        if department.successor and department.successor not in ids:
            raise CityError(f"{path}: successor {department.successor!r} of {department.id!r} is no department")
    check_successions(path, departments)
    return tuple(departments)


def check_successions(path: Path, departments: list[Department]) -> None:
    """A chain of successors must end."""
    successor = {department.id: department.successor for department in departments}
    for start in successor:
        seen, here = {start}, successor[start]
        while here:
            if here in seen:
                raise CityError(f"{path}: the successors of {start!r} run in a circle")
            seen.add(here)
            here = successor[here]


def read_domains(path: Path, departments: tuple[Department, ...]) -> tuple[Domain, ...]:
    """domains.csv: item (4 or 5), domain, departments (;), list_types (;). The file may be missing."""
    if not path.exists():
        return ()
    known = {department.id for department in departments}
    domains = []
    for row in read_rows(path, ("item", "domain")):
        if row["item"] not in ("4", "5"):
            raise CityError(f"{path}: item must be 4 or 5, found {row['item']!r}")
        units = split(row.get("departments"))
        for unit in units:
            if unit not in known:
                raise CityError(f"{path}: {unit!r} of domain {row['domain']!r} is no department id")
        domains.append(Domain(row["item"], row["domain"], units, split(row.get("list_types"))))  # type: ignore[arg-type]
    return tuple(domains)


def read_sources(folder: Path, departments: tuple[Department, ...]) -> tuple[Source, ...]:
    """All sources of the folder in order of their ids; the file name must be the id."""
    if not folder.is_dir():
        return ()
    known = {department.id for department in departments}
    sources = []
    for path in sorted(folder.glob("*.toml")):
        source = parse_source(read_toml(path), path)
        if source.department not in known:
            raise CityError(f"{path}: department {source.department!r} is not in departments.csv")
        sources.append(source)
    return tuple(sources)
