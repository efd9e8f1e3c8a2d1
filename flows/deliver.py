"""One source's night: fetch, land, and for each delivery read, stage, check, gate and load."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from shutil import rmtree

import duckdb

from cities.city import City
from cities.source import Source
from expectations.contract import contracts
from flows.examine import Examined, examine, staging
from flows.find import ZERO, Found, find
from flows.report import SourceReport, report_of
from flows.seam import Seam, plain
from flows.sources import Fetched, FetchError, fetch
from transforms.read import Limits, ReadError
from warehouse.batch import Batch as LoadBatch
from warehouse.batch import LoadError, loaded
from warehouse.batch import Receipt as LoadReceipt
from warehouse.connect import quoted
from warehouse.home import Home
from warehouse.landing import LandingError, land, open_landed
from warehouse.ledger import Batch, Ledger, LedgerError, Receipt, SourceNight
from warehouse.load import load
from warehouse.snapshot import close_missing as close_missing_rows
from warehouse.snapshot import remember_file


class Refused(Exception):
    """A delivery that is not loaded; `reason` is a Chinese sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Night:
    """What every source of a night shares."""

    city: City
    date: date
    home: Home
    key: bytes
    environment: Mapping[str, str]
    con: duckdb.DuckDBPyConnection
    ledger: Ledger
    run: str
    limits: Limits
    gate: bool = True
    say: Callable[[str], None] = lambda line: None
    seam: Seam = plain


def deliver(night: Night, source: Source, order: int) -> SourceReport:
    """Everything of one source; its failure is its own and is said in its report."""
    before = report_of(night.ledger, source, night.date)
    try:
        deliveries = night.seam("fetch", source.id, lambda: collect(night, source))
    except FetchError as error:
        return before if before and before.state == "ok" else settled(night, source, "failed", error.reason)
    if not deliveries:
        if before and before.state == "ok":  # the night has had it; that it is gone by now changes nothing
            return before
        return settled(night, source, *absent(night, source))
    taken = [take(night, source, fetched, order * 1000 + i) for i, fetched in enumerate(deliveries)]
    said = "；".join(f"{batch.file}：{batch.message}" for batch in taken if batch.message)
    if any(batch.state in ("rejected", "failed") for batch in taken):
        return settled(night, source, "failed", said)
    close_missing(night, source, taken)
    return settled(night, source, "ok", said)


def collect(night: Night, source: Source) -> list[Fetched]:
    """What the source gives tonight. Raises FetchError alone: the text of any other error may quote personal values."""
    try:
        return fetch(source, night.city, night.date, night.home.incoming / source.id, night.environment)
    except FetchError:
        raise
    except Exception as error:
        raise FetchError(f"取数时发生内部错误（{place(error)}）；请联系平台维护人员。") from None


def settled(night: Night, source: Source, state: str, message: str) -> SourceReport:
    """Write the source's state into the ledger and read its report from there."""
    night.ledger.record_source(SourceNight(night.date, source.id, state, message))  # type: ignore[arg-type]
    report = report_of(night.ledger, source, night.date)
    assert report is not None  # it was just written
    return report


def absent(night: Night, source: Source) -> tuple[str, str]:
    """No file: silence for a delta, staleness for a snapshot."""
    where = getattr(source.feed, "folder", "").replace("{date}", night.date.isoformat())
    wanted = f"（目录 {where}，文件名形如 {getattr(source.feed, 'glob', '')}）" if where else ""
    if source.mode == "delta":
        return "silent", f"本日没有收到文件{wanted}；增量来源无新文件属正常，如应有数据请核查。"
    since = night.ledger.last_good_night(source.id, night.date)
    kept = f"沿用 {since} 的数据" if since else "此前也从未收到数据"
    return "stale", f"本日没有收到全量文件{wanted}；{kept}，请尽快补报。"


def take(night: Night, source: Source, fetched: Fetched, seq: int) -> Batch:
    """One delivery: landed, then a repeat is noted, anything else read and loaded. What went wrong is its message."""
    sha256 = ""
    try:
        sha256 = land(night.home.landing, fetched.path).sha256
        batch = load_or_repeat(night, source, fetched, sha256, seq)
    except (LandingError, ReadError, Refused) as error:
        batch = batch_of(night, source, fetched, sha256, "rejected", error.reason)
    except (LoadError, LedgerError):
        raise
    except Exception as error:  # one bad source never stops the night; the error's text may quote personal values
        reason = f"处理时发生内部错误（{place(error)}），未入库；请联系平台维护人员。"
        batch = batch_of(night, source, fetched, sha256, "failed", reason)
    night.ledger.record_batch(batch)
    return batch


def place(error: BaseException) -> str:
    """Kind of an error and where it arose, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{type(error).__name__}，{Path(ours[-1].filename).name}:{ours[-1].lineno}"


def batch_of(
    night: Night, source: Source, fetched: Fetched, sha256: str, state: str, message: str = "", receipts: tuple = ()
) -> Batch:
    """The ledger's line. A delivery is known by its source, night and bytes; a repeat also by its file."""
    name = f"|{fetched.name}" if state == "repeat" or not sha256 else ""
    id = hashlib.sha256(f"{source.id}|{night.date}|{sha256}{name}".encode()).hexdigest()[:16]
    return Batch(id, night.run, night.date, source.id, fetched.name, sha256, state, message, receipts)  # type: ignore[arg-type]


