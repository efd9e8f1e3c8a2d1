"""Is the ledger as it was written? Every line is linked into one chain of hashes; the first break is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from warehouse.ledger.tables import CHAIN, METADATA, START, link_hash, said

TABLES = {name: table for name, table in METADATA.tables.items() if table is not CHAIN}


@dataclass(frozen=True)
class Broken:
    """Where the ledger is not as it was written: the table, the number of the line in it, and what became of it."""

    table: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.table} line {self.line} {self.what}"


def first_break(connection: Connection, known_heads: Iterable[str]) -> Broken | None:
    """The first break along the chain, then lines that the chain does not know, then a cut end."""
    before, heads, linked = START, {START}, {name: set[int]() for name in TABLES}
    expected = count(1)
    for link in links(connection):
        if link["seq"] != next(expected):
            return Broken("chain", link["seq"] - 1, "was removed")
        if link["of"] not in TABLES:
            return Broken("chain", link["seq"], "was changed")
        values = line(connection, link)
        if values is None:
            return Broken(link["of"], link["line"], "was removed")
        if link_hash(before, link, values) != link["hash"]:
            return Broken(link["of"], link["line"], "was changed, or its place in the chain was")
        before = link["hash"]
        heads.add(before)
        linked[link["of"]].add(link["line"])
    unknown = next(unlinked(connection, linked), None)
    if unknown:
        return unknown
    lost = [head for head in known_heads if head not in heads]
    return (
        Broken("chain", len(heads) - 1, "is the last one; lines after it, which a release knows, were cut off")
        if lost
        else None
    )


def links(connection: Connection) -> Iterator[Mapping]:
    """The chain in its order."""
    yield from connection.execute(sa.select(CHAIN).order_by(CHAIN.c.seq)).mappings()


def line(connection: Connection, link: Mapping) -> dict | None:
    """What the line of a link says now."""
    of = TABLES[link["of"]]
    row = connection.execute(sa.select(of).where(of.c.seq == link["line"])).mappings().first()
    return None if row is None else said(row)


def unlinked(connection: Connection, linked: Mapping[str, set[int]]) -> Iterator[Broken]:
    """Lines that stand in a table and not in the chain."""
    for name, of in TABLES.items():
        for number in connection.execute(sa.select(of.c.seq).order_by(of.c.seq)).scalars():
            if number not in linked[name]:
                yield Broken(name, number, "was inserted")
