"""The ledger's chain: whatever is done to its lines behind its back, the first one touched is named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from warehouse.ledger import Batch, Broken, Ledger, Publication, Receipt, Run, SourceNight
from warehouse.ledger.tables import BATCH, CHAIN, PUBLICATION, RECEIPT, RUN, SOURCE_NIGHT

NIGHT = date(2019, 3, 13)
TEXTS = {"run": "run_id", "batch": "sha256", "receipt": "dataset", "source_night": "message", "publication": "sha256"}
TABLES = {table.name: table for table in (RUN, BATCH, RECEIPT, SOURCE_NIGHT, PUBLICATION)}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of twelve nights."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    with closing(Ledger(f"sqlite:///{path}")) as ledger:
        for n in range(12):
            night, run = NIGHT + timedelta(n), f"429700-{n}"
            ledger.record_run(Run(run, "demo", night))
            receipts = (Receipt("permit", received=2, new=2), Receipt("penalty", received=1, quarantined=1))
            ledger.record_batch(
                Batch(f"{n:016d}", run, night, "hb_permit", "许可.csv", f"{n:064d}", "loaded", "", receipts)
            )
            ledger.record_source(SourceNight(night, "hb_permit", "ok", f"第{n}夜"))
            ledger.record_publication(Publication(f"r{n}", night, f"releases/{n}", f"{n:064x}"))
            ledger.record_run(Run(run, "demo", night, 0, f"{n:064x}"))
    return path


@pytest.fixture
def ledger(written: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it, to be spoiled."""
    copy = tmp_path / "ledger.sqlite"
    shutil.copy(written, copy)
    with closing(Ledger(f"sqlite:///{copy}")) as ledger:
        yield ledger


def links(connection: Connection) -> list[tuple[int, str, int]]:
    """(number in the chain, table, line)."""
    return [
        tuple(row) for row in connection.execute(sa.select(CHAIN.c.seq, CHAIN.c.of, CHAIN.c.line).order_by(CHAIN.c.seq))
    ]


def change(connection: Connection, rng: random.Random) -> tuple[str, int]:
    """One value of one line."""
    _, of, line = rng.choice(links(connection))
    table, column = TABLES[of], TEXTS[of]
    connection.execute(table.update().where(table.c.seq == line).values({column: f"另{rng.random()}"}))
    return of, line


def remove(connection: Connection, rng: random.Random) -> tuple[str, int]:
    """A line whole."""
    _, of, line = rng.choice(links(connection))
    connection.execute(TABLES[of].delete().where(TABLES[of].c.seq == line))
    return of, line


def insert(connection: Connection, rng: random.Random) -> tuple[str, int]:
    """A copy of a line under a number of its own."""
    _, of, line = rng.choice(links(connection))
    table = TABLES[of]
    values = dict(connection.execute(sa.select(table).where(table.c.seq == line)).mappings().one())
    seq = connection.execute(table.insert().values(values | {"seq": 1000 + line}).returning(table.c.seq)).scalar_one()
    return of, seq


def swap(connection: Connection, rng: random.Random) -> tuple[str, int]:
    """What two lines of one table say."""
    of = rng.choice(list(TABLES))
    table = TABLES[of]
    rows = [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.seq)).mappings()]
    one, other = sorted(rng.sample(rows, 2), key=lambda row: row["seq"])
    if {**one, "seq": 0} == {**other, "seq": 0}:
        one = {**one, "seq": one["seq"]}
        connection.execute(table.update().where(table.c.seq == one["seq"]).values({TEXTS[of]: "另"}))
        return of, one["seq"]
    for to, values in ((one, other), (other, one)):
        connection.execute(table.update().where(table.c.seq == to["seq"]).values({**values, "seq": to["seq"]}))
    return of, one["seq"]


def unlink(connection: Connection, rng: random.Random) -> tuple[str, int]:
    """A link of the chain, not the last."""
    seq = rng.choice(links(connection)[:-1])[0]
    connection.execute(CHAIN.delete().where(CHAIN.c.seq == seq))
    return "chain", seq


Edit = Callable[[Connection, random.Random], tuple[str, int]]


def test_a_ledger_as_it_was_written_has_no_break(ledger: Ledger) -> None:
    assert ledger.first_break([ledger.head()]) is None and len(ledger.head()) == 64


@pytest.mark.parametrize("edit", [change, remove, insert, swap, unlink], ids=lambda edit: edit.__name__)
def test_of_random_edits_each_is_found_and_named(ledger: Ledger, edit: Edit) -> None:
    for seed in range(200):  # five kinds of edit: a thousand
        with ledger.engine.connect() as connection:
            place = edit(connection, random.Random(seed))
            found = first(connection)
            connection.rollback()
        assert found is not None and (found.table, found.line) == place, (edit.__name__, seed, found, place)


def first(connection: Connection) -> Broken | None:
    """The first break that the open transaction sees."""
    from warehouse.ledger.chain import first_break

    return first_break(connection, ())


def test_a_cut_end_shows_where_a_release_knows_the_head(ledger: Ledger) -> None:
    head = ledger.head()
    with ledger.engine.begin() as connection:
        last = links(connection)[-3:]
        for seq, of, line in last:
            connection.execute(CHAIN.delete().where(CHAIN.c.seq == seq))
            connection.execute(TABLES[of].delete().where(TABLES[of].c.seq == line))
    assert ledger.first_break() is None, "by itself the shorter chain is sound"
    broken = ledger.first_break([head])
    assert broken is not None and "cut off" in str(broken)
