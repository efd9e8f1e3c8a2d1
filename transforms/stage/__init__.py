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
from transforms.stage.declared import check_declared
from transforms.stage.layers import staged_sql
from transforms.stage.split import answers_for_others, is_own, kind_of
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
    ReadError where a sheet says how many rows it has, and has not.
    """
    con.execute("create or replace temp table unit (folded varchar, id varchar)")
    if units:
        con.executemany("insert into unit values (?, ?)", [list(pair) for pair in units.items()])
    rows: list[int] = []
    ignored = 0
    for number, table in enumerate(tables):
        with lent(con, table.sheet) as cells:
            head = f"insert into {STAGED}" if number else f"create or replace table {STAGED} as"
            con.execute(f"{head} {staged_sql(table, source, cells, number)}")
        rows.append(count(con, STAGED) - sum(rows))
        ignored += lines(con, table, source) - rows[-1]
    for table, staged in zip(tables, rows, strict=True):
        check_declared(table, staged, sum(rows))
    return Receipt(sum(rows), ignored)


def count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    """The rows of a relation."""
    return con.execute(f"select count(*) from {relation}").fetchall()[0][0]


def lines(con: duckdb.DuckDBPyConnection, table: Table, source: Source | None) -> int:
    """The lines of the table's sheet, its heading left out; of a divided sheet those that are the table's."""
    heading = 0 if table.sheet.headings is not None else 1
    if not table.divided:
        return table.sheet.rows - heading
    above = max(table.heading_row - heading, 0) if answers_for_others(table, source) else 0
    with lent(con, table.sheet) as cells:
        own = f"row_no > {table.heading_row} and {is_own(table, source, kind_of(table) or '')}"
        return above + count(con, f"(select 1 from {cells} where {own})")
