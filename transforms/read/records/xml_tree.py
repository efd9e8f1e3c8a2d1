"""The elements of an XML text as they close: each that has fields is a record of the place where it stands.

Which place holds the records is known at the end only, so every place gathers its own; outer ones gather little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from transforms.read.reading import Limits, ReadError
from transforms.read.records.envelope import SPEAKING, Way, plain
from transforms.read.records.record_table import RecordTable
from transforms.read.records.xml_text import parse
from transforms.read.shown import shown

_DEPTH = 50
_PLACES = 5_000
_PLAIN_NAMES = {"field", "col", "column", "cell", "item", "property", "attribute", "entry", "data", "param"}
_NAMED_BY = ("name", "key", "field", "column", "code", "id")
_TYPES = {"type", "nil", "null", "class", "dt", "datatype", "length", "size", "encoding"}


@dataclass
class Place:
    """Where elements of one name stand: the way of names from the top. `table` holds those that have fields.

    `filled` counts the cells with something in them, `twice` names the first record with two fields of one name.
    Of leaves: `texts` counts those with text, `said` is what one says of the answer, `inner` the first text that is XML
    again, `typed` are attributes that are no fields, `speaks` whether the name is one that tells of the answer.
    """

    way: Way
    table: RecordTable
    filled: int = 0
    twice: tuple[int, str] | None = None
    said: str | None = None
    texts: int = 0
    inner: str | None = None
    typed: set[str] = field(default_factory=set)
    below: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.speaks = bool(self.way) and plain(self.way[-1]) in SPEAKING

    def all(self) -> Iterator[Place]:
        """This place and those below it, outer ones first."""
        yield self
        for place in self.below.values():
            yield from place.all()


@dataclass(slots=True)
class _Element:
    place: Place
    attributes: dict[str, str]
    cells: dict[str, Any] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    size: int = 0
    filled: int = 0
    has_fields: bool = False
    twice: str | None = None


class Tree:
    """Walks over one XML text. Raises `ReadError`."""

    def __init__(self, texts: Iterator[str], limits: Limits) -> None:
        self._limits = limits
        self._open: list[_Element] = []
        self._places = 0
        self.top = Place((), RecordTable(limits))
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parse(texts, parser)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1].place if self._open else self.top
        name = _local(name)
        place = parent.below.get(name)
        if place is None:
            place = parent.below[name] = self._place((*parent.way, name))
        self._open.append(_Element(place, attributes))

    def _place(self, way: Way) -> Place:
        self._places += 1
        if len(way) > _DEPTH or self._places > _PLACES:
            what = "嵌套过深" if len(way) > _DEPTH else "元素的种类过多"
            raise ReadError(
                f"XML {what}，不是报送用的记录；请导出为平铺的记录（每条记录一个元素，每个字段一个子元素）。"
            )
        return Place(way, RecordTable(self._limits))

    def _take(self, text: str) -> None:
        element = self._open[-1]
        element.text.append(text)
        element.size += len(text)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        text = "".join(element.text)
        bare = text.strip()
        own = _attributes(element, bare) if element.attributes else {}
        value: Any = text if bare else None
        if element.cells or (own and not bare):
            value = self._close_record(element, {**own, "#text": text} if bare else own)
        elif bare:
            self._look_at(element, bare)
        if self._open:
            _give(self._open[-1], _name(element), value, bool(element.cells))

    def _close_record(self, element: _Element, own: dict[str, str]) -> dict[str, Any] | None:
        """An element with children or attributes: what it has as fields goes to the records of its place.

        Gives its value as a field of the element around it: none, if it has attributes only.
        """
        place, fields = element.place, {**own, **element.cells}
        shared = next((name for name in own if name in element.cells), element.twice)
        if own or element.has_fields:
            place.table.add(fields)
            place.filled += element.filled + sum(map(bool, own.values()))
        if shared and not place.twice:
            place.twice = (max(place.table.rows, 1), shared)
        for name, value in own.items():
            self._note(place, name, value)
        return fields if element.cells else None

    def _look_at(self, element: _Element, bare: str) -> None:
        """A leaf with text."""
        place = element.place
        place.texts += 1
        if bare[0] == "<" and bare[-1] == ">":
            place.inner = place.inner or bare
        elif element.size > self._limits.cell_bytes:
            most = self._limits.cell_bytes
            raise ReadError(
                f"XML 的元素“{shown(_name(element))}”有一个值超过{most}字节的限制（cell_bytes={most}）；请更正后重新报送。"
            )
        if place.speaks and place.said is None:
            place.said = bare

    def _note(self, place: Place, name: str, value: str) -> None:
        """Remembers an attribute that tells of the answer, like total="3"."""
        if name not in place.below and plain(name) in SPEAKING:
            place.below[name] = self._place((*place.way, name))
            place.below[name].said = value.strip()


def _give(parent: _Element, name: str, value: Any, nested: bool) -> None:
    """A closed child becomes a field of its parent."""
    if name in parent.cells:
        parent.twice = parent.twice or name
        return
    parent.cells[name] = value
    if not nested:
        parent.has_fields = True
        parent.filled += value is not None


def _attributes(element: _Element, bare: str) -> dict[str, str]:
    """Attributes that are fields. Those of a leaf with text, and those that tell its name or type, are none."""
    own = {
        _local(name): value
        for name, value in element.attributes.items()
        if not name.startswith(("xmlns", "xsi:", "xml:"))
    }
    if element.cells:
        return own
    if _name(element) != element.place.way[-1]:
        return {}
    if bare:
        element.place.typed.update(own)
        return {}
    return {name: value for name, value in own.items() if name.casefold() not in _TYPES}


def _name(element: _Element) -> str:
    """What a leaf is called: its element, or for `<field name="…">` what the attribute says."""
    name = element.place.way[-1]
    if element.attributes and name.casefold() in _PLAIN_NAMES:
        return next((element.attributes[by] for by in _NAMED_BY if element.attributes.get(by)), name)
    return name


def _local(name: str) -> str:
    return name.rpartition(":")[2]
