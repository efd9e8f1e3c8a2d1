"""What a measure is asked for, and the relations that measures stand on.

department(id, name, county, current)   every unit, with the one that has succeeded it by the as-of day
calendar(day, deadline)                 the 7th working day after each day (State Council calendar)
<dataset>                               the records as known, with subject_key, department, county
decision(…), entry(…)                   permits and penalties, red and black lists, with their states worked out
operating(subject_key, base, as_of)     which subjects operate on the two days
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City, Department
from expectations.codes import code_table
from expectations.contract import Contract
from transforms.link import linked, register
from transforms.workdays import deadlines

VIEWS = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Asked:
    """As of which business day (C), as known on which night, against which base day (B)."""

    as_of: date
    known: date
    base: date


def prepare(con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], city: City, asked: Asked) -> None:
    """Make the relations above in the connection, as temporary tables and macros."""
    for name, day in (("as_of", asked.as_of), ("known_on", asked.known), ("base", asked.base)):
        con.execute(f"create or replace temp macro {name}() as date '{day}'")
    bind_departments(con, city, asked.as_of)
    bind_calendar(con, asked.as_of)
    bind_kinds(con)
    for contract in contracts.values():
        con.execute(f"create or replace temp view known_{contract.name} as {as_known(contract)}")
    register(con, "known_subject")
    for contract in contracts.values():
        rows = (
            linked(contract, f"known_{contract.name}") if contract.name != "subject" else "select * from known_subject"
        )
        con.execute(f"create or replace temp table {contract.name} as {answered(contract, rows)}")
    for path in sorted(VIEWS.glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))


def as_known(contract: Contract) -> str:
    """The versions that were the present ones on the night asked."""
    return f"select * from core.{contract.name} where known_from <= known_on() and (known_to is null or known_to > known_on())"


def answered(contract: Contract, rows: str) -> str:
    """The rows with the department that answers for them, at its successor, and its county."""
    if not contract.answers:
        return f"select r.*, null::varchar as department, null::varchar as unit_county from ({rows}) r"
    unit = f"coalesce(r.{contract.answers}_id, o.department)"
    return f"""select r.*, coalesce(d.current, {unit}) as department, coalesce(d.county, o.county) as unit_county
      from ({rows}) r left join origin o on o.source = r.source left join department d on d.id = {unit}"""


def bind_departments(con: duckdb.DuckDBPyConnection, city: City, day: date) -> None:
    """department and origin (source → department, county)."""
    con.execute("create or replace temp table department (id varchar, name varchar, county varchar, current varchar)")
    known = {d.id: d for d in city.departments}
    rows = [(d.id, d.name, d.county, successor(d, known, day).id) for d in city.departments]
    fill(con, "department", rows)
    con.execute("create or replace temp table origin (source varchar, department varchar, county varchar)")
    fill(con, "origin", [(s.id, s.department, s.county or known[s.department].county) for s in city.sources])


def successor(department: Department, known: Mapping[str, Department], day: date) -> Department:
    """The unit that answers on that day: along the successors that have begun by then."""
    while department.successor:
        after = known[department.successor]
        begins = after.valid_from or department.valid_to
        if begins and begins > day:
            return department
        department = after
    return department


def bind_calendar(con: duckdb.DuckDBPyConnection, day: date) -> None:
    """calendar: the days of the last two years with their deadlines."""
    con.execute("create or replace temp table calendar (day date, deadline date)")
    fill(con, "calendar", list(deadlines(day).items()))


def bind_kinds(con: duckdb.DuckDBPyConnection) -> None:
    """subject_class(kind, class): the first two characters that a kind's codes have (facts 3.4)."""
    con.execute("create or replace temp table subject_class (kind varchar, class varchar)")
    fill(con, "subject_class", sorted({(s.value, s.says) for s in code_table("subject_kind").spellings if s.says}))


def fill(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows, column by column in one statement."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"insert into {table} select {', '.join('unnest(?)' for _ in columns)}", columns)
