"""`python -m tests.fuzz --seconds 3600 [KIND …]`: fuzz every reader at the same time, print the figures, keep what fails.

The bytes of a failure lie under found/ beside this file; made into a case of tests/hostile they stay found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.seeds import SEEDS
from tests.fuzz.worker import TRIAL

ROOT, FOUND = Path(__file__).parents[2], Path(__file__).parent / "found"
PATIENCE = 300  # seconds a process may need to start and end on a busy machine; then it sleeps for ever


def fuzz_all(kinds: list[str], seconds: float, seed: int) -> list[dict]:
    """The figures of each kind; `fault` is None where nothing was found."""
    with ThreadPoolExecutor(len(kinds)) as at_once:
        return list(at_once.map(lambda kind: fuzz_one(kind, seconds, seed), kinds))


def fuzz_one(kind: str, seconds: float, seed: int) -> dict:
    """Fuzz one kind in a process of its own; a process that dies or hangs is a fault of the file under trial."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz.worker", kind, "--folder", folder]
        command += ["--seconds", str(seconds), "--seed", str(seed)]
        environment = os.environ | {
            "OPENBLAS_NUM_THREADS": "1",
            "ARROW_DEFAULT_MEMORY_POOL": "system",
            "TMPDIR": folder,
        }
        figures = {"kind": kind, "seed": seed}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, timeout=seconds + PATIENCE, check=False
            )
            figures |= json.loads(done.stdout) if not done.returncode else {"fault": died(done)}
        except subprocess.TimeoutExpired:
            figures |= {"fault": "hangs"}
        if figures["fault"]:
            figures |= {"file": kept(kind, Path(folder) / TRIAL)}
        return figures


def died(done: subprocess.CompletedProcess) -> str:
    """Why a process ended before its time."""
    if done.returncode == -signal.SIGXCPU:
        return "computes without end"
    return f"the process ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}"


def kept(kind: str, trial: Path) -> str | None:
    """Where the bytes of a failure are kept."""
    if not trial.exists():
        return None
    data = trial.read_bytes()
    FOUND.mkdir(exist_ok=True)
    file = FOUND / f"{kind}-{hashlib.sha256(data).hexdigest()[:12]}"
    file.write_bytes(data)
    return str(file)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"one of {', '.join(SEEDS)}; all when none is named")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    figures = fuzz_all(asked.kinds or list(SEEDS), asked.seconds, asked.seed)
    for one in figures:
        print(json.dumps(one, ensure_ascii=False))
    return int(any(one["fault"] for one in figures))


if __name__ == "__main__":
    sys.exit(main())
