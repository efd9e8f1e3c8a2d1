"""`python -m bench`: make the files, run the rounds, print the table, keep the figures in build/bench."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.generate import files
from bench.report import figures, table
from bench.rounds import one_round

BUILD = Path(__file__).parents[1] / "build" / "bench"


def main() -> int:
    """Exit code 1 when something was found that was not planted, or the other way round."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="permits in the first night (default 100000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (default 3)")
    parser.add_argument("--no-gate", action="store_true", help="leave out the runs with the Great Expectations gate")
    parser.add_argument("--build", type=Path, default=BUILD, help="where files, work and figures are kept")
    asked = parser.parse_args()
    made = files(asked.build / "files", asked.rows)
    runs = []
    for number in range(1, asked.rounds + 1):
        for run in one_round(made, asked.build / "work", not asked.no_gate):
            runs.append(run)
            print(f"round {number}: {run.who}, night {run.night}: {run.cpu:.2f} s", file=sys.stderr)
    entries = figures(asked.rows, runs)
    (asked.build / f"figures-{asked.rows}.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1))
    print("\n".join(table(entries)))
    return 1 if any(entry["differs"] for entry in entries) else 0


if __name__ == "__main__":
    sys.exit(main())
