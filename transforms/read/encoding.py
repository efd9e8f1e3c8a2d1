"""Bytes of a text file as UTF-8, decided strictly: a byte order mark, else UTF-8, else GB18030. No statistics."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_HANZI = re.compile("[\u4e00-\u9fff]")
_HANZI_THAT_PROVE = 8  # GBK text that is valid UTF-8 so far reads as Latin or Greek letters, hardly ever as 汉字
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Encoding:
    """`name` for people, `codec` for Python, `mark` is the length of the byte order mark to skip."""

    name: str
    codec: str
    mark: int = 0


_MARKED = (
    (codecs.BOM_UTF8, Encoding("utf-8-sig", "utf-8", 3)),
    (codecs.BOM_UTF16_LE, Encoding("utf-16", "utf-16-le", 2)),
    (codecs.BOM_UTF16_BE, Encoding("utf-16", "utf-16-be", 2)),
    (b"\x84\x31\x95\x33", Encoding("gb18030", "gb18030", 4)),
)
_UNMARKED = (Encoding("utf-8", "utf-8"), Encoding("gb18030", "gb18030"))


class Undecodable(Exception):
    """Bytes that the encoding does not have. `proven`: what came before shows that it *is* this encoding."""

    def __init__(self, proven: bool) -> None:
        super().__init__()
        self.proven = proven


def encodings(head: bytes) -> tuple[Encoding, ...]:
    """The encodings to try, in order, for a file that starts with `head`."""
    return next(((encoding,) for mark, encoding in _MARKED if head.startswith(mark)), _UNMARKED)


def text_blocks(path: Path, encoding: Encoding, size: int = _BLOCK) -> Iterator[str]:
    """The file's text in pieces. At bytes that are none, the good text before them comes first, then `Undecodable`."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    hanzi = 0
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while True:
            raw = file.read(size)
            try:
                text = decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding.codec)
                if good:
                    yield good
                raise Undecodable(hanzi + _hanzi(good) >= _HANZI_THAT_PROVE) from None
            if hanzi < _HANZI_THAT_PROVE and not text.isascii():
                hanzi += _hanzi(text)
            if text:
                yield text
            if not raw:
                return


def _hanzi(text: str) -> int:
    """How many 汉字 there are, counted up to what proves."""
    return sum(1 for _ in islice(_HANZI.finditer(text), _HANZI_THAT_PROVE))
