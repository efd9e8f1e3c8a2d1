"""The veto gates: conditions on the inputs of one row, apart from its points.

A gate is failed as soon as one known condition fails, unknown while something it needs is missing or a whole is 0, and
passed otherwise. It uses only the inputs it names and deduces nothing from others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.declare import EditionError, declared
from scoring.inputs import Input, Values


@dataclass(frozen=True)
class Test:
    """One condition, with its words in Chinese: of an input, or of the share part / whole.

    Exactly one of equals, at_least, at_most, below (numbers) and yes (a yes/no that must be true). `under` = (policy,
    option): the condition counts under that option only.
    """

    __test__ = False  # the name is the domain's; pytest must not collect it

    says: str
    of: tuple[str, ...]
    equals: Fraction | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None
    yes: bool | None = None
    under: tuple[str, object] | None = None

    def holds(self, values: Values) -> bool | None:
        """True, False, or None while it cannot be known."""
        given = [values[name] for name in self.of]
        if any(value is None for value in given):
            return None
        if self.yes is not None:
            return given[0] is self.yes
        value, *whole = (each for each in given if isinstance(each, Fraction))
        if whole == [0]:
            return None
        return self.compared(value / whole[0] if whole else value)

    def compared(self, value: Fraction) -> bool:
        """Whether a known number keeps the bound."""
        return (
            (self.equals is None or value == self.equals)
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True)
class Gate:
    """A veto gate of the edition; all its tests must hold."""

    no: int
    title: str
    indicator: str
    tests: tuple[Test, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(name for test in self.tests for name in test.of)

    def judge(self, inputs: tuple[Input, ...], values: Values, policies: Mapping[str, object]) -> tuple[str, str]:
        """(passed | failed | unknown, the reason as a Chinese sentence)."""
        tests = [test for test in self.tests if test.under is None or policies[test.under[0]] == test.under[1]]
        found = [(test, test.holds(values)) for test in tests]
        failed = [test.says for test, holds in found if holds is False]
        if failed:
            return "failed", f"未达到：{'；'.join(failed)}"
        unknown = [f"{test.says}（{lacking(test, inputs, values)}）" for test, holds in found if holds is None]
        if unknown:
            return "unknown", f"尚不能判断：{'；'.join(unknown)}"
        return "passed", f"已达到：{'；'.join(test.says for test, _ in found)}"


def lacking(test: Test, inputs: tuple[Input, ...], values: Values) -> str:
    """What keeps a test from being known: inputs that are missing, else a whole that is 0."""
    labels = {each.name: each.label for each in inputs}
    missing = [labels[name] for name in test.of if values[name] is None]
    return f"缺{'、'.join(missing)}" if missing else f"{labels[test.of[-1]]}为 0"


@dataclass(frozen=True)
class _Written:
    """The form of a gate in edition.toml."""

    no: int
    title: str
    indicator: str
    tests: list


def parse_gate(table: object, where: str) -> Gate:
    """A gate from its table."""
    written = declared(_Written, table, where)
    tests = tuple(parse_test(test, f"{where}, gate {written.no}") for test in written.tests)
    return Gate(written.no, written.title, written.indicator, tests)


def parse_test(table: object, where: str) -> Test:
    """A test from its table: {says, of = "input" | {part, whole}, one bound, under = {policy = option}}."""
    if not isinstance(table, dict):
        raise EditionError(f"{where}: expected a table, found {table!r}")
    of, under = table.get("of"), table.get("under", {})
    if isinstance(of, dict) and set(of) == {"part", "whole"}:
        of = [of["part"], of["whole"]]
    test = declared(Test, {key: value for key, value in table.items() if key != "under"} | {"of": of}, where)
    bounds = [bound for bound in (test.equals, test.at_least, test.at_most, test.below, test.yes) if bound is not None]
    if len(bounds) != 1 or len(test.of) > 2 or (test.yes is not None and len(test.of) != 1):
        raise EditionError(f"{where}: a test needs exactly one bound, of an input or of a share")
    if not isinstance(under, dict) or len(under) > 1:
        raise EditionError(f"{where}: under must name one policy and its option")
    return Test(**(vars(test) | {"under": next(iter(under.items()), None)}))
