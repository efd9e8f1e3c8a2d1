"""The warehouse's tables, made from the contracts.

`core.<dataset>` holds versions: one row per thing a record ever said. `known_from` is the night we learned it,
`known_to` the night it was replaced; the present version has none. `closed_on` is the night from which a snapshot no
longer held the record: a version of its own, because until then the record stood.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from expectations.contract import FOLDED, Contract, Field

SQL_TYPES = {"day": "date", "end": "date", "wan": "decimal(18, 6)", "count": "bigint"}

OPS = """
create table if not exists ops.batch (
  id varchar, seq bigint, night date, source varchar, dataset varchar, file varchar, sha256 varchar,
  received bigint, new bigint, changed bigint, unchanged bigint, duplicate bigint, quarantined bigint, ignored bigint);
create table if not exists ops.quarantine (
  batch varchar, night date, source varchar, dataset varchar, file varchar, sha256 varchar, sheet varchar, row_no bigint,
  key varchar, rules varchar[], reasons varchar[]);
create table if not exists ops.refused_key (dataset varchar, night date, unit varchar, list_type varchar, key varchar);
create table if not exists ops.delivered (source varchar, dataset varchar, sha256 varchar, key varchar, party varchar);
create table if not exists ops.tally (
  batch varchar, night date, source varchar, dataset varchar, unit varchar, list_type varchar,
  received bigint, loaded bigint, unchanged bigint, duplicate bigint, quarantined bigint);
"""


def columns(contract: Contract) -> list[tuple[str, str]]:
    """(name, SQL type) of the columns of `core.<dataset>` that say what the record says."""
    named: list[tuple[str, str]] = []
    for f in contract.fields:
        named.append((f.name, sql_type(f)))
        if f.type in FOLDED:
            named.append((f"{f.name}_f", "varchar"))
        if f.type == "unit":
            named.append((f"{f.name}_id", "varchar"))
    return [
        ("layout", "varchar"),
        *named,
        ("person", "boolean"),
        ("party", "varchar"),
        ("key", "varchar"),
        ("content_hash", "varchar"),
    ]


PROVENANCE = [
    ("warnings", "varchar"),
    ("source", "varchar"),
    ("batch", "varchar"),
    ("sheet", "varchar"),
    ("row_no", "bigint"),
    ("version", "bigint"),
    ("closed_on", "date"),
    ("known_from", "date"),
    ("known_to", "date"),
]


def sql_type(f: Field) -> str:
    """What a field is stored as; a person's number is stored as its pseudonym, a text."""
    return SQL_TYPES.get(f.type, "varchar")


def stored(f: Field) -> str:
    """The staged text of a field as the value that is stored. The rules ran before, so no cast can fail."""
    if f.type in ("id_no", "person_no"):
        return f"{f.name}_p"
    if f.type == "end":
        return f"cast(case when {f.name} <> '长期' then {f.name} end as date)"
    if f.type in SQL_TYPES:
        return f"cast({f.name} as {SQL_TYPES[f.type]})"
    return f.name


def make_tables(con: duckdb.DuckDBPyConnection, contracts: Iterable[Contract]) -> None:
    """Make what is missing of the schemas `core` and `ops`."""
    for schema in ("core", "ops"):
        con.execute(f"create schema if not exists {schema}")
    con.execute(OPS)
    for contract in contracts:
        carried = [(c.name, c.type) for c in contract.carries]
        described = ", ".join(f"{name} {kind}" for name, kind in [*columns(contract), *carried, *PROVENANCE])
        con.execute(f"create table if not exists core.{contract.name} ({described})")
