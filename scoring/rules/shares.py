"""Quantities that set a part against its whole. A whole known to be 0 is no data; one not known yet is more than 0."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.rules.box import INFINITE, NUMBERS, Bound, Box, NoData, Span


@dataclass(frozen=True)
class Share:
    """part / whole, each a number or a sum of numbers; `multiplied`: the whole is a product."""

    takes: ClassVar = NUMBERS

    part: tuple[str, ...]
    whole: tuple[str, ...]
    multiplied: bool = False

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.part + self.whole

    def span(self, box: Box) -> Span | NoData:
        """The share that the known inputs still allow; no data where the whole is known to be 0."""
        whole = box.whole(self.whole, self.multiplied)
        if isinstance(whole, NoData):
            return whole
        part = box.total(self.part)
        top = most_of(part.most, whole.least, box.is_part(self.part, self.whole))
        if whole.most == INFINITE:
            return Span(Fraction(0), top, above=part.least > 0)
        return Span(part.least / whole.most, top)  # type: ignore[arg-type]


def most_of(part: Bound, whole: Bound, is_part: bool) -> Bound:
    """The most that part / whole can be, for the most of the part and the least of the whole."""
    if part == 0:
        return Fraction(0)
    if is_part and part >= whole:
        return Fraction(1)
    if part == INFINITE or whole == 0:
        return INFINITE
    return part / whole


@dataclass(frozen=True)
class Shortfall:
    """What a share lacks to 1: (whole − part) / whole, the part being at most the whole."""

    takes: ClassVar = NUMBERS

    part: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.part + self.whole

    def span(self, box: Box) -> Span | NoData:
        share = Share(self.part, self.whole).span(box)
        return share if isinstance(share, NoData) else Span(1 - share.most, 1 - share.least)


@dataclass(frozen=True)
class Gap:
    """whole − part in pieces, the part being at most the whole."""

    takes: ClassVar = NUMBERS

    part: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.part + self.whole

    def span(self, box: Box) -> Span | NoData:
        whole = box.whole(self.whole)
        if isinstance(whole, NoData):
            return whole
        part = box.total(self.part)
        least = Fraction(0) if part.most >= whole.least else whole.least - part.most
        return Span(least, INFINITE if whole.most == INFINITE else whole.most - part.least)
