"""XML as text, decoded by us and not by the parser: it knows neither GB18030 nor doubt. DOCTYPE and entities are refused.

Encodings: a byte order mark, else what the declaration says, else UTF-8 or GB18030 as for other texts.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from transforms.read.reading import ReadError
from transforms.read.text.decided import Decided, decided, surely_decided
from transforms.read.text.encoding import REPLACEMENT, Encoding, encodings, text_blocks
from transforms.read.text.mending import MendingDecoder

_HEAD = 1024
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_GB = {"gbk", "gb2312", "gb18030", "cp936", "ms936", "gb_2312-80", "x-gbk", "euc-cn"}
_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no such characters
_CUT = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}
_JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
_FIX = "请重新导出完整的 XML，或另存为 xlsx、CSV 后再报送。"


def encoding_of(path: Path) -> Decided:
    """The encoding that reads the whole file. Raises `ReadError` where the declaration contradicts the bytes."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    choices = encodings(head)
    unmarked = next((Encoding("utf-16", codec) for start, codec in _UTF16 if head.startswith(start)), None)
    plain = head.decode((unmarked or choices[0]).codec, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")
    said = _DECLARED.match(plain)
    declared = said[1].decode().casefold() if said else None
    choices = _agreed(declared, (unmarked,) if unmarked else choices)
    if choices[0].codec == "gb18030" and not choices[0].mark and _is_utf8(path):
        raise _contradiction(declared)
    if not declared:
        return surely_decided(path, choices)
    found = decided(path, choices)
    if found is None:
        raise _contradiction(declared)
    return found


def blocks(path: Path, encoding: Encoding) -> Iterator[str]:
    """The file's text in pieces, without what may stand before its first `<`, U+FFFD for what XML does not allow."""
    start = True
    for block in text_blocks(path, encoding, decoder=MendingDecoder(encoding)):
        text = block.lstrip("\ufeff\r\n\t ") if start else block
        start = start and not text
        yield _NO_CHARACTER.sub(REPLACEMENT, text)


def parse(texts: Iterator[str], parser: expat.XMLParserType) -> None:
    """Feeds the text to the parser, whose handlers are set. Raises `ReadError` for what is no well-formed XML."""
    parser.StartDoctypeDeclHandler = _refuse_doctype  # before any entity can be defined
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for text in texts:
            parser.Parse(text, False)
        parser.Parse("", True)
    except expat.ExpatError as error:
        raise ReadError(f"XML 第{error.lineno}行附近{_wrong(error.code)}，不能读取；{_FIX}") from None


def _wrong(code: int) -> str:
    if code in _CUT:
        return "内容不完整，可能在下载中被截断"
    if code == _JUNK:
        return "在最外层元素结束之后还有多余的内容"
    return "有未定义的实体" if code == _UNDEFINED else "不符合 XML 语法"


def _refuse_doctype(*_: object) -> NoReturn:
    raise ReadError("XML 里有 DOCTYPE 或实体定义，可能被用来读取别的文件或耗尽内存，不予读取；请去掉后再报送。")


def _agreed(declared: str | None, choices: tuple[Encoding, ...]) -> tuple[Encoding, ...]:
    """The encodings to try: those of the bytes that the declaration allows."""
    if declared is None:
        return choices
    if declared in _GB:
        wanted = [choice for choice in choices if choice.codec == "gb18030"]
    elif declared in ("utf-8", "utf8"):
        wanted = [choice for choice in choices if choice.codec == "utf-8"]
    elif declared in ("utf-16", "utf16", "utf-16le", "utf-16be", "unicode"):
        wanted = [choice for choice in choices if choice.codec.startswith("utf-16")]
    elif declared in ("us-ascii", "ascii"):
        wanted = [Encoding("us-ascii", "ascii")]
    else:
        raise ReadError(f"XML 声明的编码是 {declared}，不能可靠地读取；请保存为 UTF-8 或 GB18030 编码后再报送。")
    if not wanted:
        raise _contradiction(declared)
    return tuple(wanted)


def _is_utf8(path: Path) -> bool:
    """Whether all bytes are UTF-8 and not only ASCII, which is both."""
    decoder, plain = codecs.getincrementaldecoder("utf-8")(), True
    with path.open("rb") as file:
        try:
            while raw := file.read(1 << 20):
                plain &= decoder.decode(raw).isascii()
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return not plain


def _contradiction(declared: str | None) -> ReadError:
    return ReadError(
        f"XML 声明的编码是 {declared}，文件的字节却不是这种编码；请按声明的编码重新导出，或另存为 xlsx、CSV 后再报送。"
    )
