"""The same figures in the portal's own database: any SQLAlchemy URL, one transaction, keyed by the release.

Readers take the release with the highest `sequence`. Nothing is changed in place, so that whoever reads one release
reads all of it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import sqlalchemy as sa

from portal.allowed import TABLES
from portal.audit import audit_tables
from portal.data import build
from portal.publication import Publication

TYPES: dict[str, sa.types.TypeEngine] = {
    "count": sa.BigInteger(),
    "flag": sa.Boolean(),
    "points": sa.Numeric(7, 4),
    "day": sa.Date(),
}
NAMES = {
    "measure_by_department": "credit_measure_department",
    "measure_by_county": "credit_measure_county",
    "measure_reasons": "credit_measure_reason",
}
METADATA = sa.MetaData()
RELEASE = sa.Table(
    "credit_release",
    METADATA,
    sa.Column("release", sa.String(80), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False, unique=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("city", "code", "run", "edition")),
    *(sa.Column(name, sa.Date, nullable=False) for name in ("night", "as_of")),
    sa.Column("eligible", sa.Boolean),
    *(sa.Column(name, sa.Numeric(7, 4), nullable=False) for name in ("low", "high", "bonus_low", "bonus_high")),
)


class DatabaseError(Exception):
    """The portal's database was not written and holds what it held before. Names the server, never a password."""


def declare(name: str, form: dict[str, str]) -> sa.Table:
    """The table of one form of the gate: each row with its release and its place there."""
    return sa.Table(
        NAMES.get(name, f"credit_{name}"),
        METADATA,
        sa.Column("release", sa.String(80), sa.ForeignKey(RELEASE.c.release), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(column, TYPES.get(kind.rstrip("?"), sa.Text()), nullable=kind.endswith("?"))
            for column, kind in form.items()
        ),
    )


DETAILS = {name: declare(name, form) for name, form in TABLES.items()}


def publish(publication: Publication, url: str, release_id: str) -> bool:
    """Write the release's figures in one transaction. True when written, False when they stood there already.

    Raises PublicationStopped as the release does, DatabaseError when the database cannot be opened or written.
    """
    documents, tables = build(publication)
    audit_tables(tables, own=(publication.run, release_id))
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            METADATA.create_all(connection)
            if connection.scalar(sa.select(RELEASE.c.release).where(RELEASE.c.release == release_id)):
                return False
            write(connection, release_id, documents["index"], tables)
            return True
    except sa.exc.SQLAlchemyError as error:
        raise DatabaseError(
            f"门户数据库 {shown(engine.url)} 写入失败（{type(error).__name__}），未写入任何数据。"
        ) from None
    finally:
        engine.dispose()


def open_engine(url: str) -> sa.Engine:
    """An engine for the URL; PostgreSQL through psycopg when no driver is named."""
    try:
        found = sa.make_url(url)
        if found.drivername == "postgresql":
            found = found.set(drivername="postgresql+psycopg")
        return sa.create_engine(found)
    except (sa.exc.SQLAlchemyError, ImportError, ValueError):
        raise DatabaseError("门户数据库的地址不是可用的 SQLAlchemy 地址，或缺少它的驱动。") from None


def shown(url: sa.URL) -> str:
    """The database without user, password and options."""
    return f"{url.get_backend_name()}://{url.host or ''}/{url.database or ''}"


def write(connection: sa.Connection, release_id: str, index: dict, tables: dict[str, pa.Table]) -> None:
    """The release and all its rows."""
    last = connection.scalar(sa.select(sa.func.max(RELEASE.c.sequence))) or 0
    connection.execute(sa.insert(RELEASE), release_row(index) | {"release": release_id, "sequence": last + 1})
    for name, table in tables.items():
        days = [column for column, kind in TABLES[name].items() if kind.rstrip("?") == "day"]
        rows = [
            row
            | {day: row[day] and date.fromisoformat(row[day]) for day in days}
            | {"release": release_id, "place": place}
            for place, row in enumerate(table.to_pylist(), 1)
        ]
        if rows:
            connection.execute(sa.insert(DETAILS[name]), rows)


def release_row(index: dict) -> dict:
    """The release at a glance, from the index."""
    return {
        **{name: index[name] for name in ("city", "code", "run", "edition", "eligible")},
        **{name: date.fromisoformat(index[name]) for name in ("night", "as_of")},
        **{end: Decimal(index["total"][end]) for end in ("low", "high")},
        **{f"bonus_{end}": Decimal(index["bonus"][end]) for end in ("low", "high")},
    }
