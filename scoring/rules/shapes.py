"""Shapes: how a quantity turns into points. Each is monotone, so the ends of a span give the ends of the points.

`at(x, above)` gives the points at x; with `above` those that are approached when x is approached from above.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from scoring.declare import Corner
from scoring.rules.box import INFINITE, Bound


@dataclass(frozen=True)
class Times:
    """`each` points for every one (of a share: for the whole)."""

    each: Fraction = Fraction(1)

    def at(self, x: Bound, above: bool = False) -> Bound:
        return INFINITE if x == INFINITE else self.each * x


@dataclass(frozen=True)
class Deduction:
    """`start` points less `each` for every `unit`, at least 0; `started`: a started unit counts whole."""

    start: Fraction
    each: Fraction
    unit: Fraction = Fraction(1)
    started: bool = False

    def at(self, x: Bound, above: bool = False) -> Bound:
        if x == INFINITE:
            return Fraction(0)
        units = x / self.unit
        if self.started:
            units = Fraction(floor(units) + 1 if above else ceil(units))
        return max(Fraction(0), self.start - self.each * units)


@dataclass(frozen=True)
class Line:
    """Straight lines between corners (quantity, points), level outside them."""

    corners: tuple[Corner, ...]

    def __post_init__(self) -> None:
        xs, ys = zip(*self.corners, strict=True)
        if any(x >= y for x, y in pairwise(xs)):
            raise ValueError("the corners of a line must go from left to right")
        if list(ys) not in (sorted(ys), sorted(ys, reverse=True)):
            raise ValueError("a line must not rise in one place and fall in another")

    def at(self, x: Bound, above: bool = False) -> Bound:
        if x <= self.corners[0][0]:
            return self.corners[0][1]
        for (x0, y0), (x1, y1) in pairwise(self.corners):
            if x < x1:
                return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        return self.corners[-1][1]


@dataclass(frozen=True)
class Steps:
    """0 up to `beyond`; past it `start`, and `each` more for every whole `unit` past it."""

    beyond: Fraction
    start: Fraction
    each: Fraction
    unit: Fraction

    def at(self, x: Bound, above: bool = False) -> Bound:
        if x == INFINITE:
            return INFINITE
        if x < self.beyond or (x == self.beyond and not above):
            return Fraction(0)
        return self.start + self.each * floor((x - self.beyond) / self.unit)


Shape = Times | Deduction | Line | Steps
