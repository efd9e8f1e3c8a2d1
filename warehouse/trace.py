"""The way of a record or a delivery from bytes on: keys and hashes, days and rules, never what cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.landing import LandingError, open_landed
from warehouse.ledger import Batch, Ledger

COUNTS = "received, new, changed, unchanged, duplicate, quarantined, ignored"
BATCH = f"id, night, source, dataset, file, sha256, {COUNTS}"
VERSION = "known_from, known_to, source, batch, sheet, row_no as row, warnings"
REFUSED = "batch, night, source, dataset, file, sha256, sheet, row_no as row, dataset || '|' || key as key, rules"
QUARANTINE, IN_ORDER = f"select {REFUSED} from ops.quarantine", "order by night, batch, sheet, row_no"
HASH = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class Trace:
    """What is known of the thing asked for.

    files      {sha256, size (bytes of all pages, None when the landing lacks it), path (relative to the landing)}
    deliveries {id, night, source, file, sha256, state, message} of the ledger, refused and repeated ones too
    batches    the columns of BATCH, one per dataset of a delivery that was loaded
    versions   the key and the columns of VERSION, in the order in which they became known
    quarantine the columns of REFUSED
    """

    files: Sequence[Mapping[str, object]] = ()
    deliveries: Sequence[Mapping[str, object]] = ()
    batches: Sequence[Mapping[str, object]] = ()
    versions: Sequence[Mapping[str, object]] = ()
    quarantine: Sequence[Mapping[str, object]] = ()


def trace(con: duckdb.DuckDBPyConnection, ledger: Ledger, landing: Path, datasets: Iterable[str], thing: str) -> Trace:
    """The trace of a member key (`dataset|key…`), or of a delivery; empty when nothing is known of it."""
    dataset, _, key = thing.partition("|")
    if not key:
        return of_delivery(con, ledger, landing, thing)
    return of_record(con, ledger, landing, dataset, key) if dataset in datasets else Trace()


def of_record(con: duckdb.DuckDBPyConnection, ledger: Ledger, landing: Path, dataset: str, key: str) -> Trace:
    """All versions of a record, its refused rows, and the deliveries that brought either."""
    said = f"select '{dataset}|' || key as key, {VERSION} from core.{dataset}"
    versions = records(con, f"{said} where key = ? order by version", [key])
    refused = records(con, f"{QUARANTINE} where dataset = ? and key = ? {IN_ORDER}", [dataset, key])
    batches = batches_of(con, {str(row["batch"]) for row in [*versions, *refused]})
    brought = {str(row["id"]).rpartition("-")[0] for row in batches}
    deliveries = [told(batch) for batch in ledger.batches() if batch.batch_id in brought]
    return Trace(files_of(landing, deliveries), deliveries, batches, versions, refused)


def of_delivery(con: duckdb.DuckDBPyConnection, ledger: Ledger, landing: Path, thing: str) -> Trace:
    """Deliveries by batch id, by sha256 or the beginning of one (at least 8 digits), or by file name."""
    deliveries = [told(batch) for batch in ledger.batches() if answers(batch, thing)]
    begun = [f"{delivery['id']}-" for delivery in deliveries]
    ids = {id for (id,) in con.execute("select id from ops.batch where list_contains(?, id[:17])", [begun]).fetchall()}
    batches = batches_of(con, ids & {thing} or ids)  # one dataset's own id asks for that one alone
    refused = records(con, f"{QUARANTINE} where list_contains(?, batch) {IN_ORDER}", [[row["id"] for row in batches]])
    return Trace(files_of(landing, deliveries), deliveries, batches, (), refused)


def answers(batch: Batch, thing: str) -> bool:
    """Whether the delivery is what was asked for: itself, one of its datasets, its bytes or its name."""
    digits = thing.lower()
    is_bytes = HASH.fullmatch(digits) is not None and batch.sha256.startswith(digits)
    return is_bytes or batch.file == thing or batch.batch_id == thing or thing.startswith(f"{batch.batch_id}-")


def told(batch: Batch) -> dict[str, object]:
    """What the ledger says of a delivery."""
    said = {name: getattr(batch, name) for name in ("night", "source", "file", "sha256", "state", "message")}
    return {"id": batch.batch_id, **said}


def batches_of(con: duckdb.DuckDBPyConnection, ids: set[str]) -> list[dict[str, object]]:
    """The batches of these ids, in the order in which they were loaded."""
    return records(con, f"select {BATCH} from ops.batch where list_contains(?, id) order by seq, id", [sorted(ids)])


def files_of(landing: Path, deliveries: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The landed bytes of the deliveries, each once; bytes that never landed are none."""
    hashes = {str(delivery["sha256"]) for delivery in deliveries if delivery["sha256"]}
    return [landed(landing, sha256) for sha256 in sorted(hashes)]


def landed(landing: Path, sha256: str) -> dict[str, object]:
    """Where the bytes stand; no path when the landing lacks them."""
    try:
        path = open_landed(landing, sha256)
    except LandingError:
        return {"sha256": sha256, "size": None, "path": None}
    pages = sorted(path.iterdir()) if path.is_dir() else [path]
    size = sum(page.stat().st_size for page in pages)
    return {"sha256": sha256, "size": size, "path": path.relative_to(landing).as_posix()}


def records(con: duckdb.DuckDBPyConnection, sql: str, values: object) -> list[dict[str, object]]:
    """The rows of a query by the names of its columns."""
    cursor = con.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
