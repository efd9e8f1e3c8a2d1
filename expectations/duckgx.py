"""Great Expectations on an open DuckDB connection that belongs to someone else.

GX knows no DuckDB: it asks a catalogue that DuckDB lacks, gives connections back before it fetches, and ends
transactions. Here it gets an own dialect, results fetched at once, and nothing to begin or to end. Importing this
module imports Great Expectations (seven seconds): only `expectations.gate` does, late.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when great_expectations is imported

import duckdb
import duckdb_engine
import great_expectations as gx
import sqlalchemy as sa
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider
from sqlalchemy.dialects import registry
from sqlalchemy.exc import NoSuchTableError
from sqlalchemy.pool import StaticPool

# GX logs the text of database errors, which may quote a cell; its results tell which expectation failed.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)

SCHEME = "duckdb+lent"
COLUMNS = """select column_name, data_type, is_nullable from duckdb_columns()
where database_name = current_database() and schema_name = coalesce(?, current_schema()) and table_name = ?
order by column_index"""
TYPES = {"VARCHAR": sa.String, "BIGINT": sa.BigInteger, "INTEGER": sa.Integer, "BOOLEAN": sa.Boolean, "DATE": sa.Date}

LENT: dict[str, duckdb.DuckDBPyConnection] = {}  # GX hands its engine a text only; this is where the text leads


class LentDialect(duckdb_engine.Dialect):
    """DuckDB's dialect with the columns of a table read from DuckDB's own catalogue."""

    name = "duckdb"
    supports_statement_cache = False

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> list[dict]:
        rows = connection.exec_driver_sql(COLUMNS, (schema, table_name)).fetchall()
        if not rows:
            raise NoSuchTableError(table_name)
        return [
            {"name": name, "type": TYPES.get(kind, sa.types.NullType)(), "nullable": nullable, "default": None}
            for name, kind, nullable in rows
        ]

    def get_multi_columns(
        self, connection: Any, schema: str | None = None, filter_names: Any = None, **_: Any
    ) -> list[tuple]:
        return [((schema, name), self.get_columns(connection, name, schema)) for name in filter_names or ()]

    def get_pk_constraint(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> dict:
        return {"constrained_columns": [], "name": None}


registry.register(SCHEME.replace("+", "."), __name__, "LentDialect")


class Borrowed:
    """A connection lent to SQLAlchemy: it may query, not begin, end or close the owner's transaction."""

    notices = ()
    autocommit = None
    closed = False

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def cursor(self) -> duckdb_engine.CursorWrapper:
        return duckdb_engine.CursorWrapper(self._con, self)

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)


class LentExecutionEngine(SqlAlchemyExecutionEngine):
    """GX's SQL engine on a lent connection."""

    def __init__(self, *args: Any, connection_string: str, **options: Any) -> None:
        con = LENT[connection_string]
        engine = sa.create_engine(f"{SCHEME}://", creator=lambda: Borrowed(con), poolclass=StaticPool)
        super().__init__(*args, engine=engine, **options)
        self.dialect_module = SimpleNamespace(DremioDialect=True)  # the branch of GX that writes REGEXP_MATCHES

    def execute_query(self, query: Any) -> Any:
        with self.get_connection() as connection:
            return self._execute_query_with_recovery(connection, query).freeze()()

    def execute_query_in_transaction(self, query: Any) -> Any:
        return self.execute_query(query)


class NoExamples(QueryMetricProvider):
    """GX runs the query of an UnexpectedRowsExpectation twice, for the count and for rows to show; none are shown."""

    metric_name = "unexpected_rows_query.table"
    value_keys = ("unexpected_rows_query",)

    @metric_value(engine=LentExecutionEngine)
    def _no_rows(cls, **_: Any) -> list[dict]:
        return []


class LentDatasource(SQLDatasource):
    """A data source whose connection string is the name of a lent connection."""

    type: Literal["lent"] = "lent"

    @property
    def execution_engine_type(self) -> Any:
        return LentExecutionEngine

    def _create_engine(self) -> sa.Engine:
        return self.get_execution_engine().engine


def quiet() -> DataContextConfig:
    """Everything in memory: no folder, no site, no bars, no word to anyone."""
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    return DataContextConfig(
        store_backend_defaults=stores, analytics_enabled=False, progress_bars=ProgressBarsConfig(globally=False)
    )


@contextmanager
def batch_of(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[Batch]:
    """A table or view of the connection as a GX batch: no file, no temporary table, no second connection."""
    name = f"{SCHEME}:///{id(con)}"
    LENT[name] = con
    try:
        source = gx.get_context(mode="ephemeral", project_config=quiet()).data_sources.add_lent(
            "lent", connection_string=name
        )
        yield source.add_table_asset("rows", table_name=table).add_batch_definition_whole_table("all").get_batch()
    finally:
        del LENT[name]
