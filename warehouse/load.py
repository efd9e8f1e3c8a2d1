"""Load: accepted rows become versions, in one transaction per batch; the receipt is asserted before it commits.

A record is known by its key. What it says is known by its content hash: content of an earlier delivery changes
nothing, other content is a new version. A row that brings a credit code continues the record that had none
(measures-2019 section 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import duckdb

from expectations.contract import Contract, Party
from warehouse.batch import INCOMING, Batch, LoadError, Receipt, transaction
from warehouse.quarantine import write_quarantine
from warehouse.schema import PROVENANCE, columns, stored
from warehouse.snapshot import remember_delivered


def load(
    con: duckdb.DuckDBPyConnection, contract: Contract, batch: Batch, ignored: int, *, snapshot: bool = False
) -> Receipt:
    """Load the batch from the attached staging database `incoming` (tables staged, outcome, finding).

    Of a `snapshot` whose missing rows close their records, the delivered keys are remembered.
    """
    with transaction(con):
        accepted_rows(con, contract, batch)
        settle(con, contract)
        receipt = counted(con, ignored)
        write_versions(con, contract, batch)
        write_quarantine(con, contract, batch)
        if snapshot:
            remember_delivered(con, contract, batch)
        line = [batch.id, batch.seq, batch.night, batch.source, batch.dataset, batch.file, batch.sha256]
        line += asdict(receipt).values()
        con.execute(f"insert into ops.batch values ({', '.join('?' * len(line))})", line)
    return receipt


def accepted_rows(con: duckdb.DuckDBPyConnection, contract: Contract, batch: Batch) -> None:
    """`accepted`: the rows that load, cast, with the rules they were warned of."""
    said = [f"{value} as {name}" for name, value in values(contract)]
    con.execute(f"""
        create or replace temp table accepted as
        select '{batch.layout or ""}' as layout, {", ".join(said)}, s.person, s.party, s.key, s.content_hash, w.warnings, s.sheet, s.row_no
        from {INCOMING}.staged s
        left join (select row, string_agg(distinct rule, ',' order by rule) as warnings from {INCOMING}.finding group by row) w
          on w.row = s.rowid
        where s.rowid not in (select row from {INCOMING}.outcome)""")


def values(contract: Contract) -> Iterator[tuple[str, str]]:
    """(column, SQL over the staged row) for every field and its compared form."""
    for f in contract.fields:
        yield f.name, stored(f)
        if f.compared != f.name:
            yield f.compared, f.compared


def settle(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """`settled`: per accepted row the key it had so far (`old_key`) and whether it is new, changed or unchanged.

    A key that is known and has no present version was continued under another one: its old content changes nothing.
    """
    core = f"core.{contract.name}"
    con.execute(f"""
        create or replace temp table settled as
        with present as (select key, closed_on from {core} where known_to is null),
        known as (select distinct key, content_hash from {core})
        select a.key, coalesce(p.key, c.key) as old_key,
          case when k.key is not null and p.closed_on is null then 'unchanged'
               when coalesce(p.key, c.key) is not null then 'changed'
               else 'new' end as outcome
        from accepted a
        left join present p on p.key = a.key
        left join known k on k.key = a.key and k.content_hash = a.content_hash
        left join ({continued(contract)}) c on c.new_key = a.key and p.key is null""")


def continued(contract: Contract) -> str:
    """Rows that say more surely who they are about than the one present record that agrees in what the contract names."""
    if not contract.continues or contract.party is None:
        return "select null::varchar as new_key, null::varchar as key where false"
    agree = " and ".join(f"o.{column} is not distinct from a.{column}" for column in contract.continues)
    return f"""select a.key as new_key, min(o.key) as key
        from accepted a join core.{contract.name} o on {agree} and o.known_to is null
        where {sureness(contract.party, "a")} > {sureness(contract.party, "o")} group by a.key having count(*) = 1"""


def sureness(party: Party, row: str) -> str:
    """How surely a row names its party: by credit code, organisation code, registration number or name alone."""
    marks = [mark for mark in (party.code, party.org, party.reg) if mark]
    whens = " ".join(f"when {row}.{mark} is not null then {len(marks) - i}" for i, mark in enumerate(marks))
    return f"case {whens} else 0 end"


def latest(core: str) -> str:
    """The last version of every record that the batch touches, closed ones included: what is carried goes on."""
    return f"""select * from {core} where key in (select coalesce(old_key, key) from settled where outcome <> 'unchanged')
        qualify row_number() over (partition by key order by version desc) = 1"""


def counted(con: duckdb.DuckDBPyConnection, ignored: int) -> Receipt:
    """The receipt, balanced or LoadError."""
    received = con.execute(f"select count(*) from {INCOMING}.staged").fetchall()[0][0]
    kept = dict(con.execute("select outcome, count(*) from settled group by outcome").fetchall())
    left = dict(con.execute(f"select outcome, count(*) from {INCOMING}.outcome group by outcome").fetchall())
    receipt = Receipt(
        received=received,
        new=kept.get("new", 0),
        changed=kept.get("changed", 0),
        unchanged=kept.get("unchanged", 0),
        duplicate=left.get("duplicate", 0),
        quarantined=left.get("quarantined", 0),
        ignored=ignored,
    )
    if received != sum(asdict(receipt).values()) - received - ignored:
        raise LoadError(f"receipt does not balance: {receipt}")
    return receipt


def write_versions(con: duckdb.DuckDBPyConnection, contract: Contract, batch: Batch) -> None:
    """Close the versions that are replaced and insert the new ones, carried columns included."""
    core, night = f"core.{contract.name}", f"date '{batch.night}'"
    names = [name for name, _ in columns(contract)]
    carries = contract.carries
    carried = [f"case when old.key is null then {c.first} else {c.next} end as {c.name}" for c in carries]
    order = ", ".join([*names, *(c.name for c in carries), *(name for name, _ in PROVENANCE)])
    # closed first: nothing that is carried over reads when its predecessor was replaced
    con.execute(f"""
        update {core} set known_to = {night}
        where known_to is null and key in (select old_key from settled where outcome = 'changed' and old_key is not null)""")
    con.execute(f"""
        insert into {core} ({order})
        select {", ".join(f"new.{name}" for name in names)}, {"".join(c + ", " for c in carried)}
          new.warnings, '{batch.source}' as source, '{batch.id}' as batch, new.sheet, new.row_no, {batch.seq} as version, null::date as closed_on,
          {night} as known_from, null::date as known_to
        from (select *, {night} as night from accepted) new
        join settled on settled.key = new.key and settled.outcome <> 'unchanged'
        left join ({latest(core)}) old on old.key = coalesce(settled.old_key, settled.key)""")
