"""Check one file as the night would, with nothing stored but, at first use, the key of the pseudonyms."""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from cities.city import City
from cities.source import CityError, FileFeed, Source
from expectations.contract import contracts
from flows.answer import Answer, add, note_found, note_reading, shown_name
from flows.examine import Examined, examine, staging
from flows.find import LIMITS, ZERO, find
from flows.place import place
from portal.workbook.judged import Judged, judge
from transforms.read import Limits, ReadError, Reading, read

BY_ACCIDENT = "处理时发生内部错误（{}），没有核对完；请联系平台维护人员。"


@dataclass(frozen=True)
class Asked:
    """What is asked: a file under a source, and beyond the counts its `rows`, the second opinion, the workbook `out`."""

    path: Path
    source: Source
    city: City | None
    night: date
    key: bytes
    rows: bool
    gate: bool
    out: Path | None
    limits: Limits


@dataclass
class Work:
    """One check under way: its own folder, what it says, and what the returned workbook is made of."""

    folder: Path
    answer: Answer
    reading: Reading | None = None
    judged: list[Judged] = field(default_factory=list)


class Stopped(Exception):
    """The second opinion stops the file; `reason` is a Chinese sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def dataset_source(dataset: str) -> Source:
    """A source that stands for a bare dataset, where no source definition is named. CityError: there is no such dataset."""
    if dataset not in contracts():
        raise CityError(f"there is no dataset {dataset!r}; there are: {', '.join(contracts())}")
    return Source("check", "文件自查", "check", (dataset,), "delta", FileFeed(".", "*"))


def check_file(
    path: Path, source: Source, city: City | None, night: date, key: bytes, *, rows: bool = False, gate: bool = False,
    out: Path | None = None, limits: Limits = LIMITS,
) -> Answer:  # fmt: skip
    """Read, stage and check a file, or a folder with the pages of one pull. Nothing of it is stored.

    Whatever the file is, it has an outcome. With `out` the sender's own workbook is written there, marked with what was
    found; OSError when that cannot be done.
    """
    started, asked = time.monotonic(), Asked(path, source, city, night, key, rows, gate, out, limits)
    with tempfile.TemporaryDirectory(prefix="credit-check-") as folder:
        work = Work(Path(folder), Answer(shown_name(path.name)))
        try:
            look(asked, work)
        except (ReadError, Stopped) as refused:
            reject(work, refused.reason)
        except Exception as error:  # an outcome for every file; the error's text may quote personal values
            reject(work, BY_ACCIDENT.format(place(error)))
        if out:
            give_back(asked, work, out)
    work.answer.seconds = round(time.monotonic() - started, 3)
    work.answer.peak_mb = peak_mb()
    return work.answer


def look(asked: Asked, work: Work) -> None:
    """Fill the answer. ReadError and Stopped: the file is rejected."""
    found = find(asked.path, asked.path.name, asked.source, work.folder, asked.limits)
    work.reading = found.reading
    note_found(work.answer, found)
    for tables in found.tables.values():
        with staging(None, work.folder, asked.key) as con:
            examined = examine(con, tables, asked.source, asked.city, asked.night)
            if asked.gate:
                second_opinion(work.answer, con, examined)
            add(work.answer, con, examined, asked.rows)
            if asked.out:
                work.judged.append(judge(con, tables, examined.checked, examined.staged.ignored, work.folder))
    if not work.answer.receipt["received"]:
        work.answer.warnings.append(ZERO)


def second_opinion(answer: Answer, con: duckdb.DuckDBPyConnection, examined: Examined) -> None:
    """The Great Expectations gate; imported only when asked for, it takes seconds. Stopped: it counts differently."""
    from expectations.gate import GateDisagrees, GateFailed, agree, opinion

    before = answer.gate or {"agrees": True, "expectations": 0}
    counted: dict[str, int] = {}
    try:
        counted = opinion(con, examined.contract, examined.checked.rules)
        agree(examined.checked, counted)
    except (GateDisagrees, GateFailed) as stopped:
        answer.gate = {"agrees": False, "expectations": before["expectations"] + len(counted)}
        raise Stopped(f"{stopped}。") from None
    answer.gate = before | {"expectations": before["expectations"] + len(counted)}


def reject(work: Work, reason: str) -> None:
    """Nothing of the file is taken: what was known of it stays, its rows and counts do not."""
    was = work.answer
    work.answer = Answer(
        was.file,
        "rejected",
        reason,
        was.format,
        was.encoding,
        was.sheets,
        was.columns,
        warnings=was.warnings,
        gate=was.gate,
    )
    work.judged = []


def give_back(asked: Asked, work: Work, out: Path) -> None:
    """Write the returned workbook; of a file that was rejected, with the cells that can be read all the same."""
    from portal.workbook.book import write_return

    answer = work.answer
    if work.reading is None:
        work.reading = read_again(asked.path, work.folder / "again", asked.limits)
        if work.reading:
            note_reading(answer, work.reading)
    write_return(out, answer.file, work.reading, work.judged, answer.warnings, answer.reason)


def read_again(path: Path, folder: Path, limits: Limits) -> Reading | None:
    """The cells of a file in which no table was found; None when it cannot be read at all."""
    folder.mkdir()
    try:
        return read(path, folder, limits, name=path.name)
    except ReadError:
        return None


def peak_mb() -> int:
    """The largest memory of this process or of the child that read the file, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
