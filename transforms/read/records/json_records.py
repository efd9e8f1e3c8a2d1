"""JSON and NDJSON: one sheet of records, from a file or from the pages of one pull, keys as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from transforms.read.reading import Limits, ReadError, Reading
from transforms.read.records.envelope import ERRORS, SPEAKING, Members, Way, check_success, check_totals, plain
from transforms.read.records.json_text import NotJson, value_text
from transforms.read.records.json_window import Window
from transforms.read.records.record_lists import Scan
from transforms.read.records.record_table import RecordTable
from transforms.read.shown import shown
from transforms.read.text.decided import surely_decided
from transforms.read.text.encoding import encodings, text_blocks
from transforms.read.text.mending import MendingDecoder

USUAL = frozenset({"data", "rows", "records", "list", "items", "result"})
_HEAD = 4096
_GAP = 9  # so many pages may be missing between two; a page holds more records than that
_KEPT = 200  # characters of what an answer says of itself


@dataclass(frozen=True)
class Page:
    """One text as walked: the lists with their counts and the objects around them, records left in the tables."""

    name: str
    lines: bool
    encoding: str
    scan: Scan
    notes: tuple[str, ...] = ()

    @property
    def members(self) -> Members:
        """What the answer says of itself, each value as text."""
        said = {
            (*way, key): (value_text(value) or "")[:_KEPT]
            for way, object_ in self.scan.objects.items()
            for key, value in object_.items()
        }
        faults = {way: "true" for way, count in self.scan.lists.items() if count and way and plain(way[-1]) in ERRORS}
        return said | faults


def read_json(path: Path, out: Path, name: str, limits: Limits) -> Reading:
    """Records of the file, or of the folder's files in the order of the numbers in their names."""
    tables: dict[Way, RecordTable] = {}
    paths = _pages(path)
    pages = [_read_page(page, name if page == path else page.name, tables, limits) for page in paths]
    way = _way_of(tables)
    if way is None:
        way = _single(pages, tables, limits)
    for page in pages:
        check_success(page.members, way or (), page.scan.lists.get(way or (), 0))
    if way is None or any(way not in page.scan.lists for page in pages):
        raise ReadError(
            "JSON 里没有记录列表，像是接口的出错回答；应当是记录的数组，或只含一个记录列表（如 data）的对象，请核对接口后重新拉取。"
        )
    check_totals([(page.members, page.scan.lists[way]) for page in pages], way)
    _check_order(paths)
    sheet = tables[way].write(out / "sheet-0.arrow")
    kind = "ndjson" if all(page.lines for page in pages) else "json"
    encoding = "、".join(sorted({page.encoding for page in pages}))
    notes = [note for page in pages for note in page.notes]
    return Reading(kind, encoding, (sheet,), (*notes, *_left_out(tables, way)))


def _pages(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    pages = sorted((page for page in path.iterdir() if page.is_file()), key=_page_order)
    if not pages:
        raise ReadError("文件夹里没有任何文件；应当有一次拉取的各页 JSON 文件。")
    return pages


def _page_order(page: Path) -> tuple[int, str]:
    numbers = re.findall(r"[0-9]+", page.stem)
    return int(numbers[-1][:18]) if numbers else 0, page.name


def _check_order(pages: Sequence[Path]) -> None:
    """Pages that are counted are all there. Numbers far apart are places where a page begins, and say nothing."""
    numbers = sorted({_page_order(page)[0] for page in pages})
    gaps = [(before, after) for before, after in pairwise(numbers) if after - before > 1]
    if numbers[0] <= 1 and gaps and all(after - before <= _GAP for before, after in gaps):
        raise ReadError(f"缺少第{gaps[0][0] + 1}页（按文件名中的编号），数据不完整；请重新拉取全部数据。")


def _read_page(path: Path, name: str, tables: dict[Way, RecordTable], limits: Limits) -> Page:
    """Adds a page's records to the table of their list."""
    with path.open("rb") as file:
        found = surely_decided(path, encodings(file.read(_HEAD)))
    window = Window(text_blocks(path, found.encoding, decoder=MendingDecoder(found.encoding)))
    scan = Scan(window)
    try:
        lines = window.peek() == "{" and (name.lower().endswith((".ndjson", ".jsonl")) or window.is_followed())
        for way, record in scan.lines() if lines else scan.records():
            tables.setdefault(way, RecordTable(limits)).add(record)
    except NotJson as error:
        done = sum(scan.lists.values())
        where = f"第{done}条记录之后" if done else "文件"
        raise ReadError(
            f"{where}{error.why}（{shown(name)}，第{window.line}行），不能作为 JSON 读取；请重新导出或重新拉取完整的数据。"
        ) from None
    for way in scan.lists:
        tables.setdefault(way, RecordTable(limits))
    return Page(name, lines, found.encoding.name, scan, found.notes)


def _way_of(tables: dict[Way, RecordTable]) -> Way | None:
    """The one list of records, or the one that is called as such lists are and has fields of its own."""
    lists = {way: table for way, table in tables.items() if not (way and plain(way[-1]) in SPEAKING - USUAL)}
    chosen = [way for way, table in lists.items() if table.rows] or list(lists)
    if len(chosen) > 1:
        filled, chosen = chosen, [way for way in chosen if way and way[-1] in USUAL]
        others = (tables[way].headings.keys() for way in filled if way not in chosen)
        if len(chosen) != 1 or any(not headings.isdisjoint(tables[chosen[0]].headings) for headings in others):
            raise ReadError(
                "JSON 里有多个列表，分不清哪个是记录；应当是记录的数组，或只含一个记录列表（如 data）的对象，请核对接口后重新拉取。"
            )
    return chosen[0] if chosen else None


def _single(pages: Sequence[Page], tables: dict[Way, RecordTable], limits: Limits) -> Way | None:
    """Where there is no list, a file whose one object is a record, at the top or as data, becomes a list of one."""
    scan = pages[0].scan
    leaves = [way for way in scan.objects if not any(way == other[: len(way)] != other for other in scan.objects)]
    found = [way for way in leaves if scan.objects[way] and (not way or way[-1] in USUAL)]
    if len(pages) > 1 or len(found) != 1 or any(plain(key) in SPEAKING for key in scan.objects[found[0]]):
        return None
    tables[found[0]] = RecordTable(limits)
    tables[found[0]].add(scan.objects[found[0]])
    scan.lists[found[0]] = 1
    return found[0]


def _left_out(tables: dict[Way, RecordTable], way: Way) -> Iterator[str]:
    """Remarks on lists that are no records."""
    for other, table in tables.items():
        if other != way and table.rows:
            yield f"JSON 里的列表“{shown('/'.join(other))}”（{table.rows}项）不是记录列表，没有读取。"
