"""JSON and NDJSON: one sheet of records, from a file or from the pages of one pull, keys as headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from transforms.read.columns import ColumnWriter, longest
from transforms.read.encoding import Undecodable, encodings, text_blocks
from transforms.read.json_text import NotJson, Number, is_text, skip_blank, value_at, value_text
from transforms.read.reading import Limits, ReadError, Reading, Sheet
from transforms.read.record_lists import Scan, Way

_BATCH = 5_000
_USUAL = ("data", "rows", "records", "list", "items", "result")
_PLAIN = {str, Number, type(None)}


def read_json(path: Path, out: Path, name: str, limits: Limits) -> Reading:
    """Records of the file, or of the folder's files in the order of the numbers in their names."""
    pages = _pages(path)
    tables: dict[Way, RecordTable] = {}
    totals: set[int] = set()
    kinds, names = set(), set()
    for page in pages:
        kind, encoding = _read_page(page, name if page == path else page.name, tables, totals, limits)
        kinds.add(kind)
        names.add(encoding)
    table = _records_of(tables)
    _check_total(totals, table.rows)
    sheet = table.write(out / "sheet-0.arrow")
    return Reading("json" if "json" in kinds else "ndjson", "、".join(sorted(names)), (sheet,))


def _pages(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    pages = sorted((page for page in path.iterdir() if page.is_file()), key=_page_order)
    if not pages:
        raise ReadError("文件夹里没有任何文件；应当有一次拉取的各页 JSON 文件。")
    return pages


def _page_order(page: Path) -> tuple[int, str]:
    numbers = re.findall(r"\d+", page.stem)
    return int(numbers[-1][:18]) if numbers else 0, page.name


def _read_page(
    page: Path, name: str, tables: dict[Way, RecordTable], totals: set[int], limits: Limits
) -> tuple[str, str]:
    """Adds a page's records to the table of their list; gives the page's format and encoding."""
    text, encoding = _text(page)
    before = {way: table.rows for way, table in tables.items()}
    way: Way = ()
    try:
        scan = Scan(text)
        lines = _is_lines(text, name)
        for way, record in scan.lines() if lines else scan.records():
            tables.setdefault(way, RecordTable(limits)).add(record)
    except NotJson as error:
        done = tables[way].rows - before.get(way, 0) if way in tables else 0
        where = f"第{done}条记录之后" if done else "文件"
        raise ReadError(f"{where}{error.why}，不能作为 JSON 读取；请重新导出或重新拉取完整的数据（{name}）。") from None
    for found in scan.lists:
        tables.setdefault(found, RecordTable(limits))
    totals |= scan.totals
    return "ndjson" if lines else "json", encoding


def _text(page: Path) -> tuple[str, str]:
    with page.open("rb") as file:
        choices = encodings(file.read(4))
    for encoding in choices:
        try:
            return "".join(text_blocks(page, encoding)), encoding.name
        except Undecodable as error:
            if error.proven:
                break
    raise ReadError("文件含有无效的字节，不是完整的 UTF-8 或 GB18030 文本，可能在传输中损坏；请重新导出或重新拉取。")


def _is_lines(text: str, name: str) -> bool:
    """Whether one object follows the other; a single object is a line only if the file is called so."""
    start = skip_blank(text, 0)
    if text[start : start + 1] != "{":
        return False
    if name.lower().endswith((".ndjson", ".jsonl")):
        return True
    end = text.find("\n", start)
    if end < 0 or not text.startswith("{", skip_blank(text, end)):
        return False
    try:
        return value_at(text[:end], start)[1] > 0
    except NotJson:
        return False


def _records_of(tables: dict[Way, RecordTable]) -> RecordTable:
    """The one list of records, or the one that is called as such lists are."""
    chosen = list(tables.values())
    if len(chosen) > 1:
        chosen = [table for way, table in tables.items() if way and way[-1] in _USUAL]
    if len(chosen) != 1:
        found = "有多个列表，分不清哪个是记录" if tables else "没有记录列表，像是接口的出错回答"
        raise ReadError(
            f"JSON 里{found}；应当是记录的数组，或只含一个记录列表（如 data）的对象，请核对接口后重新拉取。"
        )
    return chosen[0]


def _check_total(totals: set[int], rows: int) -> None:
    if len(totals) == 1 and rows not in totals:
        raise ReadError(
            f"声明共有{totals.pop()}条记录，实际读到{rows}条，数据不完整或有重复的页；请重新导出或重新拉取全部数据。"
        )


class RecordTable:
    """Records gathered in batches of text columns; `rows` are those taken so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._headings: dict[str, None] = {}
        self._waiting: list[dict[str, Any]] = []
        self._batches: list[tuple[np.ndarray, list[pa.Array]]] = []
        self.rows = 0

    def add(self, record: Any) -> None:
        """Takes the next record. Raises `ReadError` if it is none or has too many fields."""
        self.rows += 1
        if not isinstance(record, dict):
            raise ReadError(f"第{self.rows}条不是记录（应为“字段名: 值”的对象）；请核对接口或导出设置后重新报送。")
        new = [key for key in record if key not in self._headings]
        if not all(map(is_text, new)):
            raise ReadError(f"第{self.rows}条记录的字段名含有无效的字符（不成对的代理码位）；请更正后重新报送。")
        self._headings.update(dict.fromkeys(new))
        if len(self._headings) > self._limits.columns:
            most = self._limits.columns
            raise ReadError(
                f"到第{self.rows}条记录为止，字段超过{most}个的限制（columns={most}）；请只导出需要报送的字段。"
            )
        self._waiting.append(record)
        if len(self._waiting) == _BATCH:
            self._flush()

    def write(self, file: Path) -> Sheet:
        """All records as a sheet; a key that a record lacks is null."""
        self._flush()
        width, done = len(self._headings), 0
        with ColumnWriter(file, width) as writer:
            for fields, cells in self._batches:
                size = len(fields)
                numbers = np.arange(done + 1, done + size + 1, dtype=np.int64)
                writer.write(numbers, fields, [*cells, *[pa.nulls(size, pa.string())] * (width - len(cells))])
                done += size
        return Sheet(None, False, tuple(self._headings), self.rows, width, file, "record")

    def _flush(self) -> None:
        if self._waiting:
            first = self.rows - len(self._waiting) + 1
            fields = np.fromiter(map(len, self._waiting), np.int32, len(self._waiting))
            self._batches.append((fields, [self._column(heading, first) for heading in self._headings]))
            self._waiting = []

    def _column(self, heading: str, first: int) -> pa.Array:
        values = [record.get(heading) for record in self._waiting]
        cells = (
            [value or None for value in values] if set(map(type, values)) <= _PLAIN else list(map(value_text, values))
        )
        try:
            column = pa.array(cells, pa.string())
        except UnicodeEncodeError:
            bad = next(index for index, cell in enumerate(cells) if cell and not is_text(cell))
            raise ReadError(f"第{first + bad}条记录含有无效的字符（不成对的代理码位）；请更正后重新报送。") from None
        row, size = longest(column)
        if size > self._limits.cell_bytes:
            most = self._limits.cell_bytes
            raise ReadError(
                f"第{first + row}条记录有一个值超过{most}字节的限制（cell_bytes={most}）；请更正后重新报送。"
            )
        return column
