"""Medians over the rounds, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench.rounds import AGAIN, Run

IMPORT = "import of Great Expectations"
HEADS = ("", "CPU s", "CPU/F", "less import", "wall s", "peak MB", "DB MB")
TITLES = {1: "night 1", 2: "night 2 (2 % changed, 1 % new, 1 % gone)", AGAIN: "the identical file again"}


def figures(rows: int, runs: list[Run]) -> list[dict]:
    """One entry per night and contender: medians, ratios to the floor of the same night (of night 2 for the repeat)."""
    entries = []
    for night, who in dict.fromkeys((run.night, run.who) for run in sorted(runs, key=lambda run: run.night)):
        own = [run for run in runs if (run.who, run.night) == (who, night)]
        floor = median(run.cpu for run in runs if (run.who, run.night) == ("floor", min(night, 2)))
        cpu = median(run.cpu for run in own)
        bare = median(run.cpu - run.steps.get(IMPORT, 0.0) for run in own)
        steps = {step: round(median(run.steps.get(step, 0.0) for run in own), 2) for step in own[-1].steps}
        entries.append(
            {
                "rows": rows, "night": night, "who": who, "rounds": len(own), "cpu_s": round(cpu, 2), "cpu_to_floor": round(cpu / floor, 2),
                "cpu_to_floor_without_import": round(bare / floor, 2), "wall_s": round(median(run.wall for run in own), 2),
                "peak_mb": max(run.rss_mb for run in own), "db_mb": round(median(run.db_mb for run in own), 1), "steps": steps,
                "differs": sorted({line for run in own for line in run.differs}),
            }
        )  # fmt: skip
    return entries


def table(entries: list[dict]) -> Iterator[str]:
    """The lines to print."""
    for night in dict.fromkeys(entry["night"] for entry in entries):
        here = [entry for entry in entries if entry["night"] == night]
        yield f"\n{here[0]['rows']:,} rows, {TITLES[night]}, medians of {here[0]['rounds']}"
        yield f"  {HEADS[0]:20s}" + "".join(f"{head:>13s}" for head in HEADS[1:])
        for entry in here:
            names = ("cpu_s", "cpu_to_floor", "cpu_to_floor_without_import", "wall_s", "peak_mb", "db_mb")
            yield f"  {entry['who']:20s}" + "".join(f"{entry[name]:>13}" for name in names)
        for entry in here:
            yield f"  {entry['who']}: " + ", ".join(f"{step} {seconds}" for step, seconds in entry["steps"].items())
            yield from (f"  DIFFERS: {line}" for line in entry["differs"])
