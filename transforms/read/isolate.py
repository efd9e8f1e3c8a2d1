"""Reading a file in a child process, so that a hostile or broken file costs no more than its limits."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from transforms.read.conversation import Ended, converse
from transforms.read.reading import Limits, ReadError, Reading, Sheet

USUAL = Limits()
_ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-P", "-s", "-m", "transforms.read.child"]  # -P: not from the working directory
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONIOENCODING": "utf-8",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    # Blocks of about a megabyte come and go: keeping their pages saves a tenth of the time.
    "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(128 << 20),
}
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
        ended = converse(_COMMAND, _ENVIRONMENT, json.dumps(request).encode(), limits.wall_seconds)
        return _reading(_answer(ended), out.absolute(), limits)
    except ReadError:
        _clear(out)
        raise


def _clear(out: Path) -> None:
    """Removes what a reading left: sheets, and folders of members with what was unpacked."""
    for file in out.glob("sheet-*.arrow"):
        file.unlink()
    for folder in out.glob("member-*"):
        shutil.rmtree(folder)


def _answer(ended: Ended) -> dict[str, Any]:
    """What the child said, or what its end says."""
    if ended.late:
        return {"limit": "wall_seconds"}
    if ended.code == -signal.SIGKILL:
        return {"fault": "被系统强行结束，多半是内存不足"}
    if ended.code:
        return {"limit": _LIMIT_OF_EXIT.get(ended.code), "fault": f"exit {ended.code}"}
    try:
        answer = json.loads(ended.answer)
    except ValueError:
        return {"fault": "answer"}
    return answer if isinstance(answer, dict) else {"fault": "answer"}


def _reading(answer: dict[str, Any], out: Path, limits: Limits) -> Reading:
    """The reading of an answer. The child has parsed hostile bytes: what it says is looked at before it is believed."""
    if "reading" in answer:
        try:
            return _believed(answer["reading"], out)
        except (TypeError, KeyError, ValueError):
            answer = {"fault": "answer"}
    if "reason" in answer:
        raise ReadError(str(answer["reason"]))
    if (limit := answer.get("limit")) in _WORDS:
        most = getattr(limits, limit)
        raise ReadError(
            f"读取文件超过了限制：{_WORDS[limit].format(most)}（{limit}={most}）；"
            "文件过大或内容异常，请拆分成较小的文件，或另存为 CSV 后再报送。"
        )
    raise ReadError(
        f"文件无法读取，读取程序中断（{answer.get('fault')}）；文件可能损坏，请重新导出，或另存为 xlsx 或 CSV 后再报送。"
    )


def _believed(reading: dict[str, Any], out: Path) -> Reading:
    sheets = tuple(_sheet(fields, out) for fields in reading["sheets"])
    return Reading(reading["format"], reading["encoding"], sheets, tuple(reading["notes"]))


def _sheet(fields: dict[str, Any], out: Path) -> Sheet:
    headings, file = fields["headings"], Path(fields["file"])
    if ".." in file.parts or not file.is_relative_to(out) or not file.is_file() or file.is_symlink():
        raise ValueError("a sheet outside the folder")
    return Sheet(**{**fields, "file": file, "headings": None if headings is None else tuple(headings)})
