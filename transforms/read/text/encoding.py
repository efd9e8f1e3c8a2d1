"""Bytes of a text file as text, decided strictly: a byte order mark, else UTF-8, else GB18030. No statistics."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

REPLACEMENT = "\ufffd"
_HANZI = re.compile("[\u4e00-\u9fff]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_HANZI_THAT_PROVE = 8  # GBK text that is valid UTF-8 so far reads as Latin or Greek letters, hardly ever as 汉字
_HANZI_PER_FAULT = 4  # where faults come first, so much text around them proves the encoding as well
_LOOK = 1 << 14  # bytes from a fault on that tell whether the encoding is another one
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Encoding:
    """`name` for people, `codec` for Python, `mark` is the length of the byte order mark to skip."""

    name: str
    codec: str
    mark: int = 0


class Decoder(Protocol):
    """What Python's incremental decoders do. Raises UnicodeDecodeError."""

    def decode(self, raw: bytes, final: bool = False, /) -> str: ...


_MARKED = (
    (codecs.BOM_UTF8, Encoding("utf-8-sig", "utf-8", 3)),
    (codecs.BOM_UTF16_LE, Encoding("utf-16", "utf-16-le", 2)),
    (codecs.BOM_UTF16_BE, Encoding("utf-16", "utf-16-be", 2)),
    (b"\x84\x31\x95\x33", Encoding("gb18030", "gb18030", 4)),
)
_UNMARKED = (Encoding("utf-8", "utf-8"), Encoding("gb18030", "gb18030"))


class Undecodable(Exception):
    """Bytes that the encoding does not have. `proven`: what came before shows that it *is* this encoding.

    `foreign`: nothing around them shows it, so that the text may be in another encoding.
    """

    def __init__(self, proven: bool, foreign: bool = True) -> None:
        super().__init__()
        self.proven = proven
        self.foreign = foreign


def encodings(head: bytes) -> tuple[Encoding, ...]:
    """The encodings to try, in order, for a file that starts with `head`."""
    return next(((encoding,) for mark, encoding in _MARKED if head.startswith(mark)), _UNMARKED)


def text_blocks(path: Path, encoding: Encoding, size: int = _BLOCK, decoder: Decoder | None = None) -> Iterator[str]:
    """The file's text in pieces. At bytes that are none, the good text before them comes first, then `Undecodable`."""
    decoder = decoder or codecs.getincrementaldecoder(encoding.codec)()
    proof = Proof(encoding)
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while True:
            raw = file.read(size)
            try:
                text = decoder.decode(raw, not raw)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding.codec)
                if good:
                    yield good
                proof.add(good)
                raise Undecodable(proof.is_enough, proof.is_foreign(error)) from None
            proof.add(text)
            if text:
                yield text
            if not raw:
                return


class Proof:
    """What speaks for an encoding so far: the 汉字 of its text, counted up to what proves."""

    def __init__(self, encoding: Encoding) -> None:
        self._codec = encoding.codec
        self.hanzi = 0

    def add(self, text: str) -> None:
        """Good text that was decoded."""
        if self.hanzi < _HANZI_THAT_PROVE and not text.isascii():
            self.hanzi += hanzi(text, _HANZI_THAT_PROVE)

    @property
    def is_enough(self) -> bool:
        """Whether the good text alone proves the encoding."""
        return self.hanzi >= _HANZI_THAT_PROVE

    def is_around(self, error: UnicodeDecodeError) -> bool:
        """Whether there are so many more 汉字 before and after a fault than faults that it can be nothing else."""
        found, faults = self._look(error)
        return found >= max(_HANZI_THAT_PROVE, _HANZI_PER_FAULT * faults)

    def is_foreign(self, error: UnicodeDecodeError) -> bool:
        """Whether there are more faults than 汉字."""
        found, faults = self._look(error)
        return not self.is_enough and faults > found

    def _look(self, error: UnicodeDecodeError) -> tuple[int, int]:
        """The 汉字 so far and in what follows the fault, and what there is no text."""
        decoder = codecs.getincrementaldecoder(self._codec)("replace")
        text = decoder.decode(error.object[error.start : error.start + _LOOK])
        return self.hanzi + hanzi(text, len(text)), sum(1 for _ in _NO_TEXT.finditer(text))


def hanzi(text: str, most: int) -> int:
    """How many 汉字 there are, counted up to `most`."""
    return sum(1 for _ in islice(_HANZI.finditer(text), most))
