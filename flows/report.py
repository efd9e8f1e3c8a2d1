"""How a source stood on a night, as the ledger says: the form of interface.md, `night.sources`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date

from cities.source import Source
from warehouse.ledger import Batch, Ledger, Receipt


@dataclass(frozen=True)
class SourceReport:
    """One source: state, the sentence that explains it, and one entry per file and dataset."""

    id: str
    state: str
    message: str = ""
    files: list[dict] = field(default_factory=list)

    def as_json(self) -> dict:
        """The report as `night --json` prints it."""
        return asdict(self)


def report_of(ledger: Ledger, source: Source, night: date) -> SourceReport | None:
    """The report of a source on a night; None when the night never came to it."""
    states = {line.source: line for line in ledger.sources(night)}
    if source.id not in states:
        return None
    files = [entry for batch in ledger.batches(night) if batch.source == source.id for entry in entries(batch, source)]
    return SourceReport(source.id, states[source.id].state, states[source.id].message, files)


def entries(batch: Batch, source: Source) -> list[dict]:
    """One entry per dataset of a batch; zeros for a repeat, and one without a dataset for a file that was refused."""
    repeat = batch.state == "repeat"
    receipts = batch.receipts
    if not receipts:
        receipts = tuple(Receipt(name) for name in source.datasets) if repeat else (Receipt(""),)
    return [entry(batch, receipt, repeat) for receipt in receipts]


def entry(batch: Batch, receipt: Receipt, repeat: bool) -> dict:
    counts = asdict(receipt)
    dataset = counts.pop("dataset") or None
    return {"file": batch.file, "sha256": batch.sha256 or None, "dataset": dataset, "repeat": repeat, "receipt": counts}
