"""Link: which registered subject a row is about (measures-2019 section 2).

Credit code, then organisation code, then registration number, then exact folded name. A mark that is given and unknown
links nothing, whatever the name; one that two subjects bear leaves it to the next. Natural persons are not linked.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.contract import Contract

REGISTER = Path(__file__).parent / "sql" / "register.sql"


def register(con: duckdb.DuckDBPyConnection, subject: str) -> None:
    """Make the table `mark` from the subjects as known (the relation `subject`)."""
    con.execute(REGISTER.read_text(encoding="utf-8").replace("{subject}", subject))


def linked(contract: Contract, rows: str) -> str:
    """SQL: the relation `rows` of a dataset with a party, plus `subject_key` (null where nothing links)."""
    who = contract.party
    if who is None:
        return f"select r.*, null::varchar as subject_key from {rows} r"
    possible = [("code", who.code), ("org", who.org), ("reg", who.reg), ("name", f"{who.name}_f" if who.name else None)]
    marks = [(kind, column) for kind, column in possible if column]
    whens = " ".join(step(kind, column) for kind, column in marks)
    joins = " ".join(
        f"left join mark {k}_mark on {k}_mark.kind = '{k}' and {k}_mark.mark = {said(c)}" for k, c in marks
    )
    natural = f"when r.{who.category} = '自然人' then null " if who.category else ""
    return f"select r.*, case {natural}{whens} end as subject_key from {rows} r {joins}"


def step(kind: str, column: str) -> str:
    """One mark: unknown ends the search, unique decides, shared leaves it to the next."""
    unknown = f"when {said(column)} is not null and {kind}_mark.mark is null then null"
    return f"{unknown} when {kind}_mark.subjects = 1 then {kind}_mark.subject_key"


def said(column: str) -> str:
    """What the row says in the column; a code that only holds a place says nothing."""
    return f"case when not x_placeholder(r.{column}) then r.{column} end"
