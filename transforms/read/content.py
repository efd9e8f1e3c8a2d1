"""Which format the bytes are, whatever the file is called; or the sentence for what is no table."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from transforms.read.reading import ReadError

Format = Literal["ole", "zip", "json", "text"]

_HEAD = 65_536
_FOREIGN = (
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x7fELF", "程序"),
    (b"MZ", "程序"),
)
_NAMED = {
    ".csv": {"csv"},
    ".tsv": {"csv"},
    ".txt": {"csv", "json", "ndjson"},
    ".json": {"json", "ndjson"},
    ".ndjson": {"ndjson"},
    ".jsonl": {"ndjson"},
    ".xls": {"xls"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsm"},
}
_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta|form|div|table)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(\?xml|[A-Za-z_][\w:.-]*[\s>])")
_JSON = re.compile(rb'\s*(\[\s*[\[{\]"\d-]|\{\s*["}])')


def format_of(path: Path) -> Format:
    """The family of readers for the file: an OLE2 or zip container, JSON, or delimited text. Raises `ReadError`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise ReadError("文件是空的，没有任何内容；请重新导出并确认文件大小不为零后再报送。")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    return _text_format(_without_mark(head))


def name_notes(name: str, found: str) -> tuple[str, ...]:
    """A remark if the file is called something else than what it is."""
    suffix = Path(name).suffix.lower()
    if found in _NAMED.get(suffix, {found}):
        return ()
    return (f"文件名以 {suffix} 结尾，内容却是 {found}，已按内容读取。",)


def _text_format(head: bytes) -> Format:
    for magic, title in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head or magic[0] < 32):
            raise ReadError(f"文件不是表格，而是{title}；请报送 Excel 工作簿、CSV 或 JSON 文件。")
    if not head.strip(b" \t\r\n\0"):
        raise ReadError("文件里只有空白，没有任何内容；请重新导出后再报送。")
    if _HTML.match(head):
        raise ReadError(
            "文件不是表格，像是网页（多为登录页或出错页被存成了文件）；请登录系统后重新导出，再报送导出的表格。"
        )
    if _XML.match(head):
        raise ReadError("文件是 XML，不是可以读取的表格；请另存为 xlsx 工作簿或 CSV 后再报送。")
    if head.count(0) * 20 > len(head):
        raise ReadError("文件是二进制内容，不是文本表格，也不是可识别的工作簿；请重新导出为 xlsx 或 CSV 后再报送。")
    return "json" if _JSON.match(head) else "text"


def _without_mark(head: bytes) -> bytes:
    """The head without its byte order mark, as bytes that are ASCII where the text is."""
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    return head
