"""What a line of the ledger says, and when it may be written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

BatchState = Literal["loaded", "repeat", "rejected", "failed"]
SourceState = Literal["ok", "stale", "failed", "silent"]


class LedgerError(Exception):
    """The ledger cannot be opened, or a line would contradict what it already says."""


@dataclass(frozen=True)
class Receipt:
    """What became of the rows of one dataset in one batch (measures-2019 section 3); `ignored` is counted apart."""

    dataset: str
    received: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicate: int = 0
    quarantined: int = 0
    ignored: int = 0


COUNTS = tuple(field.name for field in fields(Receipt) if field.name != "dataset")


@dataclass(frozen=True)
class Batch:
    """One delivery of a source on one night and its receipts, one per dataset. `sha256` names it in the landing."""

    batch_id: str
    run_id: str
    night: date
    source: str
    file: str
    sha256: str
    state: BatchState
    message: str = ""
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class SourceNight:
    """How a source stood on a night, and the Chinese sentence that says why."""

    night: date
    source: str
    state: SourceState
    message: str = ""


@dataclass(frozen=True)
class Run:
    """A run of a night; `exit` and `result_sha256` are None while it has only begun."""

    run_id: str
    city: str
    night: date
    exit: int | None = None
    result_sha256: str | None = None


@dataclass(frozen=True)
class Publication:
    """A release that was switched to; `sha256` is that of its index."""

    release_id: str
    night: date
    path: str
    sha256: str


def check_balance(batch: Batch, receipt: Receipt) -> None:
    """received = new + changed + unchanged + duplicate + quarantined, nothing below zero (measures-2019 section 3)."""
    counts = {count: getattr(receipt, count) for count in COUNTS}
    where = f"receipt of {receipt.dataset} in batch {batch.batch_id}"
    if any(type(count) is not int or count < 0 for count in counts.values()):
        raise LedgerError(f"{where}: counts must be whole numbers of at least 0, found {counts}")
    parts = sum(counts[part] for part in ("new", "changed", "unchanged", "duplicate", "quarantined"))
    if receipt.received != parts:
        raise LedgerError(f"{where} does not balance: received {receipt.received}, accounted for {parts}: {counts}")


def check_state(what: str, state: str, known: object) -> None:
    """A state outside the closed set is a mistake of ours."""
    if state not in get_args(known):
        raise LedgerError(f"{what}: unknown state {state!r}; known are {', '.join(get_args(known))}")
