"""Cells' addresses as a spreadsheet writes them; here rows and columns count from zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(column: int) -> str:
    """The column's name: 0 is `A`, 26 is `AA`."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = _LETTERS[letter] + name
    return name


def column_of(name: str) -> int:
    """The column that bears the name, in letters of either case."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """A cell's address: 6 and 3 are `D7`."""
    return f"{letters(column)}{row + 1}"


def names_from(column: int) -> str:
    """A regular expression for the names of this column and all beyond it."""
    name = letters(column)
    later = [
        f"{name[:place]}[{_LETTERS[_LETTERS.index(letter) + 1]}-Z][A-Z]{{{len(name) - place - 1}}}"
        for place, letter in enumerate(name)
        if letter != "Z"
    ]
    return "|".join([name, *later, f"[A-Z]{{{len(name) + 1},}}"])


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    grouped = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in group] for _, group in grouped]
    return [(span[0], span[-1]) for span in spans]


def listed(names: Sequence[str], unit: str, shown: int = 5) -> str:
    """The first names and, if there are more, how many they are: `A1、B2等7处`."""
    text = "、".join(names[:shown])
    return text if len(names) <= shown else f"{text}等{len(names)}{unit}"
