"""The inputs of a row: what may be given, within which bounds, and which input is a part of which.

    published = {type = "whole", title = "已公示数", most = "due"}

`most` and `least` are a number, the name of another input, or a sum such as "open_before + received"; `most` may be a
list of these. They say what is an error, and what is still possible while something is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.declare import EditionError, declared, fraction

TYPES = ("whole", "decimal", "decimals", "yes_no", "yes_nos")
Values = Mapping[str, object]


@dataclass(frozen=True)
class Sum:
    """Other inputs added up, and a constant: "files + graded - 5"."""

    names: tuple[str, ...]
    plus: Fraction = Fraction(0)

    def of(self, values: Values) -> Fraction | None:
        """Its value, None while one of the inputs is missing."""
        found = [value for name in self.names if isinstance(value := values[name], Fraction)]
        return sum(found, self.plus) if len(found) == len(self.names) else None


@dataclass(frozen=True)
class Input:
    """One input. `least` and `most` are its own bounds, `above` and `within` the inputs it lies between."""

    name: str
    title: str
    type: str
    least: Fraction
    most: Fraction | None
    above: tuple[Sum, ...]
    within: tuple[Sum, ...]
    length: int | None

    @property
    def label(self) -> str:
        """How a message names it: title (name)."""
        return f"{self.title}（{self.name}）"


@dataclass(frozen=True)
class _Written:
    """The form of an input in the TOML of a row, bounds apart."""

    type: str
    title: str
    length: int | None = None


def parse_inputs(tables: Mapping[str, object], where: str) -> tuple[Input, ...]:
    """The inputs of a row in the order written. EditionError when a type or a related input does not exist."""
    inputs = tuple(parse_input(name, table, f"{where}, input {name}") for name, table in tables.items())
    numeric = {each.name for each in inputs if each.type in ("whole", "decimal")}
    for each in inputs:
        for other in (name for bound in each.above + each.within for name in bound.names):
            if other not in numeric - {each.name}:
                raise EditionError(f"{where}, input {each.name}: bound {other!r} is no other number of this row")
    return inputs


def parse_input(name: str, table: object, where: str) -> Input:
    """One input from its table."""
    bounds = {}
    if isinstance(table, dict):
        bounds = {key: parse_bounds(table.get(key, []), f"{where}, {key}") for key in ("least", "most")}
        table = {key: value for key, value in table.items() if key not in bounds}
    written = declared(_Written, table, where)
    if written.type not in TYPES:
        raise EditionError(f"{where}: type must be one of {', '.join(TYPES)}, found {written.type!r}")
    if (written.type == "yes_nos") != (written.length is not None):
        raise EditionError(f"{where}: a length belongs to yes_nos, and to nothing else")
    (floors, above), (tops, within) = bounds["least"], bounds["most"]
    least, most = max([*floors, Fraction(0)]), min(tops, default=None)
    return Input(name, written.title, written.type, least, most, above, within, written.length)


def parse_bounds(given: object, where: str) -> tuple[list[Fraction], tuple[Sum, ...]]:
    """Bounds as written, apart: numbers, and sums of other inputs."""
    found: Iterable[object] = given if isinstance(given, list) else [given]
    fixed, sums = [], []
    for bound in found:
        if isinstance(bound, str) and re.match("[a-z]", bound):
            sums.append(parse_sum(bound, where))
        else:
            try:
                fixed.append(fraction(bound))
            except ValueError as error:
                raise EditionError(f"{where}: {error}") from None
    return fixed, tuple(sums)


def parse_sum(text: str, where: str) -> Sum:
    """name + name …, at the end perhaps - number."""
    match = re.fullmatch(r"([a-z_]+(?: \+ [a-z_]+)*)(?: - ([0-9]+))?", text)
    if not match:
        raise EditionError(f'{where}: expected a sum such as "a + b - 5", found {text!r}')
    return Sum(tuple(match[1].split(" + ")), -Fraction(match[2] or 0))
