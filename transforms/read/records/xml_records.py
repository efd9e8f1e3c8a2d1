"""XML: one sheet of records, from the element that repeats, whatever envelope stands around it; names as headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from transforms.read.reading import Limits, ReadError, Reading
from transforms.read.records.envelope import ERRORS, SPEAKING, Members, check_success, check_totals, plain
from transforms.read.records.record_table import RecordTable
from transforms.read.records.xml_text import blocks, encoding_of
from transforms.read.records.xml_tree import Place, Tree
from transforms.read.shown import shown

_BESIDE = {"head", "header", "schema"}
_RECORDS = {"row", "record", "item", "fields", "entry", "data", "行", "记录"}
_LISTS = _RECORDS | {"rows", "records", "items", "list", "body", "result", "dataset", "newdataset", "datas"}
_WRAPPERS = {"envelope", "string"}
_SHOWN = 5
_EXPECTED = "应当每条记录一个元素、每个字段一个子元素；请核对导出设置或接口后重新报送。"


def read_xml(path: Path, out: Path, limits: Limits) -> Reading:
    """The records of the file. Where a message carries an XML document as text, those of the document."""
    found = encoding_of(path)
    top = Tree(blocks(path, found.encoding), limits).top
    letter = _letter(top)
    if letter:
        check_success(_members(top), letter.way, 1)
        top = Tree(iter([(letter.inner or "").strip()]), limits).top
    place, left_out = _chosen(top)
    way, rows = (place.way, place.table.rows) if place else (next(iter(top.below.values())).way, 0)
    check_success(_members(top, place), way, rows)
    if place is None and not any(_is_empty_list(one) for one in top.all()):
        raise ReadError(f"XML 里没有记录，像是接口的出错回答或别的文件；{_EXPECTED}")
    check_totals([(_members(top, place), rows)], way)
    if place and place.twice:
        number, name = place.twice
        raise ReadError(f"XML 的第{number}条记录里有重复的元素“{shown(name)}”，不能判断取哪一个；请更正后重新报送。")
    sheet = (place.table if place else RecordTable(limits)).write(out / "sheet-0.arrow")
    return Reading("xml", found.encoding.name, (sheet,), (*found.notes, *_remarks(place, left_out)))


def _letter(top: Place) -> Place | None:
    """The one leaf that holds an XML document as its text, in a SOAP message or where there is nothing else."""
    (root,) = top.below.values()
    letters = [place for place in top.all() if place.inner]
    if len(letters) == 1 and letters[0].texts == 1 and (plain(root.way[0]) in _WRAPPERS or not _candidates(top)):
        return letters[0]
    return None


def _candidates(top: Place) -> list[Place]:
    """Places with fields of their own, of places within each other the one with the most in it."""
    found = [place for place in top.all() if place.table.rows and _fields(place) and _may_hold_records(place)]
    return [place for place in found if not any(_is_better(other, place) for other in found)]


def _chosen(top: Place) -> tuple[Place | None, list[Place]]:
    """The place of the records, and those that are left out: what repeats goes before what stands there once."""
    found = _candidates(top)
    if not found:
        return None, []
    likely = [place for place in found if place.table.rows > 1] or found
    if len(likely) > 1:
        likely = [place for place in likely if plain(place.way[-1]) in _RECORDS]
    place = likely[0] if len(likely) == 1 else None
    others = [other for other in top.all() if _is_beside(other, place)]
    beside = [other for other in others if place and not _is_within(place, other)]
    if place is None or any(_fields(other) & _fields(place) for other in beside):
        names = "、".join(shown("/".join(one.way)) for one in (found if place is None else [place, *beside])[:_SHOWN])
        raise ReadError(f"XML 里有多处像是记录（{names}），分不清哪个是记录；{_EXPECTED}")
    return place, others


def _is_beside(other: Place, place: Place | None) -> bool:
    """Whether there is something to read outside the records, in an element around them or somewhere else."""
    inside = place is not None and (other is place or _is_within(other, place))
    return not inside and bool(other.filled and _fields(other)) and _may_hold_records(other)


def _fields(place: Place) -> set[str]:
    """Names of fields that do not speak of the answer; of an element that is empty or nested there are none."""
    return {name for name in place.table.headings if plain(name) not in SPEAKING and not _nests(place, name)}


def _nests(place: Place, name: str) -> bool:
    below = place.below.get(name)
    return bool(below and (below.below or below.table.rows or _is_empty_list(below)))


def _is_empty_list(place: Place) -> bool:
    """A leaf without text that is called as lists or their records are."""
    return not (place.below or place.table.rows or place.texts) and plain(place.way[-1]) in _LISTS


def _may_hold_records(place: Place) -> bool:
    return not any(plain(step) in _BESIDE for step in place.way)


def _is_better(one: Place, other: Place) -> bool:
    """Whether of two places within each other `one` has more in it; of equals, the outer one."""
    if one is other or one.way[: len(other.way)] != other.way[: len(one.way)]:
        return False
    return (one.filled, -len(one.way)) > (other.filled, -len(other.way))


def _members(top: Place, records: Place | None = None) -> Members:
    """What the answer says of itself outside its records; an element of an error's name with fields says so."""
    outside = [one for one in top.all() if records is None or not _is_within(one, records)]
    faults = {one.way: "true" for one in outside if one.table.rows and plain(one.way[-1]) in ERRORS}
    return {one.way: one.said for one in outside if one.said is not None} | faults


def _is_within(place: Place, records: Place) -> bool:
    return len(place.way) > len(records.way) and place.way[: len(records.way)] == records.way


def _remarks(place: Place | None, left_out: Sequence[Place]) -> Iterator[str]:
    for other in left_out:
        names = "、".join(shown(name) for name in sorted(_fields(other))[:_SHOWN])
        yield f"XML 的元素“{shown('/'.join(other.way))}”不是记录，其中的内容没有读取：{names}。"
    typed = sorted({name for below in (place.below.values() if place else ()) for name in below.typed})
    if typed:
        yield f"XML 字段元素上的属性没有读取：{'、'.join(shown(name) for name in typed[:_SHOWN])}。"
