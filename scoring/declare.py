"""From a TOML table to a frozen dataclass: unknown, missing and misshapen keys fail at load with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from fractions import Fraction
from types import UnionType
from typing import Any, get_args, get_type_hints

Corner = tuple[Fraction, Fraction]


class EditionError(Exception):
    """A definition of the edition is wrong; the sentence names file, key and what was expected."""


def declared(cls: type, table: object, where: str) -> Any:
    """The dataclass `cls` filled from a table, each value brought to the type its field declares."""
    if not isinstance(table, dict):
        raise EditionError(f"{where}: expected a table, found {table!r}")
    known = {field.name: field for field in fields(cls)}
    for key in table:
        if key not in known:
            raise EditionError(f"{where}: unknown key {key!r}; known: {', '.join(known)}")
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise EditionError(f"{where}: key {name!r} is missing")
    hints = get_type_hints(cls)
    try:
        return cls(**{key: CONVERT[hints[key]](value) for key, value in table.items()})
    except ValueError as error:
        raise EditionError(f"{where}: {error}") from None


def chosen(kinds: UnionType, table: object, where: str) -> Any:
    """One of a closed set of dataclasses, the one whose name the table gives as `kind`."""
    by_name = {snake(cls.__name__): cls for cls in get_args(kinds)}
    if not isinstance(table, dict) or table.get("kind") not in by_name:
        raise EditionError(f"{where}: expected a table whose kind is one of {', '.join(by_name)}, found {table!r}")
    rest = {key: value for key, value in table.items() if key != "kind"}
    return declared(by_name[table["kind"]], rest, where)


def snake(name: str) -> str:
    """MeanOfLast → mean_of_last."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def fraction(given: object) -> Fraction:
    """An exact number: a TOML integer, or a text such as "0.2" or "2/3"; a TOML float is none."""
    if isinstance(given, int) and not isinstance(given, bool):
        return Fraction(given)
    if isinstance(given, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?", given):
        return Fraction(given)
    raise ValueError(f'expected an integer or an exact number in quotes such as "0.2" or "2/3", found {given!r}')


def names(given: object) -> tuple[str, ...]:
    """One name or a list of names."""
    found = [given] if isinstance(given, str) else given
    if isinstance(found, list) and found and all(isinstance(name, str) for name in found):
        return tuple(found)
    raise ValueError(f"expected a name or a list of names, found {given!r}")


def numbers(given: object) -> Mapping[str, Fraction]:
    """Names with a number each; a plain list of names gives each of them 1."""
    if isinstance(given, dict):
        return {name: fraction(value) for name, value in given.items()}
    return dict.fromkeys(names(given), Fraction(1))


def corners(given: object) -> tuple[Corner, ...]:
    """The corners [[x, y], …] of a line."""
    if isinstance(given, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in given):
        return tuple((fraction(x), fraction(y)) for x, y in given)
    raise ValueError(f"expected corners [[x, y], …], found {given!r}")


def plain(kind: type) -> Callable[[object], Any]:
    """A converter that takes values of exactly this type as they are."""

    def take(given: object) -> Any:
        if type(given) is not kind:
            raise ValueError(f"expected {kind.__name__}, found {given!r}")
        return given

    return take


CONVERT: dict[Any, Callable[[object], Any]] = {
    str: plain(str),
    int: plain(int),
    bool: plain(bool),
    dict: plain(dict),
    list: plain(list),
    str | None: plain(str),
    int | None: plain(int),
    bool | None: plain(bool),
    Fraction: fraction,
    Fraction | None: fraction,
    tuple[str, ...]: names,
    Mapping[str, Fraction]: numbers,
    tuple[Corner, ...]: corners,
}
