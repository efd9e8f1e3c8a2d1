"""Run a case as `credit check FILE --json --rows` does, in a process of its own that may be watched and stopped."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import tempfile
from datetime import date
from pathlib import Path

from expectations.simplified import simplified_class
from tests.hostile.case import Case

NIGHT = date(2019, 3, 15)
KEY = b"a key of the hostile tests, 32 bytes"
PATIENCE = 150  # seconds after which a run counts as hung; how much computing it may take at most says the case

# Each run is forked from a process that has the code loaded and has opened nothing: memory is measured for each alone.
_runs = multiprocessing.get_context("forkserver")
simplified_class()  # worked out once, before the runs are forked
_runs.set_forkserver_preload(["__main__", "flows.check_file", "tests.hostile.run"])


def answer_of(case: Case, folder: Path) -> dict:
    """What the check says of the case's file: the object of interface.md, with `litter`, the files it left behind, and
    `computing`, the seconds of CPU that it took, which a busy machine does not make more.

    `folder` is empty and the case's own. AssertionError: the check died or hung.
    """
    file, temporary = folder / "in" / case.file, folder / "tmp"
    file.parent.mkdir()
    temporary.mkdir()
    case.make(file)
    answer = folder / "answer.json"
    job = _runs.Process(target=_check, args=(os.fsencode(file), case.dataset, case.source, str(temporary), str(answer)))
    job.start()
    job.join(PATIENCE)
    if job.is_alive():
        job.kill()
        job.join()
        raise AssertionError(f"{case.id}: still running after {PATIENCE} s")
    assert job.exitcode == 0, f"{case.id}: the check died with exit code {job.exitcode}"
    return json.loads(answer.read_text(encoding="utf-8"))


def _check(file: bytes, dataset: str, source: object, temporary: str, answer: str) -> None:
    """In the forked process: check the file and write the answer."""
    from flows.check_file import check_file, dataset_source

    tempfile.tempdir = temporary
    os.environ["TMPDIR"] = temporary
    path = Path(os.fsdecode(file))
    before = sorted(os.listdir(path.parent))
    started = computing()
    found = check_file(path, source or dataset_source(dataset), None, NIGHT, KEY, rows=True).as_json(rows=True)
    found["computing"] = round(computing() - started, 2)
    found["litter"] = sorted(os.listdir(temporary)) + [n for n in sorted(os.listdir(path.parent)) if n not in before]
    Path(answer).write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")


def computing() -> float:
    """Seconds of CPU of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
