"""What a night hands to the portal: counts per measure, quality, receipts and refusals. Nothing about single rows."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from expectations.contract import contracts
from expectations.rules import TITLES
from flows.deliver import Night
from flows.report import SourceReport
from portal.publication import MeasureTable, Publication
from portal.release import before
from scoring.edition import Edition
from scoring.measure import Measure, measures
from scoring.quality import quality
from scoring.score import Scored

COUNTED = """count(*) as total, count(*) filter (where covered) as covered, count(*) filter (where not covered) as not_covered,
  count(*) filter (where covered is null) as unknown"""


def publication_of(night: Night, edition: Edition, reports: list[SourceReport], scored: Scored) -> Publication:
    """The publication of a night, from the relations that scoring left in the connection."""
    city = night.city
    return Publication(
        city=city.name,
        code=city.code,
        night=night.date,
        as_of=scored.asked.as_of,
        run=night.run,
        edition=edition,
        result=scored.result,
        sources=[described(night, report) for report in reports],
        measures={which.id: table(night.con, which, scored) for which in measures().values()},
        quality=quality(night.con, contracts()),
        refused=refused(night),
        departments={d.id: d.name for d in city.departments},
        counties=counties(night),
        previous=before(night.home.root, night.date),
    )


def described(night: Night, report: SourceReport) -> dict:
    """A source's report with its title, department and last good night."""
    source = night.city.source(report.id)
    since = night.ledger.last_good_night(report.id, night.date)
    return report.as_json() | {
        "title": source.title,
        "department": source.department,
        "since": since.isoformat() if since else None,
    }


def table(con: duckdb.DuckDBPyConnection, which: Measure, scored: Scored) -> MeasureTable:
    """One measure in aggregates."""
    counts = scored.counts[which.id]

    def grouped(column: str) -> pa.Table:
        sql = f"select {column}, {COUNTED} from {which.relation} group by {column} order by {column} nulls last"
        return con.sql(sql).to_arrow_table()

    reasons = con.sql(
        f"select reason, count(*) as members from {which.relation} where reason is not null group by reason order by members desc, reason"
    ).to_arrow_table()
    return MeasureTable(
        id=which.id,
        title=which.title,
        says=which.says,
        numerator=counts["numerator"],
        denominator=counts["denominator"],
        unknown=counts["unknown"],
        by_department=grouped("department"),
        by_county=grouped("county"),
        reasons=reasons,
    )


def refused(night: Night) -> pa.Table:
    """source, dataset, rule, title, rows: this night's quarantined rows by rule."""
    night.con.execute("create or replace temp table rule_title (rule varchar, title varchar)")
    night.con.executemany("insert into rule_title values (?, ?)", [list(pair) for pair in TITLES.items()])
    return night.con.sql(f"""
        select source, dataset, q.rule, title, count(*) as rows
        from (select distinct source, dataset, batch, sheet, row_no, unnest(rules) as rule from ops.quarantine where night = date '{night.date}') q
        left join rule_title using (rule) group by all order by all""").to_arrow_table()


def counties(night: Night) -> dict[str, str]:
    """County code → name; the code where the city's folder names none."""
    named = {code: str(name) for code, name in night.city.counties.items()}
    return {d.county: d.county for d in night.city.departments if d.county} | named