def load_or_repeat(night: Night, source: Source, fetched: Fetched, sha256: str, seq: int) -> Batch:
    """Bytes that came before are a repeat; bytes of this night's own batch are done; others are read and loaded."""
    fresh = batch_of(night, source, fetched, sha256, "loaded")
    first = night.ledger.first_seen(source.id, sha256)
    if first is not None:
        kept = {batch.batch_id: batch for batch in night.ledger.batches(night.date)}.get(fresh.batch_id)
        if kept and kept.file == fetched.name:
            return kept
        return batch_of(night, source, fetched, sha256, "repeat")
    receipts, remarks = read_and_load(night, source, fetched, sha256, fresh.batch_id, seq)
    return batch_of(night, source, fetched, sha256, "loaded", "；".join(remarks), tuple(receipts))


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """A folder of the delivery's own, gone afterwards."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def read_and_load(
    night: Night, source: Source, fetched: Fetched, sha256: str, batch: str, seq: int
) -> tuple[list[Receipt], tuple[str, ...]]:
    """Read the delivery once, then stage, check, gate and load each of its datasets; its receipts and remarks on it."""
    receipts: list[Receipt] = []
    with workspace(night.home.stage / batch) as folder:
        night.say(f"{source.id} {fetched.name}: read")
        found = find(open_landed(night.home.landing, sha256), fetched.name, source, folder, night.limits)
        if source.mode == "snapshot":
            remember_file(night.con, source.id, sha256)
        for number, (dataset, tables) in enumerate(found.tables.items()):
            night.say(f"{source.id} {fetched.name}: {dataset}")
            line = LoadBatch(
                id=f"{batch}-{number}",
                seq=night.date.toordinal() * 1_000_000 + seq,
                night=night.date,
                source=source.id,
                dataset=dataset,
                file=fetched.name,
                sha256=sha256,
                layout=tables[0].layout,
                unit=source.department,
            )
            done = loaded(night.con, line.id) or stage_check_load(night, source, found, line, folder)
            receipts.append(Receipt(dataset, **asdict(done)))
    remarks = found.remarks if any(receipt.received for receipt in receipts) else (*found.remarks, ZERO)
    return receipts or [Receipt(name) for name in source.datasets], remarks


def stage_check_load(night: Night, source: Source, found: Found, batch: LoadBatch, folder: Path) -> LoadReceipt:
    """One dataset of one delivery, staged in a DuckDB file of its own that the warehouse then reads."""
    contract = contracts()[batch.dataset]
    staged_file = folder / f"{batch.dataset}.duckdb"
    with staging(staged_file, night.home.temporary, night.key) as con:
        examined = examine(con, found.tables[batch.dataset], source, night.city, night.date)
        check_volume(source, examined)
        if night.gate:
            second_opinion(con, examined)
    first = batch.dataset == next(iter(found.tables))
    ignored = examined.staged.ignored + (found.cover_lines if first else 0)
    snapshot = source.mode == "snapshot" and (source.missing or contract.missing) == "close"
    with attached(night.con, staged_file):
        return load(night.con, contract, batch, ignored, snapshot=snapshot)


def check_volume(source: Source, examined: Examined) -> None:
    """Refused when a delivery has fewer or more rows than its source says it can have."""
    rows, least, most = examined.checked.received, source.least, source.most
    if (least is not None and rows < least) or (most is not None and rows > most):
        bounds = "、".join([f"至少{least}行"] * (least is not None) + [f"至多{most}行"] * (most is not None))
        raise Refused(
            f"收到{rows}行，来源定义要求{bounds}，疑为截断或重复的导出；本批未入库，请核对后重报，或改正来源定义的 rows。"
        )


def second_opinion(con: duckdb.DuckDBPyConnection, examined: Examined) -> None:
    """The Great Expectations gate: its counts must equal ours, or the batch stops."""
    from expectations.gate import GateDisagrees, GateFailed, agree, opinion

    try:
        agree(examined.checked, opinion(con, examined.contract, examined.checked.rules))
    except (GateDisagrees, GateFailed) as stopped:
        raise Refused(str(stopped)) from None


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """The staging file, lent to the warehouse for reading."""
    con.execute(f"attach '{quoted(path)}' as incoming (read_only)")
    try:
        yield
    finally:
        con.execute("detach incoming")


def close_missing(night: Night, source: Source, taken: list[Batch]) -> None:
    """Close what a snapshot no longer holds, where the source or the contract says so."""
    if source.mode != "snapshot" or all(batch.state == "repeat" for batch in taken):
        return
    delivered = sorted({batch.sha256 for batch in taken})
    for dataset in source.datasets:
        contract = contracts()[dataset]
        if (source.missing or contract.missing) == "close":
            close_missing_rows(night.con, contract, source.id, night.date, delivered)
