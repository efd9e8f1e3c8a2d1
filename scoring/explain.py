"""Explain: points ← rule ← counts ← members ← rows ← batch ← file, sheet, row, sha256."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from expectations.contract import Contract
from scoring.edition import Edition
from scoring.measure import Measure, measures
from scoring.score import Scored

# The ledger rows behind a member: of `ledger|kind|number|unit` and of `nameless|kind|department|month|n`.
LEDGER = {
    "ledger": "contains(x_fold(doc_nos), ?) and unit_id = ?",
    "nameless": "department = ? and month = ?",
}


def explain(edition: Edition, scored: Scored, con: duckdb.DuckDBPyConnection, row: str) -> dict:
    """One row of the table: its points, its rule in words, its inputs and where they come from.

    KeyError when the edition has no such row.
    """
    indicator = edition.indicator(row)
    gates = [gate for gate in scored.result["gates"] if gate["indicator"] == row]
    used = {origin.measure for origin in indicator.origins.values()}
    return {
        "id": row,
        "title": indicator.title,
        "clause": indicator.clause,
        "as_of": scored.asked.as_of.isoformat(),
        "known": scored.asked.known.isoformat(),
        **scored.result["indicators"][row],
        "rule": indicator.says,
        "inputs": scored.result["inputs"]["inputs"].get(row, {}),
        "missing": [i.title for i in indicator.inputs if i.name not in scored.result["inputs"]["inputs"].get(row, {})],
        "gates": gates,
        "units": list(indicator.units),
        "measures": [explained(measures()[name], scored, con) for name in sorted(used)],
    }


def explained(which: Measure, scored: Scored, con: duckdb.DuckDBPyConnection) -> dict:
    """A measure: its definition, counts, and what is not covered by reason and by department."""
    counts = scored.counts[which.id]
    reasons = con.execute(
        f"select reason, count(*) from {which.relation} where reason is not null group by reason order by 2 desc, 1"
    ).fetchall()
    units = con.execute(f"""
        select department, count(*), count(*) filter (where covered) from {which.relation}
        group by department order by count(*) - count(*) filter (where covered) desc, 1""").fetchall()
    return {
        "id": which.id,
        "title": which.title,
        "says": which.says,
        "numerator": counts["numerator"],
        "denominator": counts["denominator"],
        "reasons": dict(reasons),
        "departments": [{"department": d, "members": n, "covered": c} for d, n, c in units],
    }


def explain_member(
    con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], which: Measure, member: str
) -> dict | None:
    """One member of a measure: counted or not and why, and the rows it rests on; None when it is no member."""
    found = con.execute(
        f"select covered, reason, department, county from {which.relation} where member = ?", [member]
    ).fetchall()
    if not found:
        return None
    covered, reason, department, county = found[0]
    return {
        "measure": which.id,
        "member": member,
        "covered": covered,
        "reason": reason,
        "department": department,
        "county": county,
        "rows": rows_of(con, contracts, member),
    }


def rows_of(con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], member: str) -> list[dict]:
    """Every version of the records behind a member with its batch, file, sheet, row and sha256.

    A number or a decision that only the ledger knows rests on the ledger's rows that name or count it.
    """
    dataset, _, key = member.partition("|")
    if dataset in LEDGER:
        kind, number, unit, *_ = key.split("|")
        keys = con.execute(
            f"select key from decision_ledger where kind = ? and {LEDGER[dataset]}", [kind, number, unit]
        )
        return [row for (found,) in keys.fetchall() for row in rows_of(con, contracts, f"decision_ledger|{found}")]
    if dataset not in contracts:
        return []
    columns = ("known_from", "known_to", "closed_on", "source", "file", "sha256", "sheet", "row", "warnings")
    rows = con.execute(
        f"""select v.known_from, v.known_to, v.closed_on, v.source, b.file, b.sha256, v.sheet, v.row_no, v.warnings
        from core.{dataset} v left join ops.batch b on b.id = v.batch
        where v.key = ? and v.known_from <= known_on() order by v.version""",
        [key],
    ).fetchall()
    return [dict(zip(columns, map(plain, row), strict=True)) for row in rows]


def plain(value: object) -> object:
    """Days as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
