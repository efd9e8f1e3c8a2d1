"""The one encoding that reads a whole text file; for formats that cannot take back what they have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms.read.reading import ReadError
from transforms.read.text.encoding import REPLACEMENT, Encoding, Undecodable, text_blocks
from transforms.read.text.mending import MendingDecoder

_MOST_MENDED = 200  # characters; with more the file is broken, not a record
_BROKEN = "文件含有无效的字节，不是完整的 UTF-8 或 GB18030 文本，可能在传输中损坏；请重新导出或重新拉取。"


@dataclass(frozen=True)
class Decided:
    """An encoding, and how many characters U+FFFD stands for where bytes are none."""

    encoding: Encoding
    mended: int

    @property
    def notes(self) -> tuple[str, ...]:
        """A remark if there are any."""
        said = f"文件有{self.mended}处无效的字节，可能在传输中损坏，该处以替换字符（U+FFFD）代替。"
        return (said,) if self.mended else ()


def decided(path: Path, choices: Sequence[Encoding]) -> Decided | None:
    """The first of the encodings that reads the file; nothing if none does. Raises `ReadError` for a broken text."""
    for encoding in choices:
        decoder, faults = MendingDecoder(encoding), 0
        try:
            for text in text_blocks(path, encoding, decoder=decoder):
                faults += 0 if text.isascii() else text.count(REPLACEMENT)
        except Undecodable as error:
            if not error.foreign:
                raise ReadError(_BROKEN) from None
            continue
        if decoder.unclear:
            raise ReadError(
                "看不出文件的编码：其中的文字既可以读作 UTF-8，也可以读作 GBK；请保存为带字节顺序标记（BOM）的 UTF-8 后再报送。"
            )
        if decoder.mended and faults > _MOST_MENDED:
            raise ReadError(f"文件有{faults}处无效的字节，多处损坏，或混用了两种编码；请重新导出或重新拉取。")
        return Decided(encoding, faults if decoder.mended else 0)
    return None


def surely_decided(path: Path, choices: Sequence[Encoding]) -> Decided:
    """The same, where a file that no encoding reads is rejected."""
    found = decided(path, choices)
    if found is None:
        raise ReadError(_BROKEN)
    return found
