"""One fuzzing process: spoils seeds of one kind for some seconds and says what came of it.

Deterministic for a seed, however long it runs. Bytes whose outcome is of a new kind become seeds themselves. The file
under trial lies in the folder, for the parent to keep when this process dies or hangs.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.fuzz.mutate import spoil, spoil_cells
from tests.fuzz.seeds import SEEDS
from tests.fuzz.target import LIMITS, Fault, check_once, read_once

SLOW = 10  # seconds of computing that one run may take
STUCK = 30  # after which the process is stopped from outside: code that is not Python hears no alarm
MOST_SEEDS = 400
MEMORY = {"check": 6 << 30}  # address space, else that of the child that reads
TRIAL = "trial"  # the name of the file under trial


class TooSlow(BaseException):
    """Raised by the alarm; no reader may catch it."""


def fuzz(kind: str, seconds: float, seed: int, folder: Path) -> dict:
    """Run until the time is over or a fault is found; the figures."""
    random, seeds = Random(f"{kind}:{seed}"), SEEDS[kind]()
    once: Callable[[str, bytes, Path], str] = check_once if kind == "check" else read_once
    change = spoil_cells if kind == "check" else spoil
    kinds: dict[str, int] = {}
    figures = {"kind": kind, "seed": seed, "runs": 0, "refused": 0, "slowest": 0.0, "fault": None}
    once(kind, seeds[0], folder)  # what is loaded at first use counts for no run
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = change(random.choice(seeds), seeds, random) if figures["runs"] >= len(seeds) else seeds[figures["runs"]]
        (folder / TRIAL).write_bytes(data)
        started = time.process_time()
        outcome, figures["fault"] = tried(once, kind, data, folder)
        figures["slowest"] = round(max(figures["slowest"], time.process_time() - started), 2)
        figures["runs"] += 1
        if figures["fault"]:
            break
        figures["refused"] += outcome.endswith("。") or "#" in outcome
        if kinds.setdefault(outcome, figures["runs"]) == figures["runs"] and len(seeds) < MOST_SEEDS:
            seeds.append(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures | {"outcomes": len(kinds), "peak_mb": peak}


def tried(once: Callable[[str, bytes, Path], str], kind: str, data: bytes, folder: Path) -> tuple[str, str | None]:
    """The outcome and, if it is none that may be, the fault."""
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + STUCK, resource.RLIM_INFINITY))
    try:
        return once(kind, data, folder), None
    except Fault as fault:
        return "", str(fault)
    except TooSlow:
        return "", f"takes more than {SLOW} s of computing"
    except MemoryError:
        return "", "takes more memory than the limit"
    except BaseException as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return "", f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def alarm(signum: int, frame: object) -> None:
    raise TooSlow


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=SEEDS)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, alarm)
    most = MEMORY.get(asked.kind, LIMITS.memory_mb << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with tempfile.TemporaryDirectory() as own:
        print(json.dumps(fuzz(asked.kind, asked.seconds, asked.seed, asked.folder or Path(own)), ensure_ascii=False))


if __name__ == "__main__":
    main()
