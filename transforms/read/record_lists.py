"""The lists of records inside JSON text, whatever envelope an interface puts around them, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.read.json_text import NotJson, skip_blank, value_at

Way = tuple[str, ...]
_DEPTH = 8
_TOTALS = {"total", "totalCount", "total_count", "totalElements", "总数"}


class Scan:
    """One walk over a JSON text. `lists` are the ways (keys from the top) to lists that are empty or begin with an
    object, `totals` the counts that the envelope declares."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.lists: set[Way] = set()
        self.totals: set[int] = set()

    def records(self) -> Iterator[tuple[Way, Any]]:
        """Each element of each list. Raises `NotJson` where the text is none or something follows its end."""
        self._peek()
        yield from self._value(())
        if self._peek():
            raise NotJson("JSON 结束之后还有多余的内容")

    def lines(self) -> Iterator[tuple[Way, Any]]:
        """The same for one object after the other (NDJSON), as one list at the top."""
        self.lists.add(())
        while self._peek():
            yield (), self._take()

    def _peek(self) -> str:
        """The next character that is not blank, where the walk now stands; empty at the end."""
        self._at = skip_blank(self._text, self._at)
        return self._text[self._at : self._at + 1]

    def _take(self) -> Any:
        value, self._at = value_at(self._text, self._at)
        return value

    def _value(self, way: Way) -> Iterator[tuple[Way, Any]]:
        start = self._peek()
        if start == "[":
            inside = skip_blank(self._text, self._at + 1)
            if self._text[inside : inside + 1] in ("{", "]"):
                yield from self._list(way)
                return
        if start == "{" and len(way) < _DEPTH:
            yield from self._object(way)
            return
        value = self._take()
        if way and way[-1] in _TOTALS and isinstance(value, str) and value.isdecimal():
            self.totals.add(int(value[:18]))

    def _list(self, way: Way) -> Iterator[tuple[Way, Any]]:
        self.lists.add(way)
        self._at += 1
        while self._peek() != "]":
            yield way, self._take()
            self._separator("]")
        self._at += 1

    def _object(self, way: Way) -> Iterator[tuple[Way, Any]]:
        keys: set[str] = set()
        self._at += 1
        while self._peek() != "}":
            key = self._take()
            if not isinstance(key, str) or self._peek() != ":":
                raise NotJson("不符合 JSON 语法" if self._peek() else "内容不完整，可能在下载中被截断")
            if key in keys:
                raise NotJson("外层有重复的字段名")
            keys.add(key)
            self._at += 1
            self._peek()
            yield from self._value((*way, key))
            self._separator("}")
        self._at += 1

    def _separator(self, end: str) -> None:
        """After a value comes a comma and another value, or the end."""
        if self._peek() == ",":
            self._at += 1
            if self._peek() != end:
                return
        elif self._peek() == end:
            return
        raise NotJson("不符合 JSON 语法" if self._peek() else "内容不完整，可能在下载中被截断")
