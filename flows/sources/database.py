"""Rows of a department's database, read only, written as one file of JSON records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, CursorResult, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from cities.source import DatabaseFeed, Source
from flows.sources.address import address, shown
from flows.sources.fetched import Fetched, FetchError, Limits, private
from flows.sources.values import Unwritable, as_text

ROWS_AT_ONCE = 2_000
ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def fetch_rows(
    source: Source, feed: DatabaseFeed, inbox: Path, incoming: Path, environment: Mapping[str, str], limits: Limits
) -> Fetched:
    """One pull of a table or query: NDJSON, one record a line, every column in its order, every value text or null.

    The order is the database's: give a query with `order by` where equal rows must give equal bytes. No rows give the
    empty list `[]`. Nothing can be written to the database. FetchError, never with the driver's words, when it cannot
    be reached or read, takes too long or too much room, or holds a value that has no exact text.
    """
    where = f"数据库 {shown(address(feed, environment))} 的{what(feed)}"
    path = incoming / f"{source.id}.ndjson"
    engine = open_engine(address(feed, environment), inbox, limits)
    try:
        with engine.connect() as connection:
            result = select(connection, feed, limits)
            write(records(result, where), path, where, limits)
    except SQLAlchemyError:
        # The driver's message may quote values of rows and the address with its password.
        raise FetchError(
            f"{where}取数失败：连接不上、没有查询权限、超时或表和列不存在；请核对地址、只读账号的权限和数据源定义。"
        ) from None
    finally:
        engine.dispose()
    return Fetched(path.name, path, "rows")


def what(feed: DatabaseFeed) -> str:
    """The table or the query, for a sentence."""
    return f"表“{feed.table}”" if feed.table else "查询"


def open_engine(url: str, inbox: Path, limits: Limits) -> Engine:
    """An engine that can only read: SQLite opened with mode=ro, PostgreSQL in read-only transactions."""
    try:
        place = make_url(url)
        if place.get_backend_name() == "sqlite":
            return open_sqlite(place, inbox, limits)
        if place.get_backend_name() == "postgresql":
            return open_postgresql(place, limits)
        return sa.create_engine(place, poolclass=NullPool)
    except (SQLAlchemyError, ImportError):
        raise FetchError(
            f"数据库地址 {shown(url)} 无法使用：应为 SQLAlchemy 地址（如 postgresql://…、sqlite:///…），且驱动已安装。"
        ) from None


def open_sqlite(place: URL, inbox: Path, limits: Limits) -> Engine:
    """A relative path is relative to the inbox; a missing file is not made."""
    path = inbox / (place.database or "")
    if not path.is_file():
        raise FetchError(
            f"数据库文件“{place.database or '（未给出）'}”不存在；请核对数据源定义中的 url，或请报送单位放置该文件。"
        )

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
        until = monotonic() + limits.seconds
        connection.set_progress_handler(lambda: monotonic() > until, 100_000)
        return connection

    return sa.create_engine("sqlite://", creator=connect, poolclass=NullPool)


def open_postgresql(place: URL, limits: Limits) -> Engine:
    """psycopg 3, with bounds on connecting, on a silent network and on each statement."""
    if place.drivername in ("postgresql", "postgres"):
        place = place.set(drivername="postgresql+psycopg")
    arguments = {"connect_timeout": max(2, round(limits.timeout)), "tcp_user_timeout": round(limits.timeout * 1000)}
    engine = sa.create_engine(place, poolclass=NullPool, connect_args=arguments)
    return engine.execution_options(postgresql_readonly=True)


def select(connection: Connection, feed: DatabaseFeed, limits: Limits) -> CursorResult:
    """The open result, streamed. The query goes to the driver as written: `:` and `%` in it mean themselves."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"set local statement_timeout = {round(limits.seconds * 1000)}")
    query = feed.query or f"select * from {quoted(connection, feed.table or '')}"
    options = {"yield_per": ROWS_AT_ONCE, "no_parameters": True}
    result = connection.exec_driver_sql(query, execution_options=options)
    if not result.returns_rows:
        raise FetchError("数据源定义中的 query 没有返回结果集；应为一条 select 语句。")
    return result


def quoted(connection: Connection, table: str) -> str:
    """The table, with its schema when one is given, each part quoted where it needs it."""
    return ".".join(connection.dialect.identifier_preparer.quote(part) for part in table.split("."))


def records(result: CursorResult, where: str) -> Iterator[str]:
    """The rows as JSON records of texts and nulls."""
    names = list(result.keys())
    if len(set(names)) < len(names):
        raise FetchError(f"{where}中有重名的列；请在查询中用 as 给每一列不同的名称。")
    for number, row in enumerate(result, start=1):
        yield ENCODE(dict(zip(names, texts(row, names, f"{where}第 {number} 行"), strict=True))) + "\n"


def texts(row: sa.Row, names: list[str], where: str) -> list[str | None]:
    """The values of a row as exact texts; FetchError names the column that has none."""
    found: list[str | None] = []
    for value in row:
        try:
            found.append(as_text(value))
        except Unwritable as error:
            column = names[len(found)]
            raise FetchError(
                f"{where}的列“{column}”是{error.kind}，不能准确写成文本；请在查询中转换为文本、数字或日期。"
            ) from None
    return found


def write(lines: Iterator[str], path: Path, where: str, limits: Limits) -> None:
    """Write the records aside and rename, so that a cut pull is never taken for a whole one."""
    aside, size = path.with_suffix(".part"), 0
    with private(aside) as file:
        for line in lines:
            size += file.write(line.encode())
            if size > limits.size:
                raise FetchError(f"{where}超过一次取数的上限 {limits.size} 字节；请缩小查询范围。")
        if not size:
            file.write(b"[]\n")
    aside.replace(path)
