"""Decoding a table whose bytes are not all text: U+FFFD stands where they are none, so that the row alone suffers.

Only once the encoding is proven. Delimiters, quotes and line ends survive: no decoder here takes them for a part of a
broken character.
"""

from __future__ import annotations

import codecs
import re

import numpy as np

from transforms.read.text.encoding import REPLACEMENT, Encoding, Proof

_NO_CHARACTER = b"\0\0\0"  # what GB18030 needs behind half a character, lest it swallow the line end after it
_NOT_ASCII = bytes(range(128)) + b"\xff" * 128  # GB18030 has no 0xFF
_FOUR_HANZI = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
_LETTERS = re.compile("[\u00a0-\u07ff]")  # as GBK pairs read in UTF-8
_MARK = re.compile("(?<=[\r\n])\ufeff")
_SHIFTED_LINE_END = re.compile("[\u0a00-\u0aff\u0d00-\u0dff]")  # of UTF-16 from where a byte is missing


def _hanzi_words() -> list[tuple[np.uint64, np.uint64]]:
    """(mask, value) for eight bytes in the middle of 汉字 in UTF-8, for each place of a character's first byte."""
    words = []
    for first in range(3):
        leads = [index % 3 == first for index in range(8)]
        mask, value = (bytes(a if lead else b for lead in leads) for a, b in ((0xF0, 0xC0), (0xE0, 0x80)))
        words.append((np.frombuffer(mask, np.uint64)[0], np.frombuffer(value, np.uint64)[0]))
    return words


_HANZI_WORDS = _hanzi_words()


class MendingDecoder:
    """An incremental decoder that goes on after faults. What a DOS program, or a file copied behind another, leaves at
    the end or at the beginning of lines is dropped: Ctrl-Z and byte order marks.

    `mended`: whether anything was replaced. `ctrl_z`: whether there was one. `unclear`: whether all of it may be
    GBK as well, being UTF-8 only in characters of two bytes.
    """

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._codec = encoding.codec
        self._decoder = codecs.getincrementaldecoder(self._codec)()
        self._proof = Proof(encoding)
        self._widest = ""
        self._last = "\n"
        self._held = ""
        self._shifted = False
        self.mended = False
        self.ctrl_z = False

    @property
    def unclear(self) -> bool:
        """Of a file that was read to its end."""
        return self._codec == "utf-8" and not self._encoding.mark and "\x7f" < self._widest < "\u0800"

    def decode(self, raw: bytes, final: bool = False, /) -> str:
        """The text of the next bytes. Raises UnicodeDecodeError where the encoding is not proven."""
        if self._codec == "gb18030":
            raw = _utf8_lines_replaced(raw)
        text = self._mend(raw, final) if self.mended else self._try(raw, final)
        if self._codec.startswith("utf-16"):
            self._check_order(text)
        if self._codec == "utf-8" and not self._proof.hanzi and not text.isascii():
            self._widest = max(self._widest, max(text))
        self._proof.add(text)
        return self._tidy(text, final)

    def _try(self, raw: bytes, final: bool) -> str:
        try:
            return self._decoder.decode(raw, final)
        except UnicodeDecodeError as error:
            self._proof.add(error.object[: error.start].decode(self._codec))
            marked = self._codec.startswith("utf-16")
            if not (marked or self._proof.is_enough or self._proof.is_around(error)):
                raise
            self.mended = True
            self._decoder = codecs.getincrementaldecoder(self._codec)("replace")
            return self._mend(error.object, final)

    def _mend(self, raw: bytes, final: bool) -> str:
        if self._codec == "utf-8":
            return _gbk_letters_replaced(self._decoder.decode(raw, final))
        if self._codec == "gb18030" and final:
            return self._decoder.decode(raw + _NO_CHARACTER, final)[: -len(_NO_CHARACTER)]
        return self._decoder.decode(raw, final)

    def _check_order(self, text: str) -> None:
        """Where a byte is missing, all that follows is other characters: UTF-16 with faults and line ends so shifted."""
        shifted = _SHIFTED_LINE_END.search(text)
        self._shifted = self._shifted or bool(shifted)
        if self._shifted and self.mended:
            good = text[: shifted.start() if shifted else 0].encode(self._codec)
            raise UnicodeDecodeError(self._codec, good + b"\0", len(good), len(good) + 1, "a byte is missing")

    def _tidy(self, text: str, final: bool) -> str:
        """Without byte order marks where lines begin, and with what may be a Ctrl-Z at the end held back."""
        text, self._held = self._held + text, ""
        if "\ufeff" in text:
            text = _MARK.sub("", self._last + text)[1:]
        if (end := text.find("\x1a", len(text.rstrip("\x1a\0\r\n")))) >= 0:
            self._held, text = text[end:], text[:end]
        self.ctrl_z = final and bool(self._held)
        self._last = text[-1:] or self._last
        return text


def _utf8_lines_replaced(raw: bytes) -> bytes:
    """GB18030 with its lines that are UTF-8 made invalid; they would be read as other 汉字."""
    words = np.frombuffer(raw, np.uint64, len(raw) // 8)[::2].copy()  # eight 汉字 in a row hold one of them
    if not any(((words & mask) == value).any() for mask, value in _HANZI_WORDS):
        return raw
    lines = raw.splitlines(keepends=True)
    return b"".join(line.translate(_NOT_ASCII) if _FOUR_HANZI.search(line) else line for line in lines)


def _gbk_letters_replaced(text: str) -> str:
    """UTF-8 with the letters of faulty lines made invalid as well; they would be GBK that happens to be UTF-8."""
    if REPLACEMENT not in text:
        return text
    lines = text.splitlines(keepends=True)
    return "".join(_LETTERS.sub(REPLACEMENT, line) if REPLACEMENT in line else line for line in lines)
