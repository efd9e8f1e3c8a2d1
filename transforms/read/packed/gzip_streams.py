"""What a gzip file holds: one compressed stream, or several one behind the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from transforms.read.reading import ReadError

_CHUNK = 1 << 18
_MAGIC = b"\x1f\x8b"
_SPOILED = "gzip 文件损坏，或压缩内容之后还有多余的字节；请重新压缩或重新下载后再报送。"


class Streams:
    """The compressed streams of a gzip file, which may be several one behind the other; `count` are those so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = 0

    def chunks(self) -> Iterator[bytes]:
        """What comes out. Raises `ReadError` for what is broken, cut off or followed by other bytes."""
        with self._path.open("rb") as source:
            data = source.read(_CHUNK)
            while data:
                self.count += 1
                stream = zlib.decompressobj(wbits=31)
                if not _MAGIC.startswith(data[:2]):
                    raise ReadError(_SPOILED)
                while not stream.eof:
                    try:
                        yield stream.decompress(data, _CHUNK)
                    except zlib.error:
                        raise ReadError(_SPOILED) from None
                    data = stream.unconsumed_tail or (b"" if stream.eof else source.read(_CHUNK))
                    if not data and not stream.eof:
                        raise ReadError("gzip 文件不完整，可能在下载中被截断；请重新压缩或重新下载后再报送。")
                data = stream.unused_data or source.read(_CHUNK)
                while data and not data.strip(b"\0"):  # some programs fill up with zeros
                    data = source.read(_CHUNK)
