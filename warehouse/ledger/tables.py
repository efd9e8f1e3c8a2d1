"""The tables of the ledger, how a line is added and how the latest lines are read."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from warehouse.ledger.lines import COUNTS, LedgerError

METADATA = sa.MetaData()
START = "0" * 64


def table(name: str, *columns: sa.Column) -> sa.Table:
    """A table of lines numbered in the order of their coming; SQLite is told never to give a number twice."""
    return sa.Table(name, METADATA, sa.Column("seq", sa.Integer, primary_key=True), *columns, sqlite_autoincrement=True)


def text(name: str, index: bool = False) -> sa.Column:
    """A text that is always there."""
    return sa.Column(name, sa.Text, nullable=False, index=index)


RUN = table(
    "run",
    text("run_id", index=True),
    text("city"),
    sa.Column("night", sa.Date, nullable=False),
    sa.Column("exit", sa.Integer),
    sa.Column("result_sha256", sa.Text),
)
BATCH = table(
    "batch",
    text("batch_id", index=True),
    text("run_id"),
    sa.Column("night", sa.Date, nullable=False, index=True),
    text("source"),
    text("file"),
    text("sha256", index=True),
    text("state"),
    text("message"),
)
RECEIPT = table(
    "receipt",
    sa.Column("batch_seq", sa.ForeignKey("batch.seq"), nullable=False, index=True),
    text("batch_id"),
    text("dataset"),
    *(sa.Column(count, sa.BigInteger, nullable=False) for count in COUNTS),
)
SOURCE_NIGHT = table(
    "source_night",
    sa.Column("night", sa.Date, nullable=False, index=True),
    text("source"),
    text("state"),
    text("message"),
)
PUBLICATION = table(
    "publication", text("release_id"), sa.Column("night", sa.Date, nullable=False), text("path"), text("sha256")
)


CHAIN = table("chain", text("of"), sa.Column("line", sa.Integer, nullable=False), text("hash"))


def said(row: Mapping) -> dict:
    """What a line says, without the number that is our own."""
    return {name: value for name, value in row.items() if name != "seq"}


def add(connection: Connection, into: sa.Table, values: dict, key: tuple[str, ...]) -> None:
    """Add a line unless the last one with the same key already says it."""
    same = [into.c[name] == values[name] for name in key]
    query = sa.select(into).where(*same).order_by(into.c.seq.desc()).limit(1)
    last = connection.execute(query).mappings().first()
    if last is None or said(last) != values:
        append(connection, into, values)


def append(connection: Connection, into: sa.Table, values: dict) -> int:
    """Add a line and its link in the chain; its number."""
    seq = connection.execute(into.insert().values(values).returning(into.c.seq)).scalar_one()
    last, before = end(connection)
    link = {"of": into.name, "line": seq}
    # numbered by us: a database may leave gaps, and a gap is what a removed link looks like
    connection.execute(CHAIN.insert().values(link | {"seq": last + 1, "hash": link_hash(before, link, values)}))
    return seq


def end(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last link; of a ledger without lines 0 and all zeros."""
    last = connection.execute(sa.select(CHAIN.c.seq, CHAIN.c.hash).order_by(CHAIN.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, START)


def link_hash(before: str, link: Mapping, values: Mapping) -> str:
    """sha256 over the hash before, which line of which table it is, and what the line says."""
    said = json.dumps([link["of"], link["line"], values], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()


def latest(
    connection: Connection, of: sa.Table, key: tuple[str, ...], condition: sa.ColumnElement[bool] | None = None
) -> Iterator[dict]:
    """The last line of every key, in the order in which the keys first came."""
    by = [of.c[name] for name in key]
    keys = sa.select(sa.func.min(of.c.seq).label("first"), sa.func.max(of.c.seq).label("last"))
    if condition is not None:
        keys = keys.where(condition)
    bounds = keys.group_by(*by).subquery()
    query = sa.select(of).join(bounds, of.c.seq == bounds.c.last).order_by(bounds.c.first)
    for row in connection.execute(query).mappings():
        yield dict(row)


def open_engine(url: str) -> Engine:
    """The engine with its tables; a new SQLite file and its folder are for the owner alone."""
    try:
        place = make_url(url)
    except SQLAlchemyError:
        raise LedgerError("the URL of the ledger is not of the form dialect://…") from None
    try:
        if place.get_backend_name() == "sqlite" and place.database:
            prepare_file(Path(place.database))
        engine = sa.create_engine(with_psycopg(place), hide_parameters=True)
        METADATA.create_all(engine)
    except (SQLAlchemyError, OSError, ImportError):
        where = place.set(username=None, password=None, query={})
        raise LedgerError(
            f"cannot open the ledger at {where}: check that the place exists and may be written"
        ) from None
    return engine


def with_psycopg(url: URL) -> URL:
    """A plain postgresql URL names no driver; ours is psycopg 3."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def prepare_file(path: Path) -> None:
    """A new SQLite file must not be readable by others even for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
