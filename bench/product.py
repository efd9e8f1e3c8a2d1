"""The product's night of the same file: fetch, land, read, stage, check, (gate,) load, as `credit ingest` runs it.

Run as a process: `python -m bench.product DATE WORK gate|plain`. Prints one JSON line: CPU by step, what the warehouse
holds. With the gate, Great Expectations is imported first, so that its import is a step of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.city import SOURCE
from bench.watch import Watch
from cities.city import load_city
from flows import deliver, examine, night
from flows.settings import Settings
from warehouse.connect import opened
from warehouse.home import Home

# Where the steps are called from: (module, name, step).
STEPS = (
    (deliver, "land", "land"),
    (deliver, "find", "read"),
    (examine, "stage", "stage"),
    (examine.checks, "check", "check"),
    (deliver, "second_opinion", "gate"),
    (deliver, "load", "load"),
    (deliver, "close_missing", "close"),
)
HELD = """select count(*) filter (where known_to is null and closed_on is null) as present, count(*) as versions,
  count(*) filter (where closed_on is not null) as closed from core.permit"""


def timed(watch: Watch, module: ModuleType, name: str, step: str) -> None:
    """Have the step marked whenever `module` calls the function; what ran before it counts as `rest`."""
    function: Callable = getattr(module, name)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        watch.mark("rest")
        try:
            return function(*args, **kwargs)
        finally:
            watch.mark(step)

    setattr(module, name, call)


def main(day: date, work: Path, gate: bool) -> None:
    """One night of the city in `work`."""
    watch = Watch()
    if gate:
        import expectations.duckgx  # noqa: F401

        watch.mark("import of Great Expectations")
    for module, name, step in STEPS:
        timed(watch, module, name, step)
    home = Home(work / "home")
    report = night.ingest(load_city(work / "city"), SOURCE, day, Settings(home), gate=gate)
    watch.mark("rest")
    with opened(home.warehouse, read_only=True) as con:
        cursor = con.execute(HELD)
        held = dict(zip([column[0] for column in cursor.description], cursor.fetchall()[0], strict=True))
    receipts = [entry["receipt"] for entry in report.files]
    watch.tell(state=report.state, message=report.message, receipts=receipts, held=held)


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "gate")
