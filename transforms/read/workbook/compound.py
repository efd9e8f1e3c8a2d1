"""OLE2 compound files: the container of xls and of encrypted workbooks. Gives the streams of the root folder."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

_LAST = 0xFFFFFFFA  # sector numbers from here on mark ends and free sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Broken(Exception):
    """The container is cut or contradicts itself."""


class Compound:
    """The container opened; raises `Broken`. `names` are all entries, folders too."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        try:
            self._open()
        except (struct.error, IndexError, ValueError):
            raise Broken from None

    @property
    def names(self) -> frozenset[str]:
        """The names of streams and folders at any depth."""
        return frozenset(name for name, *_ in self._entries)

    def stream(self, name: str) -> bytes | None:
        """The bytes of the first stream with this name. Raises `Broken` if its chain of sectors is."""
        for title, kind, start, size in self._entries:
            if title == name and kind == _STREAM:
                small = size < self._small_below
                data = self._short(start) if small else self._chain(start)
                if len(data) < size:
                    raise Broken
                return data[:size]
        return None

    def with_bytes(self, name: str, changes: Mapping[int, bytes]) -> bytes:
        """The whole container with these bytes at these places of a stream; a stream of short sectors stays."""
        data = bytearray(self._data)
        start, size = next((start, size) for title, _, start, size in self._entries if title == name)
        if size < self._small_below:
            return self._data
        chain = list(_numbers(start, self._table))
        for place, new in changes.items():
            for at, byte in enumerate(new, place):
                data[self._begin(chain[at // self._sector]) + at % self._sector] = byte
        return bytes(data)

    def _open(self) -> None:
        shift, short_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or short_shift != 6:
            raise Broken
        self._sector, self._short_sector = 1 << shift, 1 << short_shift
        directory, self._small_below, short_table = struct.unpack_from("<I4xII", self._data, 48)
        self._table = np.frombuffer(b"".join(self._sector_at(at) for at in self._table_sectors()), "<u4")
        self._entries = list(_entries(self._chain(directory)))
        root = next((start for _, kind, start, _ in self._entries if kind == _ROOT), _LAST)
        self._short_table = np.frombuffer(self._chain(short_table), "<u4")
        self._short_data = self._chain(root)

    def _table_sectors(self) -> Iterator[int]:
        """The sectors that hold the allocation table: 109 are named in the header, more in a chain of their own."""
        first = struct.unpack_from("<109I", self._data, 76)
        yield from (at for at in first if at < _LAST)
        following = struct.unpack_from("<I", self._data, 68)[0]
        for _ in range(len(self._data) // self._sector):
            if following >= _LAST:
                return
            *named, following = struct.unpack(f"<{self._sector // 4}I", self._sector_at(following))
            yield from (at for at in named if at < _LAST)

    def _sector_at(self, number: int) -> bytes:
        return self._data[self._begin(number) : self._begin(number + 1)]

    def _begin(self, number: int) -> int:
        return (number + 1) * self._sector  # the header takes the place of a sector

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector_at, _numbers(start, self._table)))

    def _short(self, start: int) -> bytes:
        size = self._short_sector
        return b"".join(self._short_data[at * size : (at + 1) * size] for at in _numbers(start, self._short_table))


def _numbers(start: int, table: np.ndarray) -> Iterator[int]:
    following = table.tolist() if len(table) < 1 << 24 else table
    number, seen = start, 0
    while number < _LAST:
        seen += 1
        if number >= len(table) or seen > len(table):
            raise Broken
        yield number
        number = int(following[number])


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of each entry."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind:
            yield directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"), kind, start, size
