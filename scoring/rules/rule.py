"""A rule: one term, or several whose points are added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.declare import EditionError, chosen, declared
from scoring.rules.box import Box, NoData
from scoring.rules.quantities import Quantity
from scoring.rules.shapes import Shape

ZERO = Fraction(0)


@dataclass(frozen=True)
class Outcome:
    """The exact range of points, why there is no data (if so), and remarks; both in Chinese."""

    low: Fraction
    high: Fraction
    no_data: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A quantity and its shape. `most` limits the term by itself; `requires` names a yes without which it gives 0."""

    title: str
    quantity: Quantity
    shape: Shape
    most: Fraction | None
    requires: str | None

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.quantity.inputs + ((self.requires,) if self.requires else ())

    def outcome(self, box: Box, cap: Fraction) -> Outcome:
        """The points of this term, within 0 and its own most, else the cap of the row. No data leaves it open."""
        top = cap if self.most is None else self.most
        span = self.quantity.span(box)
        if isinstance(span, NoData):
            return Outcome(ZERO, top, no_data=(span.reason,))
        ends = (self.shape.at(span.least, span.above), self.shape.at(span.most))
        low, high = limited(min(ends), top), limited(max(ends), top)
        known = box.values[self.requires] if self.requires else True
        notes: tuple[str, ...] = (span.note,) if span.note else ()
        if self.most is not None and min(ends) > top:
            notes += (f"{self.title}超过上限，按 {top} 分计",)
        return Outcome(low if known is True else ZERO, high if known is not False else ZERO, notes=notes)


@dataclass(frozen=True)
class Rule:
    """The terms of a row."""

    terms: tuple[Term, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(name for term in self.terms for name in term.inputs)

    def outcome(self, box: Box, cap: Fraction) -> Outcome:
        """The terms added up, within 0 and the cap."""
        found = [term.outcome(box, cap) for term in self.terms]
        return Outcome(
            limited(sum((each.low for each in found), ZERO), cap),
            limited(sum((each.high for each in found), ZERO), cap),
            tuple(reason for each in found for reason in each.no_data),
            tuple(note for each in found for note in each.notes),
        )


def limited(points: Fraction | float, top: Fraction) -> Fraction:
    """The points within 0 and top; the only place where a boundless bound ends."""
    if points >= top:
        return top
    return max(ZERO, Fraction(points))


@dataclass(frozen=True)
class _Written:
    """The form of a term in the TOML of a row."""

    quantity: dict
    shape: dict
    title: str = ""
    most: Fraction | None = None
    requires: str | None = None


def parse_rule(table: Mapping[str, object], where: str) -> Rule:
    """`rule`, or several under `terms`, of a row's table."""
    written = table.get("terms", {"rule": table.get("rule")})
    if ("rule" in table) == ("terms" in table) or not isinstance(written, dict) or not written:
        raise EditionError(f"{where}: expected one [rule] or several [terms.…], not both")
    return Rule(tuple(parse_term(term, f"{where}, {name}") for name, term in written.items()))


def parse_term(table: object, where: str) -> Term:
    """One term from its table."""
    written = declared(_Written, table, where)
    return Term(
        written.title,
        chosen(Quantity, written.quantity, f"{where}, quantity"),
        chosen(Shape, written.shape, f"{where}, shape"),
        written.most,
        written.requires,
    )
