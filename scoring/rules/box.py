"""What the known inputs still allow: the least and the most that each input, and sums of them, can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf, prod

from scoring.inputs import Input, Values

# Where nothing bounds a number its most is INFINITE. It is compared with, never calculated with.
INFINITE = inf
NUMBERS = ("whole", "decimal")  # the types of inputs that are one number
Bound = Fraction | float


@dataclass(frozen=True)
class Span:
    """A closed range of a number. `above`: the least is not reached but approached, from above.

    That matters where a shape jumps. What is approached from below needs no mark: no quantity that has it meets a shape
    that jumps there.
    """

    least: Bound
    most: Bound
    above: bool = False
    note: str | None = None


@dataclass(frozen=True)
class NoData:
    """The quantity does not exist: a known whole is 0, or too little came. The reason is a Chinese sentence."""

    reason: str


@dataclass(frozen=True)
class Box:
    """The inputs of a row with their values; None is not known yet."""

    inputs: tuple[Input, ...]
    values: Values

    def input(self, name: str) -> Input:
        """The definition of that input."""
        return next(each for each in self.inputs if each.name == name)

    def label(self, names: Iterable[str], joined: str = "与") -> str:
        """How a sentence names these inputs together."""
        return joined.join(self.input(name).label for name in names)

    def least(self, name: str) -> Fraction:
        """The least an input can be: its value, else its own bound and that of each input that is a part of it."""
        value = self.values[name]
        return value if isinstance(value, Fraction) else max(self.input(name).least, self._parts(name))

    def most(self, name: str) -> Bound:
        """The most an input can be: its value, else its own bound and those of what it is a part of."""
        value = self.values[name]
        if isinstance(value, Fraction):
            return value
        own = self.input(name)
        wholes = [sum_of([*(self.most(other) for other in bound.names), bound.plus]) for bound in own.within]
        return min([INFINITE if own.most is None else own.most, *wholes])

    def total(self, names: tuple[str, ...]) -> Span:
        """The sum of inputs."""
        least = sum((self.least(name) for name in names), Fraction(0))
        return Span(least, sum_of(self.most(name) for name in names))

    def whole(self, names: tuple[str, ...], multiplied: bool = False) -> Span | NoData:
        """The sum (or product) of inputs as a denominator: known to be 0 it is no data, else it is more than 0."""
        total = self.multiplied(names) if multiplied else self.total(names)
        if total.most == 0:
            return NoData(f"{self.label(names)}为 0，无法计分")
        counted = all(self.input(name).type == "whole" for name in names)
        return Span(max(total.least, Fraction(1)) if counted else total.least, total.most)

    def multiplied(self, names: tuple[str, ...]) -> Span:
        """The product of counts, a missing one being at least 1."""
        mosts = [self.most(name) for name in names]
        if 0 in mosts:
            return Span(Fraction(0), Fraction(0))
        least = prod((max(self.least(name), Fraction(1)) for name in names), start=Fraction(1))
        return Span(least, INFINITE if INFINITE in mosts else prod(mosts, start=Fraction(1)))

    def is_part(self, part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        """Whether the edition says part ≤ whole."""
        return len(part) == 1 and any(set(bound.names) == set(whole) for bound in self.input(part[0]).within)

    def completions(self, names: tuple[str, ...]) -> Iterable[dict[str, Fraction]]:
        """Every way to complete these whole numbers, each of which has a bound of its own."""
        ranges = [range(int(self.least(name)), int(self.most(name)) + 1) for name in names]
        related = [each for each in map(self.input, names) if each.within or each.above]
        for found in product(*ranges):
            values = dict(zip(names, map(Fraction, found), strict=True))
            if not any(broken_bounds(each, values) for each in related):
                yield values

    def _parts(self, whole: str) -> Fraction:
        """The least that the parts of a whole leave it."""
        floors = [self.least(part.name) for part in self.inputs if self.is_part((part.name,), (whole,))]
        return max(floors, default=Fraction(0))


def broken_bounds(given: Input, values: Values) -> list[str]:
    """What an input breaks of its relations to the others; a relation counts once both its sides are known."""
    value = values[given.name]
    if not isinstance(value, Fraction):
        return []
    tops = [(bound, top) for bound in given.within if (top := bound.of(values)) is not None and value > top]
    floors = [(bound, floor) for bound in given.above if (floor := bound.of(values)) is not None and value < floor]
    too_much = [f"不大于 {' + '.join(bound.names)}（{top}）" for bound, top in tops]
    return too_much + [f"不小于 {' + '.join(bound.names)} 推出的 {floor}" for bound, floor in floors]


def sum_of(bounds: Iterable[Bound]) -> Bound:
    """The sum of bounds, one of which may be infinite."""
    found = list(bounds)
    return INFINITE if INFINITE in found else sum(found, Fraction(0))
