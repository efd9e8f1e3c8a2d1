"""Rows of a database: exact, in order, read only, and no word of the driver in what is said."""

import json
import sqlite3
from dataclasses import replace

import pytest
import sqlalchemy as sa

from cities.source import DatabaseFeed
from flows.sources import FetchError

FEED = DatabaseFeed(url="sqlite:///exchange/front.db", url_env=None, table="hb_penalty", query=None)


@pytest.fixture
def front(inbox):
    """A SQLite database in the inbox, open for changes."""
    (inbox / "exchange").mkdir()
    connection = sqlite3.connect(inbox / "exchange" / "front.db", isolation_level=None)
    connection.execute("create table hb_penalty (文书号 text, amount numeric, day text, note text)")
    yield connection
    connection.close()


@pytest.fixture
def table(postgres):
    """Run a statement in PostgreSQL; what the tests make there is gone afterwards."""
    place = postgres.replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(place, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    yield run
    run("drop table if exists penalty, written; drop sequence if exists counter; drop schema if exists 前置 cascade")


def rows(deliveries):
    [delivery] = deliveries
    assert delivery.kind == "rows"
    return [json.loads(line) for line in delivery.path.read_text(encoding="utf-8").splitlines()]


def from_env(**options):
    return replace(DatabaseFeed(url=None, url_env="HB_DB", table=None, query=None), **options)


def test_rows_of_a_sqlite_table_are_records_of_texts_in_its_order(fetched, front, incoming):
    front.execute("insert into hb_penalty values ('示例罚〔2019〕2号', 0.5, '2019-03-01', null)")
    front.execute("insert into hb_penalty values ('示例罚〔2019〕1号', 20000, '2019-03-02', '引号\" 换行\n𠮷')")
    [delivery] = fetched(FEED)
    assert (delivery.name, delivery.path) == ("hb_penalty.ndjson", incoming / "hb_penalty.ndjson")
    assert delivery.path.read_bytes().decode() == (
        '{"文书号": "示例罚〔2019〕2号", "amount": "0.5", "day": "2019-03-01", "note": null}\n'
        '{"文书号": "示例罚〔2019〕1号", "amount": "20000", "day": "2019-03-02", "note": "引号\\" 换行\\n𠮷"}\n'
    )


def test_the_pull_is_for_the_owner_alone_and_replaces_an_earlier_one(fetched, front, incoming):
    incoming.mkdir()
    (incoming / "hb_penalty.ndjson").write_text("old\n" * 100)
    front.execute("insert into hb_penalty values ('1', 1, '', '')")
    [delivery] = fetched(FEED)
    first = delivery.path.read_bytes()
    assert len(rows([delivery])) == 1
    assert delivery.path.stat().st_mode & 0o777 == 0o600
    assert fetched(FEED)[0].path.read_bytes() == first
    assert [path.name for path in incoming.iterdir()] == ["hb_penalty.ndjson"]


def test_no_rows_are_an_empty_list(fetched, front):
    assert fetched(FEED)[0].path.read_bytes() == b"[]\n"


def test_a_query_is_taken_as_written(fetched, front):
    front.execute(
        "insert into hb_penalty values ('b', 1, '12:30', '100%s'), ('a', 2, '12:30', '100%s'), ('c', 3, '', '')"
    )
    query = "select 文书号 as no from hb_penalty where day = '12:30' and note like '%:%' or note = '100%s' order by 1"
    assert rows(fetched(replace(FEED, table=None, query=query))) == [{"no": "a"}, {"no": "b"}]


def test_floats_are_the_shortest_decimals_without_exponents(fetched, front):
    query = "select 20181123.0 as whole, 0.1 as part, 1e22 as large, 1e-7 as small, -0.5 as negative"
    [row] = rows(fetched(replace(FEED, table=None, query=query)))
    assert list(row.values()) == ["20181123", "0.1", "10000000000000000000000", "0.0000001", "-0.5"]


@pytest.mark.parametrize(
    "query",
    [
        "delete from hb_penalty",
        "delete from hb_penalty returning 1 as x",
        "drop table hb_penalty",
        "select 1; select 2",
    ],
)
def test_nothing_can_be_written_to_sqlite(fetched, front, query):
    front.execute("insert into hb_penalty values ('1', 1, '', '')")
    with pytest.raises(FetchError):
        fetched(replace(FEED, table=None, query=query))
    assert front.execute("select count(*) from hb_penalty").fetchall() == [(1,)]


def test_a_missing_database_file_is_said_and_not_made(fetched, inbox):
    with pytest.raises(FetchError, match="“exchange/front.db”不存在"):
        fetched(FEED)
    assert list(inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1e400", "非数值"),
        ("x'00ff'", "二进制数据"),
    ],
)
def test_a_value_without_exact_text_is_refused_by_row_and_column(fetched, front, incoming, value, text):
    front.execute("insert into hb_penalty values ('张某', 1, '', '')")
    front.execute(f"insert into hb_penalty values ('张某', {value}, '', '')")
    with pytest.raises(FetchError, match=f"第 2 行的列“amount”是{text}") as caught:
        fetched(FEED)
    assert "张某" not in caught.value.reason
    assert not (incoming / "hb_penalty.ndjson").exists()


