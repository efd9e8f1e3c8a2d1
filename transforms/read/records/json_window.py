"""JSON text that arrives in blocks: only what the walk has not passed is kept, so that size costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.read.records.json_text import NotJson, Unfinished, skip_blank, value_at


class Window:
    """Where a walk over JSON text stands. Raises what the blocks raise, and `NotJson`."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._text = next(blocks, "").lstrip("\ufeff")
        self._at = 0
        self._lines = 0  # those that are dropped

    @property
    def line(self) -> int:
        """The line where the walk stands, from 1."""
        return 1 + self._lines + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            self._at = skip_blank(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def step(self) -> None:
        """Over the character that was peeked."""
        self._at += 1

    def take(self) -> Any:
        """The value that begins here. Raises `NotJson`."""
        while True:
            try:
                value, end = value_at(self._text, self._at)
            except Unfinished:
                if not self._more():
                    raise
            else:
                if end < len(self._text) or not self._more():  # a number may go on
                    self._at = end
                    return value

    def is_followed(self) -> bool:
        """Whether the value that begins here ends in the text at hand and an object comes next."""
        try:
            end = skip_blank(self._text, value_at(self._text, self._at)[1])
        except NotJson:
            return False
        return self._text.startswith("{", end)

    def begins_list_of_objects(self) -> bool:
        """Whether what begins here with a bracket is an empty list or one whose first element is an object."""
        while (inside := skip_blank(self._text, self._at + 1)) == len(self._text) and self._more():
            pass
        return self._text[inside : inside + 1] in ("{", "]")

    def _more(self) -> bool:
        """Takes more text in, at least as much as is kept: a long value is then tried a few times only."""
        self._lines += self._text.count("\n", 0, self._at)
        parts = [self._text[self._at :]]
        wanted = max(len(parts[0]), 1)
        while wanted > 0 and (block := next(self._blocks, "")):
            parts.append(block)
            wanted -= len(block)
        self._text, self._at = "".join(parts), 0
        return len(parts) > 1
