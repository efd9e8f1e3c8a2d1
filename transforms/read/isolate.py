"""Reading a file in a child process, so that a hostile or broken file costs no more than its limits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from transforms.read.reading import Limits, ReadError, Reading, Sheet

USUAL = Limits()
_ROOT = Path(__file__).parents[2]
_LIMIT_OF_EXIT = {-signal.SIGXCPU: "cpu_seconds", -signal.SIGXFSZ: "unpacked_mb", -signal.SIGABRT: "memory_mb"}
_WORDS = {
    "memory_mb": "内存 {} MB",
    "cpu_seconds": "计算时间 {} 秒",
    "unpacked_mb": "展开后大小 {} MB",
    "wall_seconds": "读取时间 {} 秒",
}


def read(path: Path, out: Path, limits: Limits = USUAL, *, name: str | None = None) -> Reading:
    """The tables of a file, as Arrow files of text in the folder `out`, which must exist and be this reading's own.

    `path` is a file, or a folder with the pages of one pull: JSON, concatenated in the order of the numbers in their
    names. `name` is what the sender called the file, for remarks only. Raises `ReadError`; then `out` holds no sheet.
    """
    request = {
        "path": str(path.absolute()),
        "out": str(out.absolute()),
        "name": name or path.name,
        "limits": asdict(limits),
    }
    try:
        return _reading(_ask(request, limits), limits)
    except ReadError:
        for file in out.glob("sheet-*.arrow"):
            file.unlink()
        raise


def _ask(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    # -P keeps the working directory off the import path; the environment holds nothing of ours.
    command = [sys.executable, "-P", "-s", "-m", "transforms.read.child"]
    environment = {
        "PYTHONPATH": str(_ROOT),
        "PYTHONIOENCODING": "utf-8",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        # Blocks of about a megabyte come and go: keeping their pages saves a tenth of the time.
        "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(128 << 20),
    }
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            capture_output=True,
            check=False,
            cwd="/",
            env=environment,
            timeout=limits.wall_seconds,
        )
    except subprocess.TimeoutExpired:
        return {"limit": "wall_seconds"}
    if done.returncode == 0:
        return json.loads(done.stdout)
    return {"limit": _LIMIT_OF_EXIT.get(done.returncode, ""), "fault": f"exit {done.returncode}"}


def _reading(answer: dict[str, Any], limits: Limits) -> Reading:
    if "reading" in answer:
        reading = answer["reading"]
        return Reading(
            reading["format"], reading["encoding"], tuple(map(_sheet, reading["sheets"])), tuple(reading["notes"])
        )
    if "reason" in answer:
        raise ReadError(answer["reason"])
    if limit := answer.get("limit"):
        most = getattr(limits, limit)
        raise ReadError(
            f"读取文件超过了限制：{_WORDS[limit].format(most)}（{limit}={most}）；"
            "文件过大或内容异常，请拆分成较小的文件，或另存为 CSV 后再报送。"
        )
    raise ReadError(
        f"文件无法读取，读取程序中断（{answer['fault']}）；文件可能损坏，请重新导出，或另存为 xlsx 或 CSV 后再报送。"
    )


def _sheet(fields: dict[str, Any]) -> Sheet:
    headings = fields["headings"]
    return Sheet(
        **{
            **fields,
            "file": Path(fields["file"]),
            "headings": None if headings is None else tuple(headings),
            "imprecise": tuple(fields["imprecise"]),
        }
    )