@pytest.mark.parametrize("value", ["cast(x'e5bca0ff' as text)", "'张某' || cast(x'ff' as text)"])
def test_text_that_the_driver_cannot_read_is_said_in_our_own_words(fetched, front, value):
    with pytest.raises(FetchError, match="取数失败") as caught:
        fetched(replace(FEED, table=None, query=f"select {value} as x"))
    assert "张" not in caught.value.reason and caught.value.__suppress_context__


def test_columns_of_the_same_name_are_refused(fetched, front):
    with pytest.raises(FetchError, match="重名的列"):
        fetched(replace(FEED, table=None, query="select day, note as day from hb_penalty"))


def test_a_missing_table_is_said_in_our_own_words(fetched, front):
    with pytest.raises(FetchError) as caught:
        fetched(replace(FEED, table="nowhere"))
    assert "表“nowhere”取数失败" in caught.value.reason and "no such table" not in caught.value.reason
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_a_file_that_is_no_database_is_said_in_our_own_words(fetched, inbox):
    (inbox / "exchange").mkdir()
    (inbox / "exchange" / "front.db").write_text("张某 110101190001010011\n" * 100)
    with pytest.raises(FetchError, match="取数失败") as caught:
        fetched(FEED)
    assert "张某" not in caught.value.reason


def test_a_pull_has_bounds(fetched, front):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select {} from n"
    with pytest.raises(FetchError, match="超过一次取数的上限 1000 字节"):
        fetched(replace(FEED, table=None, query=endless.format("i")), size=1000)
    with pytest.raises(FetchError, match="取数失败"):
        fetched(replace(FEED, table=None, query=endless.format("max(i)")), seconds=0.2)


@pytest.mark.parametrize("environment", [{}, {"HB_DB": ""}])
def test_an_address_that_is_not_set_is_named(fetched, environment):
    with pytest.raises(FetchError, match="环境变量 HB_DB 未设置"):
        fetched(from_env(table="penalty"), environment)


@pytest.mark.parametrize("url", ["geheim", "oracle://li:geheim@db/x", "nosuch://li:geheim@db/x?password=geheim"])
def test_an_address_that_cannot_be_used_is_said_without_its_secrets(fetched, url):
    with pytest.raises(FetchError, match="无法使用") as caught:
        fetched(from_env(table="penalty"), {"HB_DB": url})
    assert "li" not in caught.value.reason.replace("SQLAlchemy", "").replace("sqlite", "")
    assert url == "geheim" or "geheim" not in caught.value.reason


def test_a_refused_connection_is_said_without_its_secrets(fetched):
    with pytest.raises(FetchError, match="postgresql://127.0.0.1:1/x 的表“penalty”取数失败") as caught:
        fetched(from_env(table="penalty"), {"HB_DB": "postgresql://li:geheim@127.0.0.1:1/x"})
    assert "geheim" not in caught.value.reason


