"""The child process: takes limits upon itself, reads one file and answers in JSON. Run by `transforms.read.isolate`."""

from __future__ import annotations

import errno
import json
import os
import resource
import sys
from dataclasses import asdict, replace
from pathlib import Path

from transforms.read.content import Format, format_of, name_notes
from transforms.read.reading import Limits, ReadError, Reading

_MB = 1 << 20
_PACKED = ("zip", "gzip")
_OUTPUT_PER_INPUT = 8  # an empty cell takes one byte in a CSV and about four and an eighth in Arrow


def main() -> None:
    """Request on stdin: {path, out, name, limits}. Answer on stdout: {reading} or {reason} or {limit} or {fault}."""
    request = json.load(sys.stdin)
    # What a library prints must not get into the answer, and nothing may wait for a keyboard.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.meta_path.insert(0, _NoFrames())
    limits = Limits(**request["limits"])
    answer = _answer(Path(request["path"]), Path(request["out"]), request["name"], limits)
    json.dump(answer, answers, default=str)
    answers.close()


def read_here(path: Path, out: Path, name: str, limits: Limits) -> Reading:
    """Reads in this very process, as `transforms.read.read` does in a child. Raises `ReadError`."""
    kind = "json" if path.is_dir() else format_of(path)
    if kind not in _PACKED:
        return _read_as(kind, path, out, name, limits)
    from transforms.read.packed.packed import read_gzip, read_zip

    if kind == "zip":
        reading = read_zip(path, out, limits, _read_member)
    else:
        reading = read_gzip(path, out, name, limits, _read_member)
    return replace(reading, notes=(*name_notes(name, reading.format), *reading.notes))


def _read_member(path: Path, out: Path, name: str, limits: Limits) -> Reading:
    """What a packed file holds may be anything but a packed file."""
    kind = format_of(path)
    if kind in _PACKED:
        raise ReadError("压缩文件里还有压缩文件，只能展开一层；请解压后报送其中的表格，或重新压缩成一层。")
    return _read_as(kind, path, out, name, limits)


def _read_as(kind: Format, path: Path, out: Path, name: str, limits: Limits) -> Reading:
    """Readers are imported here, each only for its own format: the start of the child is what a small file costs."""
    if kind == "json":
        from transforms.read.records.json_records import read_json

        reading = read_json(path, out, name, limits)
    elif kind == "xml":
        from transforms.read.records.xml_records import read_xml

        reading = read_xml(path, out, limits)
    elif kind == "spreadsheetml":
        from transforms.read.sheets.spreadsheetml import read_spreadsheetml

        reading = read_spreadsheetml(path, out, limits)
    elif kind == "html":
        from transforms.read.sheets.html_table import read_html

        reading = read_html(path, out, limits)
    elif kind == "text":
        from transforms.read.text.text_table import read_text_table

        reading = read_text_table(path, out, limits)
    else:
        from transforms.read.workbook import read_workbook

        reading = read_workbook(path, out, limits)
    return replace(reading, notes=(*name_notes(name, reading.format), *reading.notes))


class _NoFrames:
    """Keeps pandas out: pyarrow imports it, a second of work, when it first makes an array, though no frame is used."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _answer(path: Path, out: Path, name: str, limits: Limits) -> dict[str, object]:
    try:
        _confine(path, limits)
        return {"reading": asdict(read_here(path, out, name, limits))}
    except ReadError as error:
        return {"reason": error.reason}
    except MemoryError:
        return {"limit": "memory_mb"}
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return {"reason": "本机的磁盘空间不足，读取中断；不是文件的问题，请清理磁盘后重试。"}
        return {"limit": "unpacked_mb"} if error.errno == errno.EFBIG else {"fault": type(error).__name__}
    except RecursionError:
        return {"reason": "文件的内容嵌套过深，不是报送用的表格；请导出为平铺的记录后再报送。"}
    except BaseException as error:
        # The parent must get an answer. Only the type is told: the text may quote the file.
        return {"fault": type(error).__name__}


def _confine(path: Path, limits: Limits) -> None:
    """Memory, CPU time, size of what is written and open files are limited from here on; no core is dumped."""
    files = path.iterdir() if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    output = max(limits.unpacked_mb * _MB, _OUTPUT_PER_INPUT * size)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * _MB,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


if __name__ == "__main__":
    main()
