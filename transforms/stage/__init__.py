"""Stage: from text cells to one comparable text table per dataset of a file.

The staged table has, for every row that is no title, note, total, signature or blank line:

    sheet_no, row_no, sheet, fields   where it stands (fields: how many cells the record really had)
    <field> …                         every field of the contract in canonical spelling, or as it came where unclear
    <field>_f / _id / _p              folded names and numbers, units by department id, persons by pseudonym
    person, party                     whether it is about a natural person, and who (measures-2019 section 2)
    key, content_hash                 identity of the record and of what it says

Everything is still text: the rules run over it, and only what passes is cast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from cities.source import Source
from transforms.sheet import lent
from transforms.stage.layers import staged_sql
from transforms.stage.split import is_split
from transforms.table import Table

STAGED = "staged"


@dataclass(frozen=True)
class Receipt:
    """Where the lines of a file went before any check: `received` are staged, `ignored` are no rows of the dataset."""

    received: int
    ignored: int


def stage(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], source: Source | None, units: Mapping[str, str]
) -> Receipt:
    """Create `staged` from the tables of one dataset of one file.

    `units` maps the folded name of a public body to its department id. The connection has the macros of
    `transforms.text`. Returns how many rows were staged and how many lines were ignored.
    """
    con.execute("create or replace temp table unit (folded varchar, id varchar)")
    if units:
        con.executemany("insert into unit values (?, ?)", [list(pair) for pair in units.items()])
    received = ignored = 0
    for number, table in enumerate(tables):
        with lent(con, table.sheet) as cells:
            head = f"insert into {STAGED}" if number else f"create or replace table {STAGED} as"
            con.execute(f"{head} {staged_sql(table, source, cells, number)}")
        total = count(con, STAGED)
        ignored += lines(table) - rows(con, table, source, total - received)
        received = total
    return Receipt(received, ignored)


def count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    """The rows of a relation."""
    return con.execute(f"select count(*) from {relation}").fetchall()[0][0]


def lines(table: Table) -> int:
    """The lines of the table's sheet, its heading left out."""
    return table.sheet.rows - (0 if table.sheet.headings is not None else 1)


def rows(con: duckdb.DuckDBPyConnection, table: Table, source: Source | None, staged: int) -> int:
    """The sheet's lines that are rows of any dataset; of a divided sheet its first dataset answers for the others."""
    if not is_split(table, source):
        return staged
    if source and source.datasets[0] != table.contract.name:
        return lines(table)
    with lent(con, table.sheet) as cells:
        return count(con, f"({staged_sql(table, source, cells, 0, every=True)})")
