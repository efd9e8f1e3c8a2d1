"""Quantities: one number made of the inputs, as the span that the known inputs still allow.

`span(box)` gives a Span or NoData; `inputs` names the inputs used, which must be of a type in `takes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from scoring.rules.box import INFINITE, NUMBERS, Bound, Box, NoData, Span, sum_of
from scoring.rules.shares import Gap, Share, Shortfall


@dataclass(frozen=True)
class Count:
    """Numbers added up. `limit` says how much of one of them counts at most."""

    takes: ClassVar = NUMBERS

    of: tuple[str, ...]
    limit: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.of

    def span(self, box: Box) -> Span:
        limits = {name: self.limit.get(name, INFINITE) for name in self.of}
        least = sum_of(min(box.least(name), limit) for name, limit in limits.items())
        return Span(least, sum_of(min(box.most(name), limit) for name, limit in limits.items()))


@dataclass(frozen=True)
class Pairs:
    """Two counts added up, plus `extra` once `both`, the number of things counted in each, reaches `all`."""

    takes: ClassVar = ("whole",)

    of: tuple[str, ...]
    both: str
    all: Fraction
    extra: Fraction

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*self.of, self.both)

    def span(self, box: Box) -> Span:
        sums = [self.value(values) for values in box.completions(self.inputs)]
        return Span(min(sums), max(sums))

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        reached = self.extra if values[self.both] == self.all else Fraction(0)
        return sum((values[name] for name in self.of), reached)


@dataclass(frozen=True)
class Growth:
    """(now − before) / before. From nothing to nothing is no growth, from nothing to something boundless growth."""

    takes: ClassVar = NUMBERS

    before: str
    now: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.before, self.now)

    def span(self, box: Box) -> Span:
        """The growth that the known inputs still allow; infinite, with a note, from nothing to something."""
        least = growth(box.most(self.before), box.least(self.now))
        most = growth(box.least(self.before), box.most(self.now))
        if least == INFINITE:
            before, now = box.input(self.before), box.input(self.now)
            return Span(
                least, most, note=f"{before.label}为 0 而{now.label}大于 0，增长率无法计算，按 0 分计并提示核对"
            )
        return Span(least, most)


def growth(before: Bound, now: Bound) -> Bound:
    """The growth between two numbers, either of which may be infinite (a bound approached)."""
    if before == INFINITE:
        return Fraction(-1)
    if before == 0:
        return Fraction(0) if now == 0 else INFINITE
    return INFINITE if now == INFINITE else (now - before) / before


@dataclass(frozen=True)
class MeanOfLast:
    """The mean of the last scores of a list; no data when there are fewer."""

    takes: ClassVar = ("decimals",)

    of: str
    last: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.of,)

    def span(self, box: Box) -> Span | NoData:
        scores, own = box.values[self.of], box.input(self.of)
        if not isinstance(scores, tuple):
            return Span(own.least, INFINITE if own.most is None else own.most)
        if len(scores) < self.last:
            return NoData(f"{own.label}只有 {len(scores)} 期，不足 {self.last} 期，无法计分")
        mean = sum(scores[-self.last :], Fraction(0)) / self.last
        return Span(mean, mean)


@dataclass(frozen=True)
class Yes:
    """What the yes answers weigh together; a list of answers counts each of its answers."""

    takes: ClassVar = ("yes_no", "yes_nos")

    of: Mapping[str, Fraction]

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(self.of)

    def span(self, box: Box) -> Span:
        answers = [(answer, weight) for name, weight in self.of.items() for answer in answers_of(box, name)]
        least = sum((weight for answer, weight in answers if answer is True), Fraction(0))
        return Span(least, least + sum((weight for answer, weight in answers if answer is None), Fraction(0)))


def answers_of(box: Box, name: str) -> tuple[object, ...]:
    """The answers of an input: one, or those of its list."""
    value, length = box.values[name], box.input(name).length
    if isinstance(value, tuple):
        return value
    return (value,) * (length or 1)


Quantity = Count | Pairs | Share | Shortfall | Gap | Growth | MeanOfLast | Yes
