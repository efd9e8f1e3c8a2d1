"""Zip and gzip files of tables: unpacked one level into numbered files, each read like a file of its own.

A member's name is never a path: it is shown, cleaned, and that is all. Nothing is lost in silence: a member that is no
table is named in a remark, and one that cannot be read rejects the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from transforms.read.content import NotTable
from transforms.read.packed.archive import Measure, chunks, measured, whole
from transforms.read.packed.gzip_streams import Streams
from transforms.read.packed.zip_members import Member, members_of
from transforms.read.reading import Limits, ReadError, Reading

Reader = Callable[[Path, Path, str, Limits], Reading]

_UNPACKED = "unpacked"
_OUTPUT_PER_INPUT = 8  # as for a file that is not packed
_LISTED = 5


def read_zip(path: Path, out: Path, limits: Limits, reader: Reader) -> Reading:
    """The tables of all members; a sheet is named after its member, for a workbook `member/sheet`."""
    readings, notes = [], []
    with whole(path) as archive:
        members = members_of(archive, limits)
        tables = [member for member in members if not member.is_litter]
        measure = measured(archive.infolist(), limits)
        for number, member in enumerate(tables):
            _folder(out, number).mkdir(exist_ok=True)
            _write(_folder(out, number) / _UNPACKED, chunks(archive, member.entry), measure)
    written = _Written(limits)
    for number, member in enumerate(tables):
        try:
            readings.append((member, _read(_folder(out, number), member, limits, reader)))
        except NotTable as error:
            notes.append(f"压缩包里的“{member.title}”是{error.what}，不是表格，没有读取。")
        written.add(_folder(out, number))
    if not readings:
        raise ReadError("压缩包里没有可以读取的表格；请把 Excel 工作簿、CSV、JSON 或 XML 文件放进压缩包后再报送。")
    system = [member for member in members if member not in tables]
    return _joined(readings, [*_left_out(system), *notes])


def read_gzip(path: Path, out: Path, name: str, limits: Limits, reader: Reader) -> Reading:
    """The tables of the one file that is packed."""
    folder = _folder(out, 0)
    folder.mkdir(exist_ok=True)
    file = folder / _UNPACKED
    streams = Streams(path)
    _write(file, streams.chunks(), Measure(limits, path.stat().st_size))
    reading = reader(file, folder, re.sub(r"\.t?gz$", "", name, flags=re.IGNORECASE), limits)
    file.unlink()
    joined = (f"gzip 文件由{streams.count}段压缩数据拼成，已依次读取。",) if streams.count > 1 else ()
    return replace(reading, format="gzip", notes=(*joined, *reading.notes))


def _left_out(system: list[Member]) -> list[str]:
    """A remark on files that operating systems leave in archives."""
    if not system:
        return []
    names = "、".join(f"“{member.title}”" for member in system[:_LISTED]) + ("等" if len(system) > _LISTED else "")
    return [f"压缩包里的{len(system)}个系统文件或隐藏文件没有读取：{names}。"]


def _folder(out: Path, number: int) -> Path:
    return out / f"member-{number}"


def _read(folder: Path, member: Member, limits: Limits, reader: Reader) -> Reading:
    try:
        return reader(folder / _UNPACKED, folder, member.name.rpartition("/")[2], limits)
    except NotTable:
        raise
    except ReadError as error:
        raise ReadError(f"压缩包里的“{member.title}”不能读取，整个压缩包没有读取：{error.reason}") from None


def _joined(readings: list[tuple[Member, Reading]], notes: list[str]) -> Reading:
    sheets = [
        replace(sheet, name=f"{member.title}/{sheet.name}" if sheet.name else member.title)
        for member, reading in readings
        for sheet in reading.sheets
    ]
    said = [f"“{member.title}”：{note}" for member, reading in readings for note in reading.notes]
    encodings = sorted({reading.encoding for _, reading in readings if reading.encoding})
    return Reading("zip", "、".join(encodings) or None, tuple(sheets), (*notes, *said))


def _write(file: Path, pieces: Iterator[bytes], measure: Measure) -> None:
    with file.open("wb") as sink:
        for piece in pieces:
            measure.add(len(piece))
            sink.write(piece)


class _Written:
    """What the sheets of all members take on the disk: each may be as large as one file's, together they may not."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.unpacked_mb
        self._total = 0

    def add(self, folder: Path) -> None:
        """A member was read; its bytes go. Raises `ReadError`."""
        (folder / _UNPACKED).unlink()
        self._total += sum(file.stat().st_size for file in folder.iterdir())
        if self._total > _OUTPUT_PER_INPUT * self._most << 20:
            raise ReadError(
                f"压缩包里的表格展开后远远超过{self._most} MB 的限制（unpacked_mb={self._most}）；请拆分后再报送。"
            )
