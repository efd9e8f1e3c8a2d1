"""Which format the bytes are, whatever the file is called; or the sentence for what is no table."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from transforms.read.reading import ReadError

Format = Literal["ole", "package", "zip", "gzip", "json", "xml", "spreadsheetml", "html", "text"]

_HEAD = 65_536
_FOREIGN = (
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"MIME-Version:", "网页归档（mht）"),
    (b"\x7fELF", "程序"),
    (b"MZ", "程序"),
)
_UNKNOWN_TO_US = (
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ", "xz 压缩包"),
    (b"SQLite format 3\0", "SQLite 数据库"),
    (b"\0\1\0\0Standard ", "Access 数据库"),
    (b"PAR1", "Parquet 文件"),
)
_NAMED = {
    ".csv": {"csv"},
    ".tsv": {"csv"},
    ".txt": {"csv", "json", "ndjson"},
    ".json": {"json", "ndjson"},
    ".ndjson": {"ndjson"},
    ".jsonl": {"ndjson"},
    ".xml": {"xml", "spreadsheetml"},
    ".html": {"html"},
    ".htm": {"html"},
    ".xls": {"xls"},
    ".et": {"xls"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsm"},
    ".zip": {"zip"},
    ".gz": {"gzip"},
}
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta|form|div|style|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEETML = re.compile(rb"<([\w.-]+:)?Workbook[\s>]")
_SPREADSHEETML_SPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_XML = re.compile(rb"\s*<([?!]|[A-Za-z_\x80-\xff][\w:.\x80-\xff-]*[\s>/])")
_JSON = re.compile(rb'\s*(\[\s*([\[{\]"]|-?\d+(\.\d+)?\s*[,\]]\s*[-\d,\]]|-?\d+\s*,)|\{\s*["}])')
_UTF16 = re.compile(
    rb"(?:[^\0][^\0]){0,200}?(?:[,\t;\r\n0-9A-Za-z]\0|\0[,\t;\r\n0-9A-Za-z]){3}|(?:[^\0]{2}){0,200}?(?:[,\t;]\0|\0[,\t;])",
    re.DOTALL,
)
_UTF16_XML = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


class NotTable(ReadError):
    """The file is something else than a table, and complete as that. `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"文件不是表格，而是{what}；请报送 Excel 工作簿、CSV、JSON 或 XML 文件。")
        self.what = what


def format_of(path: Path) -> Format:
    """The family of readers for the file. A package is an office document, a zip holds files. Raises `ReadError`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise ReadError("文件是空的，没有任何内容；请重新导出并确认文件大小不为零后再报送。")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        from transforms.read.packed.archive import holds_document  # only here: its start is not for every file to pay

        return "package" if holds_document(path) else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    _refuse_foreign(head)
    return _text_format(_as_ascii(head))


def name_notes(name: str, found: str) -> tuple[str, ...]:
    """A remark if the file is called something else than what it is."""
    suffix = Path(name).suffix.lower()
    if found in _NAMED.get(suffix, {found}):
        return ()
    return (f"文件名以 {suffix} 结尾，内容却是 {found}，已按内容读取。",)


def _refuse_foreign(head: bytes) -> None:
    for magic, title in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise NotTable(title)
    for magic, title in _UNKNOWN_TO_US:
        if head.startswith(magic):
            raise ReadError(f"文件是{title}，不能读取；请解开或导出为 xlsx 工作簿、CSV、JSON 文件后再报送。")
    if head[257:262] == b"ustar":
        raise ReadError("文件是 tar 归档，不能读取；请解开后报送其中的文件，或用 zip 压缩。")


def _text_format(head: bytes) -> Format:
    if not head.strip(b" \t\r\n\0"):
        raise ReadError("文件里只有空白，没有任何内容；请重新导出后再报送。")
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "spreadsheetml" if _SPREADSHEETML_SPACE in head and _SPREADSHEETML.search(head) else "xml"
    if head.count(0) * 20 > len(head):
        if _UTF16.match(head):
            raise ReadError(
                "文件像是没有字节顺序标记的 UTF-16 文本，不能确定怎样读；请另存为 UTF-8 或 GBK 编码后再报送。"
            )
        raise ReadError("文件是二进制内容，不是文本表格，也不是可识别的工作簿；请重新导出为 xlsx 或 CSV 后再报送。")
    return "json" if _JSON.match(head) else "text"


def _as_ascii(head: bytes) -> bytes:
    """The head without byte order marks, as bytes that are ASCII where the text is."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    else:
        codec = next((codec for start, codec in _UTF16_XML if head.startswith(start)), None)
        head = head.decode(codec, errors="ignore").encode("utf-8", errors="ignore") if codec else head
        head = head.removeprefix(b"\x84\x31\x95\x33")  # the mark in GB18030
    while head.startswith(codecs.BOM_UTF8):
        head = head[3:]
    return head
