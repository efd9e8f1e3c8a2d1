"""The ledger's verbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from warehouse.ledger.chain import Broken, first_break
from warehouse.ledger.lines import (
    COUNTS,
    Batch,
    BatchState,
    LedgerError,
    Publication,
    Receipt,
    Run,
    SourceNight,
    SourceState,
    check_balance,
    check_state,
)
from warehouse.ledger.tables import (
    BATCH,
    PUBLICATION,
    RECEIPT,
    RUN,
    SOURCE_NIGHT,
    add,
    append,
    end,
    latest,
    open_engine,
    said,
)


class Ledger:
    """The ledger at a SQLAlchemy URL (SQLite or PostgreSQL); missing tables are made. One writer at a time."""

    def __init__(self, url: str) -> None:
        """Raises LedgerError, without a password in it, when the place cannot be reached."""
        self.engine = open_engine(url)

    def close(self) -> None:
        self.engine.dispose()

    def record_run(self, run: Run) -> None:
        """Say that a run began, or how it ended."""
        with self.engine.begin() as connection:
            add(connection, RUN, asdict(run), key=("run_id",))

    def runs(self) -> list[Run]:
        """Every run as it last stood, in the order in which they began."""
        with self.engine.connect() as connection:
            return [Run(**said(row)) for row in latest(connection, RUN, ("run_id",))]

    def record_batch(self, batch: Batch) -> None:
        """Write a batch with its receipts in one transaction. The same again, by whichever run, is a no-op.

        LedgerError when a receipt does not balance, or when a batch that is loaded would be said to be something else.
        """
        check_state(f"batch {batch.batch_id}", batch.state, BatchState)
        for receipt in batch.receipts:
            check_balance(batch, receipt)
        values = {key: value for key, value in asdict(batch).items() if key != "receipts"}
        with self.engine.begin() as connection:
            known = self._batches(connection, BATCH.c.batch_id == batch.batch_id)
            if known and replace(known[0], run_id=batch.run_id) == batch:
                return
            if known and known[0].state in ("loaded", "repeat"):
                raise LedgerError(f"batch {batch.batch_id} is {known[0].state} and cannot be recorded differently")
            seq = append(connection, BATCH, values)
            for receipt in batch.receipts:
                append(connection, RECEIPT, {"batch_seq": seq, "batch_id": batch.batch_id, **asdict(receipt)})

    def batches(self, night: date | None = None) -> list[Batch]:
        """The batches of a night, or of all nights, as they last stood, with their receipts."""
        with self.engine.connect() as connection:
            return self._batches(connection, sa.true() if night is None else BATCH.c.night == night)

    def receipts(self, night: date | None = None) -> list[tuple[Batch, Receipt]]:
        """One pair per batch and dataset of a night, or of all nights."""
        return [(batch, receipt) for batch in self.batches(night) for receipt in batch.receipts]

    def first_seen(self, source: str, sha256: str) -> date | None:
        """The night on which these bytes were first loaded from this source; None when they never were.

        Bytes that were rejected do not count: a corrected source definition may read them.
        """
        query = sa.select(BATCH.c.night).where(
            BATCH.c.source == source, BATCH.c.sha256 == sha256, BATCH.c.state == "loaded"
        )
        with self.engine.connect() as connection:
            return connection.execute(query.order_by(BATCH.c.seq).limit(1)).scalar()

    def record_source(self, line: SourceNight) -> None:
        """Say how a source stood on a night; a later word about the same night replaces it in what is read."""
        check_state(f"source {line.source}", line.state, SourceState)
        with self.engine.begin() as connection:
            add(connection, SOURCE_NIGHT, asdict(line), key=("night", "source"))

    def sources(self, night: date) -> list[SourceNight]:
        """Every source of that night as it last stood."""
        with self.engine.connect() as connection:
            rows = latest(connection, SOURCE_NIGHT, ("night", "source"), SOURCE_NIGHT.c.night == night)
            return [SourceNight(**said(row)) for row in rows]

    def last_good_night(self, source: str, until: date | None = None) -> date | None:
        """The latest night (not after `until`) on which the source was ok; None when there is none."""
        condition = SOURCE_NIGHT.c.source == source
        if until is not None:
            condition &= SOURCE_NIGHT.c.night <= until
        with self.engine.connect() as connection:
            rows = list(latest(connection, SOURCE_NIGHT, ("night", "source"), condition))
        return max((row["night"] for row in rows if row["state"] == "ok"), default=None)

    def record_publication(self, publication: Publication) -> None:
        """Say which release stands now; saying the present one again is a no-op."""
        with self.engine.begin() as connection:
            add(connection, PUBLICATION, asdict(publication), key=())

    def publications(self) -> list[Publication]:
        """Every switch, in order; the last one stands."""
        with self.engine.connect() as connection:
            query = sa.select(PUBLICATION).order_by(PUBLICATION.c.seq)
            return [Publication(**said(row)) for row in connection.execute(query).mappings()]

    def head(self) -> str:
        """The hash of the last line, which stands for all before it."""
        with self.engine.connect() as connection:
            return end(connection)[1]

    def first_break(self, known_heads: Iterable[str] = ()) -> Broken | None:
        """The first line that was changed, removed, inserted or moved; None when the ledger is as it was written.

        `known_heads` are heads that were published: one that the chain does not have shows that its end was cut off.
        """
        with self.engine.connect() as connection:
            return first_break(connection, known_heads)

    def _batches(self, connection: Connection, condition: sa.ColumnElement[bool]) -> list[Batch]:
        lines = {line.pop("seq"): line for line in latest(connection, BATCH, ("batch_id",), condition)}
        receipts: dict[int, list[Receipt]] = {seq: [] for seq in lines}
        query = sa.select(RECEIPT).join(BATCH, BATCH.c.seq == RECEIPT.c.batch_seq).where(condition)
        for row in connection.execute(query.order_by(RECEIPT.c.seq)).mappings():
            if row["batch_seq"] in receipts:
                counts = {count: row[count] for count in COUNTS}
                receipts[row["batch_seq"]].append(Receipt(row["dataset"], **counts))
        return [Batch(**line, receipts=tuple(receipts[seq])) for seq, line in lines.items()]
