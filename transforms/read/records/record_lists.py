"""The lists of records inside JSON text, whatever envelope an interface puts around them, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.read.records.envelope import Way
from transforms.read.records.json_text import NotJson
from transforms.read.records.json_window import Window

_DEPTH = 8
_CUT = "内容不完整，可能在下载中被截断"
_WRONG = "不符合 JSON 语法"


class Scan:
    """One walk over a JSON text. `lists` are the ways (keys from the top) to lists that are empty or begin with an
    object, with the number of their elements so far; `objects` the other members of the objects outside them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.lists: dict[Way, int] = {}
        self.objects: dict[Way, dict[str, Any]] = {}

    def records(self) -> Iterator[tuple[Way, Any]]:
        """Each element of each list. Raises `NotJson` where the text is none or something follows its end."""
        yield from self._value(())
        if self._window.peek():
            raise NotJson("结束之后还有多余的内容")

    def lines(self) -> Iterator[tuple[Way, Any]]:
        """The same for one object after the other (NDJSON), as one list at the top."""
        self.lists[()] = 0
        while self._window.peek():
            value = self._window.take()
            self.lists[()] += 1
            yield (), value

    def _value(self, way: Way) -> Iterator[tuple[Way, Any]]:
        start = self._window.peek()
        if start == "[" and self._window.begins_list_of_objects():
            yield from self._list(way)
        elif start == "{" and len(way) < _DEPTH:
            yield from self._object(way)
        elif way:
            self.objects[way[:-1]][way[-1]] = self._window.take()
        else:
            self._window.take()

    def _list(self, way: Way) -> Iterator[tuple[Way, Any]]:
        self.lists[way] = 0
        self._window.step()
        while self._window.peek() != "]":
            value = self._window.take()
            self.lists[way] += 1
            yield way, value
            self._separator("]")
        self._window.step()

    def _object(self, way: Way) -> Iterator[tuple[Way, Any]]:
        self.objects[way] = {}
        keys: set[str] = set()
        self._window.step()
        while self._window.peek() != "}":
            key = self._key()
            if key in keys:
                raise NotJson("外层有重复的字段名")
            keys.add(key)
            yield from self._value((*way, key))
            self._separator("}")
        self._window.step()

    def _key(self) -> str:
        if self._window.peek() not in ('"', ""):
            raise NotJson(_WRONG)
        key = self._window.take()
        if self._window.peek() != ":":
            raise NotJson(_WRONG if self._window.peek() else _CUT)
        self._window.step()
        return key

    def _separator(self, end: str) -> None:
        """After a value comes a comma and another value, or the end."""
        found = self._window.peek()
        if found == ",":
            self._window.step()
            found = self._window.peek()
            if found and found != end:
                return
        elif found == end:
            return
        raise NotJson(_WRONG if found else _CUT)
