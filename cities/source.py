"""A source as its TOML file says: who delivers which datasets, how the bytes arrive, and how headings map."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal


class CityError(ValueError):
    """A city's folder says something that cannot be; the message names file, key, what was found and expected."""


@dataclass(frozen=True)
class FileFeed:
    """Files in a folder; `{date}` in the folder is the night. Relative to the city's inbox."""

    folder: str
    glob: str


@dataclass(frozen=True)
class DatabaseFeed:
    """Rows of a table or query. The URL stands in the environment (`url_env`) or, for files, in `url`."""

    url: str | None
    url_env: str | None
    table: str | None
    query: str | None


@dataclass(frozen=True)
class ApiFeed:
    """A paged JSON API. `ok` are members of the answer that must have these values."""

    url: str | None
    url_env: str | None
    page: str = "page"
    size: str = "size"
    per_page: int = 200
    records: str = "data"
    total: str | None = "total"
    ok: Mapping[str, object] = field(default_factory=dict)


Feed = FileFeed | DatabaseFeed | ApiFeed


@dataclass(frozen=True)
class Source:
    """One feed of a department.

    `columns` maps headings to field names beyond the contract's aliases, `ignore` lists headings left out on purpose,
    `constants` gives fields that the feed lacks, `recode` maps values of a field, `least`/`most` bound the rows.
    """

    id: str
    title: str
    department: str
    datasets: tuple[str, ...]
    mode: Literal["delta", "snapshot"]
    feed: Feed
    missing: Literal["close", "keep"] | None = None
    county: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None


KEYS = {
    "id", "title", "department", "county", "datasets", "mode", "missing", "file", "database", "api",
    "columns", "ignore", "constants", "recode", "rows",
}  # fmt: skip
FEEDS: dict[str, type[FileFeed] | type[DatabaseFeed] | type[ApiFeed]] = {
    "file": FileFeed,
    "database": DatabaseFeed,
    "api": ApiFeed,
}


Refuse = Callable[[str], CityError]  # makes the error that names the file


def parse_source(table: Mapping, path: Path) -> Source:
    """The Source of a parsed TOML file. CityError when the file name is not the id or a key is wrong or unknown."""

    def refuse(why: str) -> CityError:
        return CityError(f"{path}: {why}")

    unknown = sorted(set(table) - KEYS)
    if unknown:
        raise refuse(f"unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    for key in ("id", "title", "department", "mode"):
        if not isinstance(table.get(key), str):
            raise refuse(f"{key!r} must be a text")
    if not re.fullmatch(r"[\w-]+", table["id"]):
        raise refuse(f"id {table['id']!r} may hold letters, digits, _ and - only")
    if table["id"] != path.stem:
        raise refuse(f"id {table['id']!r} must equal the file name {path.stem!r}")
    datasets = table.get("datasets")
    if not isinstance(datasets, list) or not datasets or not all(isinstance(name, str) for name in datasets):
        raise refuse("'datasets' must be a list of dataset names")
    if table["mode"] not in ("delta", "snapshot"):
        raise refuse(f"mode must be delta or snapshot, found {table['mode']!r}")
    if table.get("missing", "keep") not in ("close", "keep"):
        raise refuse(f"missing must be close or keep, found {table['missing']!r}")
    rows = table.get("rows", {})
    return Source(
        id=table["id"],
        title=table["title"],
        department=table["department"],
        county=table.get("county"),
        datasets=tuple(datasets),
        mode=table["mode"],
        missing=table.get("missing"),
        feed=parse_feed(table, refuse),
        columns=texts(table.get("columns", {}), refuse),
        ignore=tuple(table.get("ignore", ())),
        constants=texts(table.get("constants", {}), refuse),
        recode={name: texts(values, refuse) for name, values in table.get("recode", {}).items()},
        least=rows.get("least"),
        most=rows.get("most"),
    )


def parse_feed(table: Mapping, refuse: Refuse) -> Feed:
    """Exactly one of [file], [database], [api], with exactly its own keys."""
    named = [name for name in FEEDS if name in table]
    if len(named) != 1:
        raise refuse(f"exactly one of [file], [database], [api] is needed, found {named or 'none'}")
    keys: dict[str, Any] = dict(table[named[0]])
    kind = FEEDS[named[0]]
    unknown = sorted(set(keys) - set(kind.__dataclass_fields__))
    if unknown:
        raise refuse(f"unknown key {unknown[0]!r} in [{named[0]}]; known are {', '.join(kind.__dataclass_fields__)}")
    if kind is FileFeed:
        if set(keys) != {"folder", "glob"}:
            raise refuse("[file] needs folder and glob")
        return FileFeed(**keys)
    if ("url" in keys) == ("url_env" in keys):
        raise refuse(f"[{named[0]}] needs either url or url_env")
    if kind is DatabaseFeed and ("table" in keys) == ("query" in keys):
        raise refuse("[database] needs either table or query")
    defaults: dict[str, Any] = {"url": None, "url_env": None} | (
        {"table": None, "query": None} if kind is DatabaseFeed else {}
    )
    return kind(**(defaults | keys))


def texts(table: Mapping, refuse: Refuse) -> dict[str, str]:
    """A table whose values are all texts."""
    for key, value in table.items():
        if not isinstance(value, str):
            raise refuse(f"value of {key!r} must be a text, found {value!r}")
    return dict(table)
