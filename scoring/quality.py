"""Data quality per dataset, department and list type, over the deliveries of the 365 days up to the night.

入库率, 合规率, 完整率, 关联率 and 迟报率 of measures-2019 section 6, as counts; a rate is for whoever shows it, and a
zero denominator is "no data".
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from expectations.contract import Contract, Field

COLUMNS = (
    "received", "loaded", "keys_received", "keys_accepted", "cells_due", "cells_filled", "rows_linkable", "rows_linked",
    "late", "on_time",
)  # fmt: skip

DELIVERED = """
select dataset, coalesce(d.current, unit) as department, list_type, sum(received - duplicate) as received, sum(loaded + unchanged) as loaded
from ops.tally t left join department d on d.id = t.unit
where night > known_on() - 365 and night <= known_on() group by all"""

REFUSED = """
select r.dataset, coalesce(d.current, r.unit) as department, r.list_type, count(distinct r.key) + count(*) filter (where r.key is null) as refused
from ops.refused_key r left join department d on d.id = r.unit
where night > known_on() - 365 and night <= known_on()
  and not exists (select 1 from accepted_key a where a.dataset = r.dataset and a.key = r.key) group by all"""

PUNCTUAL = """
select split_part(member, '|', 1) as dataset, department, null::varchar as list_type,
  count(*) filter (where not covered) as late, count(*) filter (where covered) as on_time
from member_on_time where covered is not null group by all"""


def quality(con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract]) -> pa.Table:
    """dataset, department, list_type and the counts of COLUMNS; needs the relations of `scoring.asked` and on_time's members."""
    keys = " union all ".join(accepted(c) for c in contracts.values())
    con.execute(f"create or replace temp table accepted_row as {keys}")
    con.execute("create or replace temp view accepted_key as select distinct dataset, key from accepted_row")
    present = " union all ".join(present_rows(c) for c in contracts.values())
    counts = ", ".join(f"coalesce({name}, 0)::bigint as {name}" for name in COLUMNS)
    return con.sql(f"""
        with delivered as ({DELIVERED}), refused as ({REFUSED}), punctual as ({PUNCTUAL}), present as ({present}),
        taken as (select dataset, department, list_type, count(distinct key) as keys_accepted from accepted_row group by all),
        place as (
          select dataset, department, list_type from delivered union select dataset, department, list_type from present
          union select dataset, department, list_type from punctual union select dataset, department, list_type from taken)
        select p.dataset, p.department, p.list_type, {counts}
        from place p
        {" ".join(joined(name) for name in ("delivered", "refused", "punctual", "present", "taken"))},
        lateral (select coalesce(taken.keys_accepted, 0) + coalesce(refused.refused, 0) as keys_received)
        order by all""").to_arrow_table()


def joined(name: str) -> str:
    same = " and ".join(f"{name}.{c} is not distinct from p.{c}" for c in ("dataset", "department", "list_type"))
    return f"left join {name} on {same}"


def list_type(contract: Contract) -> str:
    return "list_type" if contract.has("list_type") else "null::varchar"


def accepted(contract: Contract) -> str:
    """Every record key with a version that became known in the last 365 days, under the unit of its last version."""
    unit = f"coalesce(v.{contract.answers}_id, o.department)" if contract.answers else "o.department"
    kind = "v.list_type" if contract.has("list_type") else "null::varchar"
    return f"""select '{contract.name}' as dataset, coalesce(d.current, {unit}) as department, {kind} as list_type, v.key
      from core.{contract.name} v left join origin o on o.source = v.source left join department d on d.id = {unit}
      where v.known_from > known_on() - 365 and v.known_from <= known_on()
      qualify row_number() over (partition by v.key order by v.version desc) = 1"""


def present_rows(contract: Contract) -> str:
    """Filled and due cells, linked and linkable rows of the present valid records."""
    cells = [(condition(f), f.name) for f in contract.fields if f.required or f.due]
    due = " + ".join(f"({c})::int" for c, _ in cells) or "0"
    filled = " + ".join(f"(({c}) and {name} is not null)::int" for c, name in cells) or "0"
    party = contract.party is not None and contract.name != "subject"
    valid = " and coalesce(state, '') not in ('撤销', '异议成立')" if contract.has("state") else ""
    if "state_known_on" in (carry.name for carry in contract.carries):
        valid += " and not coalesce(state = '已修复' and coalesce(state_date, state_known_on) <= as_of(), false)"
    return f"""select '{contract.name}' as dataset, department, {list_type(contract)} as list_type,
      sum({due}) as cells_due, sum({filled}) as cells_filled,
      {"count(*) filter (where not person)" if party else "0"} as rows_linkable,
      {"count(subject_key)" if party else "0"} as rows_linked
      from {contract.name} where coalesce(closed_on > as_of(), true){valid} group by all"""


def condition(f: Field) -> str:
    """When the cell is due, in SQL over the stored columns; a field of one layout only there."""
    when = "true" if f.required else (f.due or "false").replace("{layout}", "layout")
    within = f" and layout in ({', '.join(repr(name) for name in f.layouts)})" if f.layouts else ""
    return f"coalesce(({when}){within}, false)"
