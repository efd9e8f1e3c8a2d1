"""What is fuzzed: one run of a reader, or of reading, staging and checking, in this very process. Anything but a table
or a reason in Chinese is a fault."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from transforms.read import Limits, ReadError, Reading
from transforms.read.child import read_here

NAME = {"ndjson": "处罚.ndjson", "json": "处罚.json"}
LIMITS = Limits()
HANZI = re.compile(r"[\u4e00-\u9fff]")


class Fault(Exception):
    """The run ended as no run may; the text says how."""


def read_once(kind: str, data: bytes, folder: Path) -> str:
    """Read the bytes; what became of them in a few words, the same words for the same kind of outcome. Fault."""
    path, out = folder / "file", folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    path.write_bytes(data)
    try:
        reading = read_here(path, out, NAME.get(kind, "处罚.csv"), LIMITS)
    except ReadError as refused:
        return refusal(refused.reason)
    except RecursionError:
        return "nested too deeply"  # the child has a sentence for it
    return shape(reading)


def refusal(reason: str) -> str:
    """The reason without its numbers."""
    if not HANZI.search(reason) or not reason.endswith("。"):
        raise Fault(f"the reason is no Chinese sentence: {reason!r}")
    return re.sub(r"\d+", "#", reason)[:80]


def shape(reading: Reading) -> str:
    """Format, encoding and rough size of what was read. Fault: a sheet does not hold what it says."""
    import pyarrow as pa

    for sheet in reading.sheets:
        with pa.memory_map(str(sheet.file)) as stream, pa.ipc.open_stream(stream) as reader:
            table = reader.read_all()
        table.validate(full=True)
        if table.num_rows != sheet.rows or table.num_columns != sheet.width + 2:
            raise Fault("a sheet has other rows or columns than it says")
        numbers = table["row_no"].to_pylist()
        if numbers != sorted(set(numbers)):
            raise Fault("row numbers do not rise")
    sizes = [(min(sheet.rows, 9), min(sheet.width, 40), sheet.hidden) for sheet in reading.sheets[:3]]
    return f"{reading.format} {reading.encoding} {sizes} {len(reading.notes)}"


def check_once(kind: str, data: bytes, folder: Path) -> str:
    """Check the bytes as `credit check --json --rows` does, the reading in this process. Fault."""
    from tests.hostile.case import Case
    from tests.hostile.judge import common
    from tests.hostile.run import KEY, NIGHT

    check_file, source = in_process()
    path = folder / "处罚.csv"
    path.write_bytes(data)
    answer = check_file(path, source(data), None, NIGHT, KEY, rows=True).as_json(rows=True) | {
        "litter": [],
        "computing": 0,
    }
    json.dumps(answer, ensure_ascii=False).encode()
    case = Case("fuzz", "处罚.csv", make=lambda path: None, seconds=10, peak_mb=4096)
    if complaints := list(common(case, answer)):
        raise Fault("; ".join(complaint[:300] for complaint in complaints[:3]))
    if "内部错误" in (answer["reason"] or ""):
        raise Fault(answer["reason"])
    rules = sorted({finding["rule"] for finding in answer["findings"]})
    return f"{answer['outcome']} {rules} {refusal(answer['reason'])[:20] if answer['reason'] else ''}"


def in_process() -> tuple[Callable, Callable]:
    """`check_file` with reading done here, which saves the start of a child for every run; and a source for the bytes."""
    from flows import check_file as module
    from flows import examine

    def read(path: Path, out: Path, limits: Limits = LIMITS, *, name: str | None = None) -> Reading:
        return read_here(path, out, name or path.name, limits)

    for place in (module, examine):
        if hasattr(place, "read"):
            place.read = read  # type: ignore[attr-defined]

    def source(data: bytes) -> object:
        text = data.decode("utf-8", errors="ignore")
        named = (("permit", "许可"), ("black_list", "名单类型"), ("subject", "登记状态"))
        return module.dataset_source(next((dataset for dataset, word in named if word in text), "penalty"))

    return module.check_file, source
