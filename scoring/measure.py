"""Measures: SQL files that return their members, one row each, with covered / not covered and the reason.

From that one relation come numerator, denominator, rate, the tables per department and county, the work list (the
rows not covered) and the explanation of a single row. The comment lines at the head of a file are its metadata:
`id`, `title`, `says` (its published definition) and, where they differ from numerator and denominator, `counts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent / "measures"
META = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)
COUNTS = ("numerator", "denominator", "not_covered", "unknown")


@dataclass(frozen=True)
class Measure:
    """A measure as its file says. `counts` names its counts for indicators: name → one of COUNTS."""

    id: str
    title: str
    says: str
    counts: Mapping[str, str]
    sql: str

    @property
    def relation(self) -> str:
        """The temporary table that holds its members."""
        return "member_" + re.sub(r"\W", "_", self.id)


@cache
def measures() -> dict[str, Measure]:
    """All measures by id; ValueError with a sentence when a file's head is wrong."""
    found: dict[str, Measure] = {}
    for path in sorted(FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        head = dict(META.findall(text))
        for key in ("id", "title", "says"):
            if key not in head:
                raise ValueError(f"measure {path.name}: the head lacks `-- {key}: …`")
        counts = dict(pair.split(" = ") for pair in head.get("counts", "").split(", ") if pair)
        if not set(counts.values()) <= set(COUNTS):
            raise ValueError(f"measure {path.name}: counts must be made of {', '.join(COUNTS)}")
        if head["id"] in found:
            raise ValueError(f"measure {path.name}: id {head['id']} stands twice")
        found[head["id"]] = Measure(head["id"], head["title"], head["says"], counts, text)
    return found


def measure(con: duckdb.DuckDBPyConnection, which: Measure) -> dict[str, int]:
    """Work the measure out into its table (member, covered, reason, department, county); its counts by name."""
    con.execute(f"create or replace temp table {which.relation} as select * from ({which.sql}) order by member")
    row = con.execute(f"""
        select count(*) filter (where covered), count(*), count(*) filter (where not covered), count(*) filter (where covered is null),
          count(distinct member) from {which.relation}""").fetchall()[0]
    if row[4] != row[1]:
        raise ValueError(f"measure {which.id}: {row[1] - row[4]} members stand twice")
    counts = dict(zip(COUNTS, row[:4], strict=True))
    return counts | {name: counts[of] for name, of in which.counts.items()}


def members(con: duckdb.DuckDBPyConnection, which: Measure) -> list[dict]:
    """The members of a measure that was worked out: key, covered, reason, department, county."""
    rows = con.execute(
        f"select member, covered, reason, department, county from {which.relation} order by member"
    ).fetchall()
    return [dict(zip(("key", "covered", "reason", "department", "county"), row, strict=True)) for row in rows]
