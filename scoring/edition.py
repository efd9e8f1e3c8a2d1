"""An edition of the assessment table, as its folder says: `edition.toml` and one TOML file per row.

Nothing about an edition stands anywhere else. A wrong folder fails here, at load, with a sentence that names the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from scoring.declare import EditionError, declared
from scoring.gates import Gate, parse_gate
from scoring.indicator import Indicator, parse_indicator

__all__ = ["Edition", "EditionError", "Indicator", "Item", "Policy", "editions", "load_edition"]

EDITIONS = Path(__file__).parent / "editions"


@dataclass(frozen=True)
class Item:
    """A numbered item of the table. `bonus`: its points are given on top of the total."""

    no: int
    title: str
    cap: Fraction
    bonus: bool = False


@dataclass(frozen=True)
class Policy:
    """A reading of an ambiguous clause: its options, the default first, and in Chinese what is at stake."""

    name: str
    options: tuple[object, ...]
    effect: str

    @property
    def default(self) -> object:
        return self.options[0]


@dataclass(frozen=True)
class Edition:
    """The whole table. `parameters` are its dates (B, C); indicators and gates stand in their official order."""

    name: str
    title: str
    parameters: Mapping[str, object]
    cap: Fraction
    bonus: Fraction
    items: tuple[Item, ...]
    policies: tuple[Policy, ...]
    indicators: tuple[Indicator, ...]
    gates: tuple[Gate, ...]

    def indicator(self, row: str) -> Indicator:
        """The row of that id. KeyError when there is none."""
        found = {indicator.id: indicator for indicator in self.indicators}
        return found[row]

    @property
    def window(self) -> tuple[date, date]:
        """The assessed window, both ends in."""
        return self.parameters["B"], self.parameters["C"]  # type: ignore[return-value]


def editions() -> tuple[str, ...]:
    """The names of the editions there are."""
    return tuple(sorted(path.parent.name for path in EDITIONS.glob("*/edition.toml")))


def load_edition(name_or_folder: str | Path) -> Edition:
    """The edition of that name, or of a folder anywhere.

    Raises EditionError with one sentence: the file, the key, what was found and what was expected.
    """
    folder = name_or_folder if isinstance(name_or_folder, Path) else EDITIONS / name_or_folder
    if not isinstance(name_or_folder, Path) and name_or_folder not in editions():
        raise EditionError(f"no edition {name_or_folder!r}; there are: {', '.join(editions())}")
    table = read_toml(folder / "edition.toml")
    rows = [(path, read_toml(path)) for path in sorted(folder.glob("[0-9]*.toml"))]
    written = declared(_Written, table, "edition.toml")
    edition = Edition(
        name=written.name,
        title=written.title,
        parameters=written.parameters,
        cap=written.cap,
        bonus=written.bonus,
        items=tuple(declared(Item, item, "edition.toml, items") for item in table.get("items", [])),
        policies=tuple(parse_policy(name, policy) for name, policy in written.policies.items()),
        indicators=tuple(parse_indicator(row, path.name) for path, row in rows),
        gates=tuple(parse_gate(gate, "edition.toml, gates") for gate in table.get("gates", [])),
    )
    check_whole(edition)
    return edition


@dataclass(frozen=True)
class _Written:
    """The form of edition.toml; items and gates are lists of tables."""

    name: str
    title: str
    cap: Fraction
    bonus: Fraction
    parameters: dict
    policies: dict
    items: list
    gates: list


def read_toml(path: Path) -> dict:
    """The TOML file as a dict; EditionError when it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EditionError(f"{path}: file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(f"{path}: not readable as TOML ({error})") from None


def parse_policy(name: str, table: object) -> Policy:
    """A policy from its table {options, effect}."""
    where = f"edition.toml, policy {name}"
    if not isinstance(table, dict) or set(table) != {"options", "effect"} or not isinstance(table["effect"], str):
        raise EditionError(f"{where}: expected the keys options and effect")
    options = table["options"]
    if not isinstance(options, list) or len(options) < 2 or not all(isinstance(each, str | bool) for each in options):
        raise EditionError(f"{where}: expected at least two options, words or true and false, the default first")
    return Policy(name, tuple(options), table["effect"])


def check_whole(edition: Edition) -> None:
    """What only the whole table can show: caps that add up, and names that exist."""
    check_caps(edition)
    check_policies(edition)
    for gate in edition.gates:
        inputs = {each.name for row in edition.indicators if row.id == gate.indicator for each in row.inputs}
        for name in gate.inputs:
            if name not in inputs:
                raise EditionError(f"edition.toml, gate {gate.no}: row {gate.indicator} has no input {name!r}")


def check_caps(edition: Edition) -> None:
    """The caps of the rows make up their item's, those of the items the edition's."""
    for item in edition.items:
        caps = sum((row.cap for row in edition.indicators if row.item == item.no), Fraction(0))
        if caps != item.cap:
            raise EditionError(f"edition {edition.name}: rows of item {item.no} add up to {caps}, not to {item.cap}")
    for bonus, cap in ((False, edition.cap), (True, edition.bonus)):
        caps = sum((item.cap for item in edition.items if item.bonus is bonus), Fraction(0))
        if caps != cap:
            raise EditionError(f"edition {edition.name}: items add up to {caps}, not to {cap}")
    numbers, ids = [item.no for item in edition.items], [row.id for row in edition.indicators]
    for row in edition.indicators:
        if numbers.count(row.item) != 1 or ids.count(row.id) != 1:
            raise EditionError(
                f"edition {edition.name}: row {row.id} stands twice, or its item {row.item} is not one item"
            )


def check_policies(edition: Edition) -> None:
    """Rows and gates follow options that exist, and every policy is followed somewhere."""
    options = {policy.name: policy.options for policy in edition.policies}
    rows = [(row.policy, option) for row in edition.indicators for option in row.variants if row.policy]
    tests = [test.under for gate in edition.gates for test in gate.tests if test.under]
    for name, option in rows + tests:
        if option not in options.get(name, ()):
            raise EditionError(f"edition {edition.name}: no option {option!r} of a policy {name!r}")
    for name in options.keys() - {name for name, _ in rows + tests}:
        raise EditionError(f"edition {edition.name}: nothing follows the policy {name!r}")
