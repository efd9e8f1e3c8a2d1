"""Tables of a web page, which old systems export under `.xls`: each table with data is a sheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from transforms.read.reading import Limits, ReadError, Reading, Sheet
from transforms.read.sheets.grid import save_rows
from transforms.read.sheets.html_cells import Cell, Table
from transforms.read.sheets.remarks import hidden_remarks, merged_remarks
from transforms.read.text.decided import Decided, surely_decided
from transforms.read.text.encoding import Encoding, encodings, text_blocks
from transforms.read.text.mending import MendingDecoder

_HEAD = 4096
_UTF16 = ((b"<\0", Encoding("utf-16", "utf-16-le")), (b"\0<", Encoding("utf-16", "utf-16-be")))
_CHARSET = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_FOREIGN = re.compile(r"big5|shift|euc-(?!cn)|iso-2022|windows-125[13-8]|koi8|hz-gb", re.IGNORECASE)
_SKIPPED = {"script", "style", "template", "select", "textarea", "noscript"}
_VOID = {"br", "img", "input", "hr", "col", "meta", "link", "wbr", "area", "base", "embed", "param", "source", "track"}
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
_INVISIBLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_NO_DATA = "文件不是表格，像是网页（多为登录页或出错页被存成了文件）；请登录系统后重新导出，再报送导出的表格。"


def read_html(path: Path, out: Path, limits: Limits) -> Reading:
    """The tables with at least two filled columns and two filled rows, or a long heading. Raises `ReadError`."""
    found = _encoding(path)
    page = _Page(limits)
    for text in text_blocks(path, found.encoding, decoder=MendingDecoder(found.encoding)):
        page.feed(text)
    page.close()
    tables = [table for table in page.tables if table.is_data]
    if page.asks_password or not (tables or page.is_open):
        raise ReadError(_NO_DATA)
    if page.is_open:
        raise ReadError("网页里的表格没有结束标记（</table>），文件可能在下载中被截断；请重新导出完整的文件再报送。")
    sheets, notes = [], list(found.notes)
    for place, table in enumerate(tables):
        name = f"表格{place + 1}" if len(tables) > 1 else None
        sheet = Sheet(name, False, None, 0, 0, out / f"sheet-{place}.arrow", "sheet", "1900")
        sheet, spans = save_rows(sheet, list(range(1, len(table.rows) + 1)), table.rows, table.spans, limits)
        sheets.append(sheet)
        notes += hidden_remarks(name, table.hidden_rows, ())
        notes += merged_remarks(name, [str(span) for span in spans.given])
    if others := sum(table.has_text for table in page.tables) - len(tables):
        notes.append(f"网页里另有{others}个不足两行两列的表格（标题、按钮之类），没有读取。")
    return Reading("html", found.encoding.name, tuple(sheets), tuple(notes))


def _encoding(path: Path) -> Decided:
    """The encoding that reads the page; what its head says is believed only where it names one that we do not read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    unmarked = next((encoding for start, encoding in _UTF16 if head.startswith(start)), None)
    choices = (unmarked,) if unmarked else encodings(head)
    declared = _CHARSET.search(head)
    if len(choices) > 1 and declared and _FOREIGN.match(declared[1].decode()):
        raise ReadError(
            f"网页声明的编码是 {declared[1].decode()}，不能可靠地读取；请保存为 UTF-8 或 GB18030 编码，或另存为 xlsx 后再报送。"
        )
    return surely_decided(path, choices)


class _Page(HTMLParser):
    """Walks over the page and gathers `tables`, inner ones apart from the cell that they stand in."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._within: list[Table] = []
        self._skipped = ""  # the element whose content nobody sees, and how many of its name are open
        self._depth = 0
        self.tables: list[Table] = []
        self.asks_password = False

    @property
    def is_open(self) -> bool:
        """Whether a table with data has not ended."""
        return any(table.columns > 1 for table in self._within)

    def updatepos(self, i: int, j: int) -> int:
        """Lines are not counted: nobody asks for them, and it takes a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            self._depth += tag == self._skipped
            return
        attributes = {name: value or "" for name, value in reversed(attrs)} if attrs else {}
        is_hidden = (bool(attrs) and bool(_INVISIBLE.search(attributes.get("style", "")))) or "hidden" in attributes
        if tag == "input" and attributes.get("type", "").lower() == "password":
            self.asks_password = True
        elif tag == "table":
            self._within.append(Table(self._limits))
            self.tables.append(self._within[-1])
        elif self._within and tag in ("tr", "td", "th"):
            table = self._within[-1]
            table.start_row(is_hidden) if tag == "tr" else table.start_cell(Cell.of(attributes))
        elif tag not in _VOID and (tag in _SKIPPED or is_hidden):
            self._skipped, self._depth = tag, 1
        elif self._within and (tag == "br" or tag in _BLOCKS):
            self._within[-1].take("\n", is_break=True)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else ""
        elif not self._within:
            return
        elif tag == "table":
            self._within.pop().end_row()
        elif tag in ("td", "th"):
            self._within[-1].end_cell()
        elif tag in ("tr", "thead", "tbody", "tfoot"):
            self._within[-1].end_row()
        elif tag in _BLOCKS:
            self._within[-1].take("\n", is_break=True)

    def handle_data(self, data: str) -> None:
        if self._within and not self._skipped:
            self._within[-1].take(data)
