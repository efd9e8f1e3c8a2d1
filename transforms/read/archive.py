"""Is a zip container a workbook, whole and of bearable size? Checked before any parser sees it."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from transforms.read.reading import Limits, ReadError

_MB = 1 << 20
_CHUNK = 1 << 18
_SMALL = 10 * _MB  # a small file may compress very well and harm nobody
_DAMAGED = "工作簿文件损坏或不完整（压缩结构打不开），可能在下载或传输中被截断；请重新导出后再报送。"
_OTHERS = (
    ("xl/workbook.bin", "xlsb 工作簿"),
    ("content.xml", "OpenDocument 文件"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PowerPoint 文档"),
)


@dataclass(frozen=True)
class Archive:
    """A workbook's archive that may be parsed: its kind (`xlsm` carries macros) and the members that hold a mark."""

    kind: Literal["xlsx", "xlsm"]
    marked: frozenset[str]


def check_archive(path: Path, limits: Limits, marks: tuple[bytes, ...]) -> Archive:
    """Raises `ReadError` for a bomb, a damaged archive and other contents."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            _check_entries(entries, limits)
            _check_contents(names)
            marked = _unpack(archive, entries, limits, marks)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, OSError):
        raise ReadError(_DAMAGED) from None
    macros = any(name.endswith("vbaProject.bin") for name in names)
    return Archive("xlsm" if macros else "xlsx", marked)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.members:
        raise ReadError(
            f"压缩结构内有{len(entries)}个成员，超过{limits.members}个的限制（members={limits.members}）；请另存为新的工作簿。"
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise ReadError("工作簿的压缩结构内有同名成员，内容不可信；请用表格软件打开后另存为新的工作簿再报送。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError("文件已加密，无法读取；请取消密码后重新保存再报送。")


def _check_contents(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    other = next((title for name, title in _OTHERS if name in names), None)
    if other:
        raise ReadError(f"文件是{other}，不是可以读取的表格；请另存为 xlsx 工作簿或 CSV 后再报送。")
    raise ReadError("文件是压缩包，不是工作簿；请解压后报送其中的 Excel 工作簿、CSV 或 JSON 文件。")


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits, marks: tuple[bytes, ...]
) -> frozenset[str]:
    """Measures what the directory declares and what really comes out; gives the members that hold a mark."""
    packed = max(sum(entry.compress_size for entry in entries), 1)
    _check_size(packed, sum(entry.file_size for entry in entries), limits)
    total, marked = 0, set()
    for entry in entries:
        last = b""
        with archive.open(entry) as member:
            while chunk := member.read(_CHUNK):
                total += len(chunk)
                _check_size(packed, total, limits)
                if entry.filename not in marked and any(mark in last + chunk for mark in marks):
                    marked.add(entry.filename)
                last = chunk[-16:]
    return frozenset(marked)


def _check_size(packed: int, unpacked: int, limits: Limits) -> None:
    if unpacked > limits.unpacked_mb * _MB:
        raise ReadError(
            f"文件展开后超过{limits.unpacked_mb} MB 的限制（unpacked_mb={limits.unpacked_mb}）；"
            "请拆分成较小的文件，或另存为 CSV 后再报送。"
        )
    if unpacked > _SMALL and unpacked > limits.ratio * packed:
        raise ReadError(
            f"文件展开后是压缩时的{limits.ratio}倍以上，超过限制（ratio={limits.ratio}），内容异常；"
            "请用表格软件另存为新的工作簿再报送。"
        )
