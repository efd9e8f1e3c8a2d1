"""Which staged rows fail which rules: one scan of the table, and a closer look at the cells of the few rows that need it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from expectations.rules import Rule

BITS = 60  # rules per mask; a BIGINT holds 62


def scan(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> None:
    """Leave `failing(row, i)`: the rowids in `staged` and the places in `rules` of what they fail."""
    scanned = [(i, rule) for i, rule in enumerate(rules) if not rule.by_cell]
    by_cell = [(i, rule) for i, rule in enumerate(rules) if rule.by_cell]
    glances = list(dict.fromkeys(rule.behind for _, rule in by_cell))
    mark_rows(con, scanned, glances)
    con.execute(f"create or replace temp table failing as select row, i from ({unfolded(scanned)}) where i is not null")
    for number in glanced(con, glances):
        look_closer(con, [(i, rule) for i, rule in by_cell if rule.behind == glances[number]], number)


def mark_rows(con: duckdb.DuckDBPyConnection, rules: Sequence[tuple[int, Rule]], glances: Sequence[str | None]) -> None:
    """The scan: `marked(row, m0, m1 …, glance0 …)`, failing rules as bits, for every row that has any."""
    groups = [rules[i : i + BITS] for i in range(0, len(rules), BITS)]
    sums = (" + ".join(f"(case when {r.fails} then {1 << n} else 0 end)" for n, (_, r) in enumerate(g)) for g in groups)
    columns = [f"cast({total} as bigint) as m{g}" for g, total in enumerate(sums)]
    columns += [f"coalesce({glance}, false) as glance{g}" for g, glance in enumerate(glances)]
    anything = [f"m{g} <> 0" for g in range(len(groups))] + [f"glance{g}" for g in range(len(glances))]
    con.execute(f"""
        create or replace temp table marked as
        select * from (select rowid as row, {", ".join(columns)} from staged) where {" or ".join(anything)}""")


def unfolded(rules: Sequence[tuple[int, Rule]]) -> str:
    """A query with (row, i) for every bit of the masks, i null where the bit is not set."""
    bits = (f"case when m{n // BITS} & {1 << n % BITS} > 0 then {i} end" for n, (i, _) in enumerate(rules))
    return f"select row, unnest([{', '.join(bits)}]) as i from marked"


def glanced(con: duckdb.DuckDBPyConnection, glances: Sequence[str | None]) -> Iterator[int]:
    """The glances that hold for any row: behind the others nothing needs to be looked at."""
    if not glances:
        return
    holds = ", ".join(f"coalesce(bool_or(glance{g}), false)" for g in range(len(glances)))
    (found,) = con.execute(f"select {holds} from marked").fetchall()
    yield from (number for number, held in enumerate(found) if held)


def look_closer(con: duckdb.DuckDBPyConnection, rules: Sequence[tuple[int, Rule]], number: int) -> None:
    """Match the cells of the rows that the glance holds for. A pattern that many columns share is prepared once."""
    for pattern in dict.fromkeys(rule.pattern for _, rule in rules):
        shared = [(i, rule.field) for i, rule in rules if rule.pattern == pattern]
        con.execute(f"""
            insert into failing
            select row, i from (
              select m.row, unnest([{", ".join(str(i) for i, _ in shared)}]) as i,
                unnest([{", ".join(f"s.{field}" for _, field in shared)}]) as cell
              from marked m join staged s on s.rowid = m.row where m.glance{number})
            where regexp_matches(cell, '{pattern}')""")
