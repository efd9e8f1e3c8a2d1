"""Floor and product in turn, each night in a process of its own, with CPU, wall and memory as the system counts them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.city import deliver, make_city
from bench.layout import NIGHTS
from bench.verify import floor_differs, product_differs
from bench.watch import RESULT

AGAIN = 3  # the night on which the second night's file comes again
GATES = {"product": "plain", "product with gate": "gate"}


class BenchFailed(Exception):
    """A process of the bench ended in an error."""


@dataclass(frozen=True)
class Run:
    """One process. `rss_mb` is of its largest process, children included; `differs` is empty when all is as planted."""

    who: str
    night: int
    cpu: float
    wall: float
    rss_mb: int
    db_mb: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)


def measured(module: str, *arguments: str) -> tuple[dict, float, float, int]:
    """(what the process told, CPU s, wall s, MB) of `python -m module arguments`."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = [line for line in told.splitlines() if line.startswith(RESULT)]
    if process.returncode or not lines:
        raise BenchFailed(f"{module} {' '.join(arguments)} ended with {process.returncode}")
    return (
        json.loads(lines[-1][len(RESULT) :]),
        used.ru_utime + used.ru_stime,
        time.monotonic() - began,
        used.ru_maxrss // 1024,
    )


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def one_round(files: Path, work: Path, gate: bool) -> Iterator[Run]:
    """The nights of one round, floor before product."""
    floor = fresh(work / "floor")
    products = {who: fresh(work / flag) for who, flag in GATES.items() if gate or flag == "plain"}
    for place in products.values():
        make_city(place / "city", files)
    for night in NIGHTS:
        yield floor_night(files, floor, night)
        for who, place in products.items():
            yield product_night(who, files, place, night)
    for who, place in products.items():
        yield again(who, files, place)


def floor_night(files: Path, work: Path, night: int) -> Run:
    told, cpu, wall, rss = measured("bench.floor", str(night), str(files / f"night{night}.csv"), str(work))
    differs = floor_differs(files, work, night, told["counts"])
    return Run("floor", night, cpu, wall, rss, size_mb(work / "floor.duckdb"), told["steps"], differs)


def product_night(who: str, files: Path, work: Path, night: int) -> Run:
    told, cpu, wall, rss = measured("bench.product", NIGHTS[night].isoformat(), str(work), GATES[who])
    differs = product_differs(files, work, night, told["counts"])
    return Run(who, night, cpu, wall, rss, size_mb(work / "home" / "warehouse.duckdb"), told["steps"], differs)


def again(who: str, files: Path, work: Path) -> Run:
    """The second night's bytes once more under another name: recognised, nothing read."""
    deliver(work / "city", files / "night2.csv", NIGHTS[2].isoformat(), "permits again.csv")
    told, cpu, wall, rss = measured("bench.product", NIGHTS[2].isoformat(), str(work), "plain")
    states = [receipt["received"] for receipt in told["counts"]["receipts"]]
    differs = [] if sorted(states)[0] == 0 else ["product: the repeat was read again"]
    return Run(who, AGAIN, cpu, wall, rss, steps=told["steps"], differs=differs)


def size_mb(path: Path) -> float:
    return path.stat().st_size / 1e6