def test_values_of_postgresql_are_exact(fetched, postgres, table):
    table(
        "create table penalty (no text, fine numeric, fixed numeric(10, 2), big bigint, real8 double precision,"
        " day date, at timestamptz, midnight timestamp, hour time, yes boolean, id uuid, empty text)"
    )
    table(
        "insert into penalty values ('1', 12345678901234567890.123456789, 1.50, 9007199254740993, 0.1, '2019-03-01',"
        " '2019-02-28 17:30:00+00', '2019-03-01 00:00:00', '08:30', true, '00000000-0000-0000-0000-000000000001', null)"
    )
    [row] = rows(fetched(from_env(table="penalty"), {"HB_DB": postgres}))
    assert row == {
        "no": "1",
        "fine": "12345678901234567890.123456789",
        "fixed": "1.50",
        "big": "9007199254740993",
        "real8": "0.1",
        "day": "2019-03-01",
        "at": "2019-03-01 01:30:00",
        "midnight": "2019-03-01",
        "hour": "08:30:00",
        "yes": "TRUE",
        "id": "00000000-0000-0000-0000-000000000001",
        "empty": None,
    }
    assert list(row) == ["no", "fine", "fixed", "big", "real8", "day", "at", "midnight", "hour", "yes", "id", "empty"]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("bytea", "'\\x00'", "二进制数据"),
        ("numeric", "'NaN'", "非数值"),
        ("float8", "'Infinity'", "非数值"),
        ("text[]", "'{a}'", "复合类型"),
        ("json", "'{}'", "复合类型"),
    ],
)
def test_values_of_postgresql_without_exact_text_are_refused(fetched, postgres, table, kind, value, text):
    with pytest.raises(FetchError, match=f"列“x”是{text}"):
        fetched(from_env(query=f"select {value}::{kind} as x"), {"HB_DB": postgres})


@pytest.mark.parametrize("value", ["'infinity'::date", "'12000-01-01'::date", "'infinity'::timestamptz"])
def test_days_that_the_driver_cannot_read_are_said_in_our_own_words(fetched, postgres, value):
    with pytest.raises(FetchError, match="取数失败"):
        fetched(from_env(query=f"select {value} as x"), {"HB_DB": postgres})


def test_a_table_may_have_a_schema_and_a_name_that_needs_quotes(fetched, postgres, table):
    table('create schema 前置; create table 前置."Select" (no text); insert into 前置."Select" values (\'a\')')
    assert rows(fetched(from_env(table="前置.Select"), {"HB_DB": postgres})) == [{"no": "a"}]


@pytest.mark.parametrize(
    "query",
    [
        "create table written (no text)",
        "insert into penalty values ('x') returning no",
        "with gone as (delete from penalty returning no) select no from gone",
        "select 1; commit; delete from penalty",
        "commit",
        "select nextval('counter')",
    ],
)
def test_nothing_can_be_written_to_postgresql(fetched, postgres, table, query):
    table("create table penalty (no text); insert into penalty values ('1'); create sequence counter")
    with pytest.raises(FetchError):
        fetched(from_env(query=query), {"HB_DB": postgres})
    left = "select no, (select is_called from counter) as used from penalty"
    assert rows(fetched(from_env(query=left), {"HB_DB": postgres})) == [{"no": "1", "used": "FALSE"}]


def test_a_query_of_postgresql_is_taken_as_written(fetched, postgres):
    query = "select '100%s' as percent, '12:30' as colon, 'a' like '%a' as is_like"
    assert rows(fetched(from_env(query=query), {"HB_DB": postgres})) == [
        {"percent": "100%s", "colon": "12:30", "is_like": "TRUE"}
    ]


def test_a_slow_statement_of_postgresql_is_stopped(fetched, postgres):
    with pytest.raises(FetchError, match="超时"):
        fetched(from_env(query="select pg_sleep(30)::text as x"), {"HB_DB": postgres}, seconds=0.3)


def test_many_rows_keep_their_order(fetched, postgres, table):
    query = "select i, 'x' || i as no from generate_series(1, 25000) as s(i) order by i"
    found = rows(fetched(from_env(query=query), {"HB_DB": postgres}))
    assert found == [{"i": str(i), "no": f"x{i}"} for i in range(1, 25_001)]
