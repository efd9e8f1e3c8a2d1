"""Zip containers, before any parser sees them: whole, of bearable size, each name once. And: is one a workbook?"""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from transforms.read.reading import Limits, ReadError

_MB = 1 << 20
_CHUNK = 1 << 18
_SMALL = 10 * _MB  # a small file may compress very well and harm nobody
_DAMAGED = "文件损坏或不完整（工作簿或压缩包的压缩结构打不开），可能在下载或传输中被截断；请重新导出后再报送。"
_OTHERS = (
    ("xl/workbook.bin", "xlsb 工作簿"),
    ("content.xml", "OpenDocument 文件"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PowerPoint 文档"),
    ("OFD.xml", "OFD 文档"),
)
_OFFICE = {"[Content_Types].xml", "xl/workbook.xml", *(name for name, _ in _OTHERS)}


class Measure:
    """What comes out of a packed file of `packed` bytes, held against the limits while it comes."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self._limits = limits
        self._packed = max(packed, 1)
        self._total = 0

    def add(self, size: int) -> None:
        """Raises `ReadError` at the first byte too many."""
        self._total += size
        self.check(self._total)

    def check(self, total: int) -> None:
        """The same for a total that is only declared."""
        most, ratio = self._limits.unpacked_mb, self._limits.ratio
        if total > most * _MB:
            raise ReadError(
                f"文件展开后超过{most} MB 的限制（unpacked_mb={most}）；请拆分成较小的文件，或另存为 CSV 后再报送。"
            )
        if total > _SMALL and total > ratio * self._packed:
            raise ReadError(
                f"文件展开后是压缩时的{ratio}倍以上，超过限制（ratio={ratio}），内容异常；请重新导出，或另存为 CSV 后再报送。"
            )


def holds_document(path: Path) -> bool:
    """Whether the zip container is one document of an office program and not a package of files."""
    with whole(path) as archive:
        return not _OFFICE.isdisjoint(archive.namelist())


def check_archive(path: Path, limits: Limits) -> Literal["xlsx", "xlsm"]:
    """The kind of a workbook's archive that may be parsed; an xlsm carries macros.

    Raises `ReadError` for a bomb, a damaged archive and other contents.
    """
    with whole(path) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        check_entries(entries, names, limits)
        _check_contents(names)
        measure = measured(entries, limits)
        for entry in entries:
            for chunk in chunks(archive, entry):
                measure.add(len(chunk))
    return "xlsm" if any(name.endswith("vbaProject.bin") for name in names) else "xlsx"


@contextmanager
def whole(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, opened. What zipfile says of a broken one, also while members are read, becomes a sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OverflowError, struct.error):
        raise ReadError(_DAMAGED) from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place in the file that cannot be: all others are troubles of this machine
            raise
        raise ReadError(_DAMAGED) from None
    except (NotImplementedError, RuntimeError):
        raise ReadError("文件用了不支持的压缩方法，无法展开；请用普通的 zip 方式重新压缩，或直接报送文件。") from None


def check_entries(entries: list[zipfile.ZipInfo], names: list[str], limits: Limits) -> None:
    """Not too many, none twice, none encrypted. Raises `ReadError`."""
    if len(entries) > limits.members:
        raise ReadError(
            f"压缩结构内有{len(entries)}个成员，超过{limits.members}个的限制（members={limits.members}）；请拆分后再报送。"
        )
    if len(set(names)) < len(names):
        raise ReadError("文件的压缩结构内有同名成员，内容不可信；请另存为新的工作簿，或重新压缩后再报送。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError("文件已加密，无法读取；请取消密码后重新保存再报送。")


def measured(entries: list[zipfile.ZipInfo], limits: Limits) -> Measure:
    """The measure for what comes out of an archive; what its directory declares is held against it at once."""
    measure = Measure(limits, sum(entry.compress_size for entry in entries))
    measure.check(sum(entry.file_size for entry in entries))
    return measure


def chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes in pieces."""
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            yield chunk


def _check_contents(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl\\workbook.xml" in names:
        raise ReadError("工作簿的压缩结构用了反斜杠作路径，不合规范；请用表格软件打开后另存为 xlsx 再报送。")
    other = next((title for name, title in _OTHERS if name in names), "别的文件")
    raise ReadError(f"文件是{other}，不是可以读取的表格；请另存为 xlsx 工作簿或 CSV 后再报送。")
